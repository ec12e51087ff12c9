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
            *(
                (
                    f"    host: str = 'a'\n    port: int = 1\n    @field_validator({x})\n    def f({taken}): pass\n",
                    "the validator f",
                )
                for x, taken in [
                    ("'host', mode='before'", "cls, v"),
                    ("'*', mode='wrap'", "cls, v, handler"),
                    ("'host'", "cls, v, info"),
                    ("'host'", "cls, *v"),
                ]
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


CHECKS = (
    "    host: str = 'a'\n    port: int = 1\n"
    "    @field_validator('host')\n    @classmethod\n"
    "    def check(cls, v):\n        if v == 'no':\n            raise ValueError(v)\n        return v + 'x'\n"
)


def test_what_a_validator_makes_of_a_field(tmp_path):
    refused = read(tmp_path, module(CHECKS), HOST="no")
    assert [problem.subject for problem in refused.problems if problem.kind == "guard-raises"] == ["ValidationError"]
    assert value(read(tmp_path, module(CHECKS)), "HOST") == "ax"
    assert value(read(tmp_path, module(CHECKS), HOST="b"), "HOST") == "bx"


def test_names_of_version_2(tmp_path):
    body = "    host: str = Field('a', env='IGNORED')\n    port: int = Field(1, alias='B')\n"
    named = "    model_config = SettingsConfigDict(populate_by_name=True)\n"
    found = read(tmp_path, module(body), HOST="h", IGNORED="x", PORT="2")
    assert (value(found, "HOST"), value(found, "PORT")) == ("h", 1)
    assert value(read(tmp_path, module(named + body), PORT="2"), "PORT") == 2


def test_a_type_of_the_project_that_is_a_url(tmp_path):
    text = (
        f"{HEAD}from typing import Annotated\nfrom pydantic_core import Url, other\nfrom elsewhere import Kind\n"
        "Named = Annotated[Url, other(host_required=False)]\n"
        "class Settings(BaseSettings):\n    a: Named | None = None\n    b: Kind = None\n"
        "s = Settings()\n"
        'DATABASES = {"default": {"HOST": str(s.a), "PORT": str(s.b)}}\n'
    )
    url = "postgres://db/app?sslmode=require"
    found = read(tmp_path, text, A=url, B=url)
    assert value(found, "HOST") == url
    assert "the type Kind" in traced(found, "PORT").reason


OLD = (
    "from typing import Optional\nfrom pydantic import AnyUrl, BaseSettings, Field, root_validator, validator\n"
    "class Loose(AnyUrl):\n    host_required = False\n"
)


class TestVersion1:
    """``pydantic.BaseSettings``; the values are those of pydantic 1.10."""

    @pytest.mark.parametrize(
        "body, env, host, port",
        [
            ("    host: Optional[str]\n    port: int | None = Field(env='P')\n", {}, None, None),
            ("    host: str = Field('a', alias='B')\n    port: int = 1\n", {"B": "x", "HOST": "h"}, "h", 1),
            (
                "    host: str = Field('a', env=['A', 'B'])\n    port: int = Field(1, env='P')\n",
                {"B": "x", "P": "2", "HOST": "h"},
                "x",
                2,
            ),
            (
                (
                    "    host: str = 'a'\n    port: int = 1\n"
                    "    class Config:\n        env_prefix = 'X_'\n"
                    "        fields = {'host': {'env': 'HOST'}, 'port': 'alias'}\n"
                ),
                {"HOST": "h", "X_HOST": "no", "X_PORT": "2"},
                "h",
                2,
            ),
            (
                (
                    "    port: int = 1\n    host: str = 'a'\n"
                    "    @validator('host')\n    def join(cls, v, values): return f\"{v}{values['port']}\"\n"
                ),
                {"PORT": "7"},
                "a7",
                7,
            ),
            (
                "    host: Optional[Loose]\n    port: int = 1\n",
                {"HOST": "postgres://db/x"},
                "postgres://db/x",
                1,
            ),
        ],
    )
    def test_fields(self, tmp_path, body, env, host, port):
        found = read(tmp_path, f"{OLD}class Settings(BaseSettings):\n{body}{TAIL}", **env)
        assert (value(found, "HOST"), value(found, "PORT")) == (host, port)

    @pytest.mark.parametrize(
        "body, words",
        [
            ("    @root_validator\n    def check(cls, values): return values\n", "the validator check"),
            ("    @root_validator()\n    def check(cls, values): return values\n", "the validator check"),
            ("    @validator('host', pre=True)\n    def check(cls, v): return v\n", "the validator check"),
            ("    @validator('host', each_item=True)\n    def check(cls, v): return v\n", "the validator check"),
            ("    @validator('host')\n    def check(cls, v, field): return v\n", "the validator check"),
            ("    class Config:\n        fields = {'host': elsewhere()}\n", ""),
        ],
    )
    def test_what_is_not_modelled(self, tmp_path, body, words):
        text = f"{OLD}class Settings(BaseSettings):\n    host: str = 'a'\n    port: int = 1\n{body}{TAIL}"
        found = traced(read(tmp_path, text), "HOST")
        assert found.status == "unknown"
        assert words in found.reason

    def test_a_field_that_must_be_given(self, tmp_path):
        text = f"{OLD}class Settings(BaseSettings):\n    host: Optional[str] = Field(...)\n    port: int = 1\n{TAIL}"
        assert traced(read(tmp_path, text), "HOST").missing == "HOST"


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
