"""The small programs, GNU's and busybox's: one body each, words and options as data."""
