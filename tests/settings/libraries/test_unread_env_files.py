"""An env file that is there and cannot be read: what may stand in it is unknown, and the reason says why."""

import pytest

from connlint.parsers.settings import read_settings

BAD = b"# caf\xe9\nDB_HOST=db.internal\n"
LOADERS = {
    "environ": "import environ\nenviron.Env.read_env('.env')\n",
    "dotenv": "import dotenv\ndotenv.load_dotenv('.env')\n",
    "environs": "from environs import Env\nenv = Env()\nenv.read_env('.env')\n",
}
DATABASES = 'import os\nDATABASES = {"default": {"HOST": os.environ.get("DB_HOST", "localhost")}}\n'


def hosts(folder, loader):
    (folder / "settings.py").write_text(LOADERS[loader] + DATABASES)
    module = read_settings(folder / "settings.py", name="settings.py", root=folder)
    return [world.databases["default"].settings["HOST"] for world in module.worlds]


@pytest.mark.parametrize("loader", LOADERS)
def test_an_env_file_that_is_not_there_is_no_reason(tmp_path, loader):
    assert all("UTF-8" not in host.reason for host in hosts(tmp_path, loader))


@pytest.mark.parametrize("loader", LOADERS)
def test_the_reason_names_the_file_and_what_is_wrong(tmp_path, loader):
    (tmp_path / ".env").write_bytes(BAD)
    found = hosts(tmp_path, loader)
    assert {host.status for host in found} == {"unknown"}
    assert {host.reason for host in found} == {".env: not UTF-8: byte 0xe9; save the file as UTF-8"}
