"""Names of variables that tell Django's container from others."""

import re

SETTINGS = "DJANGO_SETTINGS_MODULE"
DATABASE = re.compile(r"DATABASE|POSTGRES|(?:^|_)(?:DB|PG)(?:_|$)|^PG[A-Z]")
"""Names of variables that say where a database is."""
