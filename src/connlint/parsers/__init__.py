"""One module per kind of file: text in, models out."""
