"""Go templates, as `--format` takes them: lexer, parser, evaluation, functions, printing."""
