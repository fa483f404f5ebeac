"""Servers: nginx and httpd, which start, write what the real ones write, and answer HTTP."""
