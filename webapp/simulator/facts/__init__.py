"""Facts: statements about a world that are true or false, one line each.

`values` holds what a fact is, `grammar` reads and lists the forms, `evaluate` asks a world.
"""
