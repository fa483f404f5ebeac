"""The small programs, in GNU's dialect and in busybox's: one body each, words and options as data."""
