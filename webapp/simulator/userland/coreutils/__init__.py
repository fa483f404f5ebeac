"""The small programs, in GNU's dialect and in busybox's: one body each, options and wording as data."""
