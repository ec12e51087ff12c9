"""The language server: the same pipeline over what an editor holds. Only ``connlint lsp`` imports it."""
