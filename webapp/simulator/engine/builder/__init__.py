"""How an image is built from a Dockerfile, as BuildKit does it.

`build(daemon, request)` in `building` is the way in; `dockerfile`, `lexer` and `commands` read,
`copying` and `running` do.
"""
