"""Lesson files: read, validated, translated, checked, and how far a learner has come."""
