"""The simulated machine: values in, values out; no I/O, no clock, no chance."""
