"""Random settings modules: the constructs of real ones, composed freely. One seed always gives the same program."""

from __future__ import annotations

from random import Random

VARIABLES = ("DB_HOST", "DB_PORT", "DB_NAME", "USE_POOL", "STAGE", "TIMEOUT", "EXTRA")
TEXTS = ("db", "pgbouncer", "localhost", "5432", "6432", "true", "False", "prod", "dev", "", "0", "a,b,c", "x=1;y=2")
PREAMBLE = """\
import copy
import functools
import json
import os
import re
from collections import OrderedDict, defaultdict, namedtuple
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from enum import Enum
from pathlib import Path
from urllib.parse import urlparse
"""
HELPERS = """\
def as_bool(value, default=False):
    if value is None:
        return default
    return str(value).strip().lower() in ("1", "true", "yes", "on")


def as_int(value, default=0):
    try:
        return int(value)
    except (TypeError, ValueError):
        return default


def env(name, default=None, cast=None):
    value = os.environ.get(name, default)
    return cast(value) if cast is not None and value is not None else value


def pick(*args, **kwargs):
    for item in args:
        if item:
            return item
    return kwargs.get("fallback", "none")


def deep_update(target, other):
    for key, value in other.items():
        if isinstance(value, dict) and isinstance(target.get(key), dict):
            deep_update(target[key], value)
        else:
            target[key] = value
    return target


def numbers(limit):
    count = 0
    while count < limit:
        yield count
        count += 1


def counted(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        global CALLS
        CALLS += 1
        return function(*args, **kwargs)

    return inner


CALLS = 0


@counted
def twice(value):
    return value * 2


class Stage(Enum):
    PROD = "prod"
    DEV = "dev"


@dataclass
class Server:
    host: str = "here"
    port: int = 1
    tags: list = field(default_factory=list)

    @property
    def address(self):
        return f"{self.host}:{self.port}"


class Settings:
    prefix = "DB_"

    def __init__(self, **values):
        self.values = dict(values)

    def get(self, key, default=None):
        return self.values.get(key, default)

    def __getitem__(self, key):
        return self.values[key]

    def __contains__(self, key):
        return key in self.values


class Child(Settings):
    prefix = "CHILD_"

    def get(self, key, default=None):
        return super().get(key.lower(), default)

    @classmethod
    def named(cls, name):
        return cls(name=cls.prefix + name)


Point = namedtuple("Point", "x y")
"""


class Program:
    """A program under construction: names of each type that exist at this point."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.lines: list[str] = []
        self.indent = 0
        self.names: dict[str, list[str]] = {"str": [], "int": [], "bool": [], "list": [], "dict": []}
        self.count = 0

    def emit(self, text: str) -> None:
        self.lines.append("    " * self.indent + text)

    def fresh(self) -> str:
        self.count += 1
        return f"V{self.count}"

    def choose(self, *options: str) -> str:
        return self.random.choice(options)

    def known(self, kind: str) -> str | None:
        return self.random.choice(self.names[kind]) if self.names[kind] and self.random.random() < 0.6 else None

    # ---- expressions by type

    def text(self, depth: int = 0) -> str:
        found = self.known("str")
        if found:
            return found
        name = self.random.choice(VARIABLES)
        simple = [
            repr(self.random.choice(TEXTS)),
            f"os.environ.get({name!r}, {self.random.choice(TEXTS)!r})",
            f"(os.getenv({name!r}) or {self.random.choice(TEXTS)!r})",
            f"env({name!r}, {self.random.choice(TEXTS)!r})",
            f"str(os.environ.get({name!r}))",
        ]
        if depth > 2:
            return self.random.choice(simple)
        a, b = self.text(depth + 1), self.text(depth + 1)
        number, truth = self.number(depth + 1), self.truth(depth + 1)
        return self.choose(
            *simple,
            f"(lambda v, n: f'{{v}}-{{n:03d}}{{n!r:>4}}{{v!r}}')({a}, {number})",
            f"({a} + {b})",
            f"{a}.{self.choose('upper', 'lower', 'strip', 'title')}()",
            f"{a}.replace({b} or 'q', 'z')",
            f"({a} if {truth} else {b})",
            f"({a} or {b})",
            f"('%s/%s' % ({a}, {number}))",
            f"'{{}}:{{k}}'.format({a}, k={number})",
            f"','.join(sorted({{{a}, {b}}}))",
            f"({a}.split(',') or ['q'])[0]",
            f"pick({a}, {b}, fallback='last')",
            f"Server(host={a}, port={number}).address",
            f"Child.named({a})['name']",
            f"re.sub(r'[aeiou]', '_', {a})",
            f"(urlparse('pg://u:p@' + ({a} or 'h') + ':5432/n').path)",
            f"next((c for c in {a} if c.isdigit()), 'none')",
            f"str(Path('/srv') / ({a} or 'x'))",
            f"(lambda v, w={b}: v + w)({a})",
            f"json.loads(json.dumps({{'k': {a}}}))['k']",
            f"twice({a})",
            f"{a}[1:]",
            f"Stage.{self.choose('PROD', 'DEV')}.value",
        )

    def number(self, depth: int = 0) -> str:
        found = self.known("int")
        if found:
            return found
        name = self.random.choice(VARIABLES)
        simple = [
            str(self.random.choice((0, 1, 2, 60, 600, 5432, -1))),
            f"as_int(os.environ.get({name!r}), {self.random.randrange(9)})",
            f"as_int(os.environ.get({name!r}, '7'))",
        ]
        if depth > 2:
            return self.random.choice(simple)
        a, b = self.number(depth + 1), self.number(depth + 1)
        items, truth = self.items(depth + 1), self.truth(depth + 1)
        return self.choose(
            *simple,
            f"({a} + {b})",
            f"({a} * 3 - {b})",
            f"({a} // 7)",
            f"({a} % 5)",
            f"len({self.text(depth + 1)})",
            f"len({items})",
            f"max({a}, {b})",
            f"({a} if {truth} else {b})",
            f"sum(numbers({self.random.randrange(5)}))",
            f"int({truth})",
            f"abs({a})",
            f"Point({a}, {b}).y",
            f"(lambda: {a})()",
        )

    def truth(self, depth: int = 0) -> str:
        found = self.known("bool")
        if found:
            return found
        name = self.random.choice(VARIABLES)
        simple = [
            self.choose("True", "False"),
            f"{name!r} in os.environ",
            f"as_bool(os.environ.get({name!r}))",
            f"(os.environ.get({name!r}) is None)",
            f"bool(os.environ.get({name!r}))",
            f"(os.environ.get({name!r}, 'dev') == {self.random.choice(TEXTS)!r})",
        ]
        if depth > 2:
            return self.random.choice(simple)
        a, b = self.text(depth + 1), self.text(depth + 1)
        left, right = self.truth(depth + 1), self.truth(depth + 1)
        return self.choose(
            *simple,
            f"({a} == {b})",
            f"({a} != {b})",
            f"({a} in ('true', 'prod', {b}))",
            f"{a}.startswith('p')",
            f"({left} and {right})",
            f"({left} or {right})",
            f"(not {left})",
            f"({self.number(depth + 1)} > {self.number(depth + 1)})",
            f"isinstance({a}, str)",
            f"any(c in {a} for c in 'xyz')",
            f"bool(re.match(r'^p', {a}))",
            f"({a} in {self.table(depth + 1)})",
        )

    def items(self, depth: int = 0) -> str:
        found = self.known("list")
        if found or depth > 2:
            return found or "['a', 'b']"
        a, b = self.text(depth + 1), self.text(depth + 1)
        return self.choose(
            f"[{a}, {b}]",
            f"[v for v in ({a}, {b}, 'k') if v]",
            f"list({a})",
            f"{a}.split(',')",
            f"sorted([{a}, {b}])",
            f"[*{self.items(depth + 1)}, {a}]",
            f"list(map(str.upper, [{a}, {b}]))",
            f"[str(i) + v for i, v in enumerate([{a}, {b}])]",
            f"list({self.table(depth + 1)})",
        )

    def table(self, depth: int = 0) -> str:
        found = self.known("dict")
        if found or depth > 2:
            return found or "{'k': 'v'}"
        a, number = self.text(depth + 1), self.number(depth + 1)
        return self.choose(
            f"{{'a': {a}, 'n': {number}}}",
            f"dict(a={a}, n={number})",
            f"{{**{self.table(depth + 1)}, 'b': {a}}}",
            f"{{k: k * 2 for k in {self.items(depth + 1)}}}",
            f"dict(zip(['p', 'q'], [{a}, {number}]))",
            f"({self.table(depth + 1)} | {{'z': {number}}})",
            f"copy.deepcopy({self.table(depth + 1)})",
            f"asdict(Server({a}, {number}))",
            f"OrderedDict([('o', {a})])",
        )

    # ---- statements

    def statement(self, depth: int) -> None:
        simple = [self.assign, self.assign, self.assign, self.mutate, self.mutate, self.alias, self.augmented]
        compound = [self.branch, self.branch, self.loop, self.attempt, self.matched, self.walrus, self.call]
        self.random.choice(simple if depth > 2 else simple + compound)(depth)

    def assign(self, depth: int) -> None:
        kind = self.random.choice(("str", "str", "int", "bool", "list", "dict"))
        source = {"str": self.text, "int": self.number, "bool": self.truth, "list": self.items, "dict": self.table}[
            kind
        ]
        value = source()
        old = self.known(kind) if self.random.random() < 0.4 else None
        name = old or self.fresh()
        self.emit(f"{name} = {value}")
        if old is None and self.indent == 0:
            self.names[kind].append(name)

    def mutate(self, depth: int) -> None:
        table = self.random.choice([*self.names["dict"], "DB", "DB", 'DB["OPTIONS"]', 'DATABASES["default"]'])
        value = self.choose(self.text(1), self.number(1), self.truth(1))
        key = self.choose("'HOST'", "'PORT'", "'CONN_MAX_AGE'", "'x'", self.text(2))
        self.emit(
            self.choose(
                f"{table}[{key}] = {value}",
                f"{table}.update({{{key}: {value}}})",
                f"{table}.update(CONN_HEALTH_CHECKS={value})",
                f"{table}.setdefault({key}, {value})",
                f"{table}.pop({key}, None)",
                f"{table} |= {{{key}: {value}}}" if "[" not in table else f"{table}['y'] = {value}",
                f"deep_update({table}, {{'nested': {{{key}: {value}}}}})",
            )
        )

    def alias(self, depth: int) -> None:
        name = self.fresh()
        self.emit(f"{name} = {self.choose('DB', 'copy.copy(DB)', 'dict(DB)', 'DB.copy()', 'copy.deepcopy(DB)')}")
        self.emit(f"{name}['ALIAS'] = {self.text(2)}")

    def augmented(self, depth: int) -> None:
        for kind, source in (("str", self.text), ("int", self.number), ("list", self.items)):
            found = self.known(kind)
            if found:
                self.emit(f"{found} += {source(2)}")
                return
        self.emit(f"DB['count'] = DB.get('count', 0) + {self.number(2)}")

    def block(self, depth: int) -> None:
        self.indent += 1
        for _ in range(self.random.randint(1, 3)):
            self.statement(depth + 1)
        self.indent -= 1

    def branch(self, depth: int) -> None:
        self.emit(f"if {self.truth()}:")
        self.block(depth)
        if self.random.random() < 0.3:
            self.emit(f"elif {self.truth()}:")
            self.block(depth)
        if self.random.random() < 0.5:
            self.emit("else:")
            self.block(depth)

    def loop(self, depth: int) -> None:
        item = self.fresh()
        self.emit(
            self.choose(
                f"for {item} in {self.items()}:",
                f"for {item} in list({self.table()}):",
                f"for {item} in range({self.random.randrange(4)}):",
                f"for {item}, _ in list(DB.items()):",
            )
        )
        self.indent += 1
        self.emit(f"DB['seen'] = str({item})")
        if self.random.random() < 0.5:
            self.emit(f"if {self.truth()}:")
            self.emit(f"    {self.choose('break', 'continue', 'pass')}")
        self.indent -= 1
        self.block(depth)

    def attempt(self, depth: int) -> None:
        self.emit("try:")
        self.indent += 1
        name = self.random.choice(VARIABLES)
        self.emit(
            self.choose(
                f"DB['PORT'] = int({self.text()})",
                f"DB['NAME'] = os.environ[{name!r}]",
                f"DB['t'] = {self.table()}['n']",
                "import local_settings_that_is_absent",
                f"assert {self.truth()}",
            )
        )
        self.emit(f"DB['tried'] = {self.text(2)}")
        self.indent -= 1
        self.emit(self.choose("except (KeyError, ValueError, ImportError, AssertionError):", "except Exception:"))
        self.block(depth)
        if self.random.random() < 0.4:
            self.emit(self.choose("else:", "finally:"))
            self.block(depth)

    def matched(self, depth: int) -> None:
        self.emit(f"match {self.text()}:")
        self.indent += 1
        self.emit(f"case {self.random.choice(TEXTS)!r} | 'prod':")
        self.block(depth)
        self.emit(f"case other if {self.truth()}:")
        self.block(depth)
        self.emit("case _:")
        self.block(depth)
        self.indent -= 1

    def walrus(self, depth: int) -> None:
        name = self.fresh()
        self.emit(f"if ({name} := os.environ.get({self.random.choice(VARIABLES)!r})) is not None:")
        self.indent += 1
        self.emit(f"DB['walrus'] = {name}")
        self.indent -= 1
        self.block(depth)

    def call(self, depth: int) -> None:
        name = self.fresh()
        self.emit(f"def f{name}(db, flag={self.truth()}, *rest, **more):")
        self.indent += 1
        self.emit("if flag:")
        self.emit(f"    db['flag'] = {self.text()}")
        self.emit(f"    return {self.number()}")
        self.emit("db.update(more)")
        self.emit(f"return {self.number()}")
        self.indent -= 1
        table = self.choose("DB", "DATABASES['default']")
        self.emit(f"DB['ret'] = f{name}({table}, {self.truth()}, k={self.text()})")


def environment(seed: int) -> dict[str, str]:
    """The variables that are set for this seed."""
    random = Random(seed * 7919 + 1)
    share = 0.5 if seed % 12 == 0 else 0.92
    return {name: random.choice(TEXTS) for name in VARIABLES if random.random() < share}


def program(seed: int) -> str:
    """The text of the module."""
    made = Program(seed)
    made.emit("DB = {'ENGINE': 'django.db.backends.postgresql', 'OPTIONS': {}}")
    made.emit("DATABASES = {'default': DB}")
    for _ in range(made.random.randint(3, 7)):
        made.statement(0)
    if made.random.random() < 0.5:
        made.emit(
            f"DATABASES['replica'] = {{**DB, 'HOST': {made.text()}, 'PORT': {made.choose(made.text(), made.number())}}}"
        )
    if made.random.random() < 0.3:
        made.emit("for alias, config in DATABASES.items():")
        made.emit(f"    config['CONN_MAX_AGE'] = {made.number()} if alias == 'default' else {made.number()}")
    return PREAMBLE + "\n\n" + HELPERS + "\n\n" + "\n".join(made.lines) + "\n"
