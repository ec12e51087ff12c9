"""A project as its owner has it: a settings module and a pooler that disagree."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SETTINGS = """\
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "app",
        "HOST": "127.0.0.1",
        "PORT": 6432,
        "CONN_MAX_AGE": 600,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {"connect_timeout": 5},
    }
}
"""
POOLER = """\
[databases]
app = host=127.0.0.1 dbname=app
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = 6432
auth_file = userlist.txt
pool_mode = transaction
client_idle_timeout = 300
"""
MANAGE = 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n'


@pytest.fixture
def root():
    return ROOT


@pytest.fixture
def project(tmp_path):
    """The project in a directory with a blank in its name."""
    folder = tmp_path / "the project"
    (folder / "shop").mkdir(parents=True)
    (folder / "manage.py").write_text(MANAGE)
    (folder / "shop" / "settings.py").write_text(SETTINGS)
    (folder / "pgbouncer.ini").write_text(POOLER)
    return folder
