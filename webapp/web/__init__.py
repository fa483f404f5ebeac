"""The pages: a blueprint a feature, each with a folder of templates of the same name."""
