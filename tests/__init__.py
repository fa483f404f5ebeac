"""Statements of behaviour, in folders that mirror the package's."""
