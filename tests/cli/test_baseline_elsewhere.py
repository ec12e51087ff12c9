"""A baseline holds for the directory it is about, not for the one connlint was started in."""

import json

import pytest

from tests.cli.conftest import POOLER, SETTINGS


@pytest.fixture
def nested(tmp_path, monkeypatch):
    folder = tmp_path / "shop" / "etc"
    folder.mkdir(parents=True)
    (tmp_path / "shop" / "settings.py").write_text(SETTINGS)
    (folder / "pgbouncer.ini").write_text(POOLER.replace("dbname=app", "dbname=app pool_size=0\nspare = host=::1 x=1"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_from_inside_everything_is_still_accepted(run, nested, monkeypatch):
    run("--write-baseline", "shop/base.json", "shop")
    assert len(json.loads((nested / "shop" / "base.json").read_text())["findings"]) > 2
    monkeypatch.chdir(nested / "shop")
    assert json.loads(run("--baseline", "base.json", "--format", "json").out)["findings"] == []


def test_in_a_repository_the_files_by_name_are_the_same(run, nested, monkeypatch):
    (nested / ".git").mkdir()
    run("--write-baseline", "base.json", "shop/settings.py", "shop/etc/pgbouncer.ini")
    monkeypatch.chdir(nested / "shop" / "etc")
    result = run("--baseline", "../../base.json", "--format", "json", "../settings.py", "pgbouncer.ini")
    assert json.loads(result.out)["findings"] == []


def test_the_same_finding_of_another_file_is_new(run, nested):
    run("--write-baseline", "base.json", "shop")
    (nested / "shop").rename(nested / "store")
    (nested / "store" / "etc").rename(nested / "store" / "conf")
    left = json.loads(run("--baseline", "base.json", "--format", "json", "store").out)["findings"]
    assert {finding["code"] for finding in left} > {"CL901"}
