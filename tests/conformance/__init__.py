"""The simulated machine held against a real engine: recordings of one, and one run live."""
