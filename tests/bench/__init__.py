"""How long a command takes from the browser and back, and what learners cost in memory.

`python -m tests.bench` prints it; nothing here is asserted, since machines differ.
"""
