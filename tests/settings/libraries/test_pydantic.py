"""pydantic-settings: what the fields of a ``BaseSettings`` come to. The values are those of pydantic 2.14."""

from __future__ import annotations

import pytest

from tests.settings.modules import lay, read, traced, value

HEAD = (
    "from typing import Any, Literal, Optional\n"
    "from pydantic import AliasChoices, Field, PostgresDsn, SecretStr\n"
    "from pydantic import computed_field, field_validator, model_validator\n"
    "from pydantic_settings import BaseSettings, SettingsConfigDict\n"
)
TAIL = '\ns = Settings()\nDATABASES = {"default": {"HOST": s.host, "PORT": s.port}}\n'
FILES = {".e": "HOST=file\nPORT=11\n", ".f": 'host="second"\n'}


def module(body: str) -> str:
    return f"{HEAD}class Settings(BaseSettings):\n{body}{TAIL}"


class TestUnknown:
    """What is not modelled is unknown, never guessed."""

    @pytest.mark.parametrize(
        "body, words",
        [
            ("    host: str\n    port: int = 1\n", "HOST is not supplied"),
            ("    host: str = 'a'\n    port: int = 1\n    def __init__(self): pass\n", "not modelled"),
            ("    host: Colour = 'a'\n    port: int = 1\n", "the type Colour"),
            (
                (
                    "    host: str = 'a'\n    port: int = 1\n"
                    "    @field_validator('host')\n    def check(cls, v): return v + 'x'\n"
                ),
                "the validator check",
            ),
            (
                (
                    "    host: str = 'a'\n    port: int = 1\n"
                    "    @model_validator(mode='before')\n    def check(cls, v): return v\n"
                ),
                "the validator check",
            ),
            ("    model_config = elsewhere()\n    host: str = 'a'\n    port: int = 1\n", ""),
        ],
    )
    def test_it_says_why(self, tmp_path, body, words):
        found = traced(read(tmp_path, module(body)), "HOST")
        assert found.status == "unknown"
        assert words in found.reason

    def test_parts_in_variables_of_their_own(self, tmp_path):
        body = (
            "    model_config = SettingsConfigDict(env_nested_delimiter='__')\n    host: Any = 'a'\n    port: int = 1\n"
        )
        assert traced(read(tmp_path, module(body), HOST__X="1"), "HOST").status == "unknown"
        assert value(read(tmp_path, module(body)), "HOST") == "a"


@pytest.mark.parametrize(
    "body, env, host, port",
    [
        ("    host: str = 'a'\n    port: int = '5432'\n", {}, "a", 5432),
        ("    host: str\n    port: int\n", {"HOST": "x", "port": " 77 "}, "x", 77),
        (
            (
                "    model_config = SettingsConfigDict(env_prefix='A_', case_sensitive=True)\n"
                "    host: str = 'd'\n    port: Optional[int] = None\n"
            ),
            {"A_host": "x", "A_PORT": "1"},
            "x",
            None,
        ),
        (
            "    class Config:\n        env_prefix = 'app_'\n    host: str | None = None\n    port: 'int | None' = 3\n",
            {"APP_HOST": "x"},
            "x",
            3,
        ),
        (
            (
                "    host: str = Field('d', alias='PGHOST')\n"
                "    port: int = Field(default=1, validation_alias=AliasChoices('PGPORT', 'DBPORT'))\n"
            ),
            {"DBPORT": "9", "PGHOST": "q"},
            "q",
            9,
        ),
        (
            "    model_config = SettingsConfigDict(env_file='.e')\n    host: str = 'd'\n    port: int = 2\n",
            {"PORT": "9"},
            "file",
            9,
        ),
        (
            (
                "    model_config = SettingsConfigDict(env_file=('.e', '.f'), env_ignore_empty=True)\n"
                "    host: str = 'd'\n    port: int = 2\n"
            ),
            {"HOST": ""},
            "second",
            11,
        ),
        ("    host: str = Field(...)\n    port: int = Field(default_factory=lambda: 7)\n", {"HOST": "x"}, "x", 7),
        (
            (
                "    h: SecretStr = 'sec'\n    port: bool = 'off'\n"
                "    @property\n    def host(self): return self.h.get_secret_value()\n"
            ),
            {},
            "sec",
            False,
        ),
        (
            (
                "    url: PostgresDsn = 'postgres://u@pgb:6432/x'\n    port: float = '1'\n"
                "    @computed_field\n    @property\n    def host(self) -> str: return str(self.url)\n"
            ),
            {},
            "postgres://u@pgb:6432/x",
            1.0,
        ),
        (
            "    host: list[str] = ['a']\n    port: dict[str, int] = {}\n",
            {"HOST": '["b"]', "PORT": '{"a": 1}'},
            ["b"],
            {"a": 1},
        ),
        (
            (
                "    host: Literal['a', 'b'] = 'a'\n    port: Any = 1\n"
                "    @model_validator(mode='after')\n    def f(self):\n        self.port = 9\n        return self\n"
            ),
            {"HOST": "b"},
            "b",
            9,
        ),
    ],
)
def test_fields(tmp_path, body, env, host, port):
    lay(tmp_path, FILES)
    found = read(tmp_path, module(body), **env)
    assert (value(found, "HOST"), value(found, "PORT")) == (host, port)


def test_fields_of_bases_and_parts(tmp_path):
    text = (
        f"{HEAD}class Part(BaseSettings):\n    host: str = 'i'\n"
        "class Base(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix='B_')\n    port: int = 1\n"
        "class Settings(Base):\n    port = 2\n    part: Part = Part()\n"
        f"    @property\n    def host(self): return self.part.host\n{TAIL}"
    )
    found = read(tmp_path, text, HOST="e", B_PORT="6432")
    assert (value(found, "HOST"), value(found, "PORT")) == ("e", 6432)
    assert value(read(tmp_path, text), "PORT") == 2


def test_the_default_names_its_variable(tmp_path):
    found = traced(read(tmp_path, module("    host: str = 'a'\n    port: int = 1\n")), "PORT")
    assert found.how == "default of environment variable PORT"
