"""django_heroku 0.3.1 and django_on_heroku 1.1.2, which need a database driver to be installed: by their source."""

from __future__ import annotations

import pytest

from connlint.models.merged import merge_worlds
from tests.settings.modules import read, traced

URL = {"DATABASE_URL": "postgres://u:p@h:6432/n"}
OWN = "DATABASES = {'default': {'HOST': 'own'}}\n"
MIDDLEWARE = "MIDDLEWARE = ['first', 'django.middleware.security.SecurityMiddleware']\n"


def settled(folder, text, **env):
    """What a module that is installed with its library comes to."""
    module = read(folder, text, **env)
    (world,) = [world for world in module.worlds if world.literals[0][1]]
    return module.model_copy(update={"worlds": (world,)})


def heroku(arguments="locals()", library="django_heroku"):
    return f"import {library}\n{library}.settings({arguments})\n"


UNTOUCHED = {
    "no URL": (OWN + heroku(), {}),
    "switched off": (OWN + heroku("locals(), databases=False"), URL),
    "switched off on heroku": (OWN + heroku("locals(), databases=False", "django_on_heroku"), URL),
    "no URL on heroku": (OWN + heroku(library="django_on_heroku"), {}),
}


@pytest.mark.parametrize("case", UNTOUCHED)
def test_the_database_stays(tmp_path, case):
    text, env = UNTOUCHED[case]
    hosts = {w.databases["default"].settings["HOST"].value for w in read(tmp_path, text, **env).worlds}
    assert "own" in hosts


@pytest.mark.parametrize("library", ["django_heroku", "django_on_heroku"])
def test_it_may_not_be_installed(tmp_path, library):
    module = read(tmp_path, OWN + heroku(library=library), **URL)
    found = {w.literals: w.databases["default"].settings["HOST"].value for w in module.worlds}
    assert found == {((f"{library} is installed", True),): "h", ((f"{library} is installed", False),): "own"}


@pytest.mark.parametrize("library", ["django_heroku", "django_on_heroku"])
def test_what_is_given_must_be_the_settings(tmp_path, library):
    text = (
        f"import foreign\nimport {library}\nDATABASES = {{'default': {{'HOST': {library}.settings(foreign.space)}}}}\n"
    )
    assert f"the settings given to {library} are not known" in traced(settled(tmp_path, text, **URL), "HOST").reason


AGES = {
    "of django_heroku": (heroku(), {}, 600),
    "of django_heroku, whatever the settings say": ("CONN_MAX_AGE = 5\n" + heroku(), {}, 600),
    "of django_on_heroku": (heroku(library="django_on_heroku"), {}, 600),
    "of the settings": ("CONN_MAX_AGE = 5\n" + heroku(library="django_on_heroku"), {}, 5),
    "of the environment": (heroku(library="django_on_heroku"), {"CONN_MAX_AGE": "7"}, 7),
}


@pytest.mark.parametrize("case", AGES)
def test_the_age(tmp_path, case):
    text, env, age = AGES[case]
    module = settled(tmp_path, text, **URL, **env)
    assert (traced(module, "CONN_MAX_AGE").value, traced(module, "PORT").value) == (age, 6432)


TLS = {
    "of django_heroku": (heroku(), "require"),
    "of django_on_heroku": (heroku(library="django_on_heroku"), "require"),
    "switched off": (heroku("locals(), db_ssl_required=False", "django_on_heroku"), None),
}


@pytest.mark.parametrize("case", TLS)
def test_the_encryption(tmp_path, case):
    text, mode = TLS[case]
    options = merge_worlds(settled(tmp_path, text, **URL)).aliases["default"].options
    assert options["sslmode"].value == mode if mode else "sslmode" not in options


def test_the_engine_of_geodjango_is_not_known(tmp_path):
    module = settled(tmp_path, heroku("locals(), geodjango=True", "django_on_heroku"), **URL)
    assert "GeoDjango" in traced(module, "ENGINE").reason
    assert traced(module, "HOST").value == "h"


NOISE = "whitenoise.middleware.WhiteNoiseMiddleware"
SECURITY = "django.middleware.security.SecurityMiddleware"
ORDERS = {
    "first": (MIDDLEWARE + heroku(), [NOISE, "first", SECURITY]),
    "behind": (MIDDLEWARE + heroku(library="django_on_heroku"), ["first", SECURITY, NOISE]),
    "switched off": (MIDDLEWARE + heroku("locals(), staticfiles=False"), ["first", SECURITY]),
    "switched off on heroku": (
        MIDDLEWARE + heroku("locals(), staticfiles=False", "django_on_heroku"),
        ["first", SECURITY],
    ),
}


@pytest.mark.parametrize("case", ORDERS)
def test_the_middleware(tmp_path, case):
    text, order = ORDERS[case]
    assert list(settled(tmp_path, text, **URL).worlds[0].settings["MIDDLEWARE"].value) == order
