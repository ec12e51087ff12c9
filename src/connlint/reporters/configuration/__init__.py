"""``connlint show``: the resolved configuration, as a table or as JSON."""
