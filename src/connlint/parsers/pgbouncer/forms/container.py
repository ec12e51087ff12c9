"""One container of an image that connlint knows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from connlint.models.problem import Problem
from connlint.parsers.pgbouncer import table
from connlint.parsers.pgbouncer.forms.draft import Draft, Given
from connlint.parsers.pgbouncer.forms.entries import Variables
from connlint.sources.secrets import names_secret

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.models.place import Place
    from connlint.models.traced import Traced
    from connlint.parsers.pgbouncer.forms.images import Image
    from connlint.sources.text import Source

_PASSWORD = re.compile(r"PASS|SECRET|USERLIST|_URLS?$|DSN")
_LISTED = 4
"""Names that one message tells."""
_AMBIGUOUS = ("USER", "VERBOSE", "LOGFILE", "PIDFILE", "TIMEZONE")


@dataclass(frozen=True)
class Container:
    """A container: the place that names its image, the version of the tag, how many there are."""

    source: Source
    place: Place
    version: str | None = None
    count: Traced | None = None


def read_container(image: Image, given: dict[str, Given], container: Container) -> PgBouncerConfig:
    """The configuration that the image writes from its variables."""
    version = container.version
    draft = Draft(container.source, container.place, f"{image.title} environment")
    variables = Variables(given, draft, f"default of the image {image.title}", files=image.files)
    draft.section("databases")
    image.entries(draft, variables, version)
    draft.section("pgbouncer")
    for key in sorted(image.keys | image.presets.keys()):
        value = variables.get(image.variable(key)) if key in image.keys else None
        if value is not None:
            draft.setting(key, _cut(draft, image, key, value))
        elif key in image.presets:
            draft.preset(key, image.presets[key], variables.whose)
    draft.problems.extend(_together(image, list(ignored(image, variables, given))))
    config = draft.config(version, container.count)
    places = (place for place in (*config.secrets, *secret_places(given)) if place != container.place)
    return config.model_copy(update={"secrets": tuple(places)})


def ignored(image: Image, variables: Variables, given: dict[str, Given], ini: str = "") -> Iterator[Problem]:
    """The variables that look like settings of PgBouncer and that this image does not read.

    With an ``ini`` that the image finds that is all of them.
    """
    read = set() if ini else {image.variable(key) for key in image.keys}
    for name in variables.names():
        key = _key_of(name)
        if key is None or name in read or not given[name].how.startswith(("compose service", "env of")):
            continue
        right = "" if ini or key not in image.keys else image.variable(key)
        message = f"the image {image.title} does not read {name}, which leaves {key} as it is"
        if ini:
            message = f"{ini} wins over the variables, so {key} is what the file says"
        yield Problem(
            kind="variable-ignored",
            message=f"{message}; it reads {right}" if right else message,
            place=given[name].place,
            subject=name,
            suggestion=right,
            data={"image": image.title, "key": key, **({"ini": ini} if ini else {})},
        )


def listed(names: Sequence[str]) -> str:
    """Names as a text tells them: the first of many, and how many more."""
    rest = len(names) - _LISTED
    return f"{', '.join(names[:_LISTED])} and {rest} more" if rest > 0 else f"{', '.join(names[:-1])} and {names[-1]}"


def _together(image: Image, problems: list[Problem]) -> list[Problem]:
    """The variables that the image knows by other names, as one problem at the first of them."""
    misnamed = [one for one in problems if one.suggestion]
    if len(misnamed) < 2:  # noqa: PLR2004 - one keeps its own words
        return problems
    names, rights = listed([one.subject for one in misnamed]), listed([one.suggestion for one in misnamed])
    message = f"the image {image.title} does not read {names}; it reads {rights}"
    first = misnamed[0].model_copy(update={"message": message, "suggestion": "", "subject": names})
    return [first, *(one for one in problems if not one.suggestion)]


def secret_places(given: dict[str, Given]) -> Iterator[Place]:
    """Where passwords stand."""
    for name, value in given.items():
        if value.text and (_PASSWORD.search(name) or names_secret(name)):
            yield value.place


def _key_of(name: str) -> str | None:
    """The setting that a variable is called after."""
    if name in _AMBIGUOUS:
        return None
    key = name.removeprefix("PGBOUNCER_").lower()
    return key if key in table.PGBOUNCER else None


def _cut(draft: Draft, image: Image, key: str, given: Given) -> Given:
    """A value as the image takes it: one of them stops at a colon."""
    if not image.cuts or ":" not in given.text:
        return given
    short = Given(given.text.split(":", 1)[0], given.how, given.place, given.missing)
    draft.problems.append(
        Problem(
            kind="value-cut",
            message=f"the image {image.title} takes {key} only up to the colon: {short.text}",
            place=given.place,
            subject=key,
            data={"image": image.title, "read": short.text},
        )
    )
    return short
