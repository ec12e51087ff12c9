"""pyproject.toml: PEP 621, dependency groups, poetry; Pipfile and setup.cfg by the same statements."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from connlint.parsers.versions.candidates import DECLARED, Candidate
from connlint.parsers.versions.requirement import Requirement, normal, parse_requirement
from connlint.parsers.versions.requirements import statements
from connlint.parsers.versions.specifiers import parse_specifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from connlint.models.place import Place
    from connlint.sources.text import Source


def load_toml(text: str) -> dict[str, Any]:
    """Parse TOML; {} when it is not TOML (a template, a merge conflict)."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def read_pyproject(source: Source) -> Iterator[Candidate]:
    """The dependencies a pyproject.toml declares, optional ones and groups included."""
    data = load_toml(source.text)
    project = _table(data.get("project"))
    lists = [project.get("dependencies"), *_table(project.get("optional-dependencies")).values()]
    lists += _table(data.get("dependency-groups")).values()
    for members in lists:
        yield from _listed(members, source)
    if isinstance(project.get("requires-python"), str):
        written = project["requires-python"]
        yield Candidate("python", parse_specifier(written), locate(source, written), DECLARED)
    poetry = _table(_table(data.get("tool")).get("poetry"))
    tables = [poetry.get("dependencies"), poetry.get("dev-dependencies")]
    tables += [_table(group).get("dependencies") for group in _table(poetry.get("group")).values()]
    for table in tables:
        yield from _tabled(_table(table), source)


def read_pipfile(source: Source) -> Iterator[Candidate]:
    """The packages of a Pipfile."""
    yield from _tabled(_table(load_toml(source.text).get("packages")), source)


def read_setup_cfg(source: Source) -> Iterator[Candidate]:
    """install_requires of setup.cfg."""
    import configparser

    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(source.text)
    except configparser.Error:
        return
    yield from _listed(parser.get("options", "install_requires", fallback="").splitlines(), source)


def locate(source: Source, text: str) -> Place:
    """Where a text stands first, whole lines being tried before parts; line 1 when it is escaped there."""
    for number, line in enumerate(source.lines, 1):
        column = line.find(text)
        if column >= 0:
            return source.span(number, column + 1, number, column + 1 + len(text))
    return source.span(1, 1, 1, 1)


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _listed(members: Any, source: Source) -> Iterator[Candidate]:
    texts: Iterable[Any] = members if isinstance(members, list) else ()
    for text in texts:
        requirement = parse_requirement(text) if isinstance(text, str) else None
        if requirement:
            yield from statements(requirement, locate(source, text.strip()), DECLARED)


def _tabled(table: dict[str, Any], source: Source) -> Iterator[Candidate]:
    for name, value in table.items():
        members = value if isinstance(value, list) else [value]
        for member in members:
            written = member if isinstance(member, str) else _table(member).get("version")
            if not isinstance(written, str):
                continue
            extras = tuple(normal(str(extra)) for extra in _table(member).get("extras", ()))
            requirement = Requirement(normal(name), extras, parse_specifier(written))
            yield from statements(requirement, _locate_key(source, name), DECLARED)


def _locate_key(source: Source, name: str) -> Place:
    for number, line in enumerate(source.lines, 1):
        if line.replace('"', "").partition("=")[0].strip() == name:
            return source.span(number, 1, number, len(line.rstrip()) + 1)
    return locate(source, name)
