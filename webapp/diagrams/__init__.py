"""The picture: what is to be seen, where Graphviz places it, and how it is drawn."""
