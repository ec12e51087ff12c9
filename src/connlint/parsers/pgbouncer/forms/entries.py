"""The lines of [databases] that container images write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.pgbouncer.forms.draft import Draft, Given

if TYPE_CHECKING:
    from collections.abc import Callable

_AUTH_USER_SINCE = (1, 22)
_DATABASES_KEYS = (
    "user",
    "password",
    "dbname",
    "auth_user",
    "pool_size",
    "reserve_pool",
    "connect_query",
    "pool_mode",
    "max_db_connections",
    "client_encoding",
    "datestyle",
    "timezone",
)


class Variables:
    """The variables of one container. A variable that is set to nothing counts as not set."""

    def __init__(self, given: dict[str, Given], draft: Draft, whose: str, *, files: bool = False) -> None:
        self._given = given
        self._draft = draft
        self.whose = whose
        self._files = files

    def get(self, name: str) -> Given | None:
        """The variable, None when it is not set. What stands in a file named by NAME_FILE is not known."""
        given = self._given.get(name)
        if given is not None and (given.text or given.missing):
            return given
        file = self._given.get(f"{name}_FILE") if self._files else None
        return Given("", file.how, file.place, missing=f"the file of {name}_FILE") if file else None

    def or_preset(self, name: str, text: str) -> Given:
        """The variable, or what the image takes without it."""
        return self.get(name) or Given(text, self.whose, self._draft.place)

    def required(self, name: str) -> Given:
        """A variable without which the image does not start."""
        return self.get(name) or Given("", self.whose, self._draft.place, missing=name)

    def names(self) -> list[str]:
        """Every variable that is set."""
        return [name for name in self._given if self.get(name)]

    def pairs(self, names: dict[str, str]) -> dict[str, Given]:
        """Those of some keys whose variables are set."""
        found = {key: self.get(variable) for key, variable in names.items()}
        return {key: given for key, given in found.items() if given is not None}


def edoburu(draft: Draft, variables: Variables, version: str | None) -> None:
    """DATABASE_URL, DATABASE_URLS or DB_HOST and its companions; the user runs auth_query since 1.22."""
    many = variables.get("DATABASE_URLS")
    url = variables.get("DATABASE_URL")
    user_key = "user" if version and tuple(map(int, version.split(".")))[:2] < _AUTH_USER_SINCE else "auth_user"
    if many is not None:
        for part in many.text.split(",") if not many.missing else ("",):
            _of_url(draft, variables, Given(part, many.how, many.place, many.missing), user_key)
    elif url is not None:
        _of_url(draft, variables, url, user_key)
    else:
        user = variables.or_preset("DB_USER", "postgres")
        pairs = {"host": variables.required("DB_HOST"), "port": variables.or_preset("DB_PORT", "5432"), user_key: user}
        draft.entry(variables.or_preset("DB_NAME", "*"), pairs)
    encoding = variables.get("CLIENT_ENCODING")
    if encoding is not None:
        draft.lines.append((f"client_encoding = {encoding.text}", encoding.place))


def brainsam(draft: Draft, variables: Variables, _version: str | None) -> None:
    """One fallback entry with a forced user."""
    pairs = {
        "host": variables.required("DB_HOST"),
        "port": variables.or_preset("DB_PORT", "5432"),
        "user": variables.or_preset("DB_USER", "postgres"),
    } | variables.pairs({"password": "DB_PASSWORD"})
    draft.entry(Given("*", variables.whose, draft.place), pairs)


def pgbouncer(draft: Draft, variables: Variables, _version: str | None) -> None:
    """One entry of DATABASES_HOST and its companions."""
    pairs = {"host": variables.required("DATABASES_HOST"), "port": variables.or_preset("DATABASES_PORT", "5432")}
    pairs |= variables.pairs({key: f"DATABASES_{key.upper()}" for key in _DATABASES_KEYS})
    draft.entry(variables.or_preset("DATABASES_CLIENT_SIDE_DBNAME", "*"), pairs)


def bitnami(draft: Draft, variables: Variables, _version: str | None) -> None:
    """The one database of PGBOUNCER_DATABASE, and those of PGBOUNCER_DSN_0 and on."""
    name = variables.or_preset("PGBOUNCER_DATABASE", "postgres")
    user = variables.or_preset("POSTGRESQL_USERNAME", "postgres")
    pairs = {
        "host": variables.or_preset("POSTGRESQL_HOST", "postgresql"),
        "port": variables.or_preset("POSTGRESQL_PORT", "5432"),
    }
    if _is_yes(variables.get("PGBOUNCER_SET_DATABASE_USER")):
        pairs["user"] = user
    if _is_yes(variables.get("PGBOUNCER_SET_DATABASE_PASSWORD")):
        pairs |= variables.pairs({"password": "POSTGRESQL_PASSWORD"})
    if name.text != "*":
        pairs["dbname"] = variables.get("POSTGRESQL_DATABASE") or name
    draft.entry(name, pairs | variables.pairs({"auth_user": "PGBOUNCER_AUTH_USER"}))
    _each_dsn(variables.get, draft)


def _each_dsn(get: Callable[[str], Given | None], draft: Draft) -> None:
    number = 0
    while (dsn := get(f"PGBOUNCER_DSN_{number}")) is not None:
        number += 1
        if dsn.missing:
            draft.unnamed = True
            continue
        name, _, text = dsn.text.partition("=")
        draft.lines.append((f"{name} = {text}", dsn.place))


def _is_yes(given: Given | None) -> bool:
    return given is not None and given.text.lower() in ("yes", "true", "1")


def _of_url(draft: Draft, variables: Variables, url: Given, user_key: str) -> None:
    """An entry from a URL, taken apart the way the image's script does: no decoding, no query."""
    if url.missing:
        draft.unnamed = True
        return
    rest = url.text.split("://", 1)[-1]
    credentials, _, address = rest.rpartition("@")
    hostport, _, name = address.partition("/")
    host, _, port = hostport.partition(":")

    def part(text: str, otherwise: str) -> Given:
        return Given(text or otherwise, f"{url.how}, part of the URL", url.place)

    user = part(credentials.split(":", 1)[0], "postgres")
    port_given = part(port, "") if port else variables.or_preset("DB_PORT", "5432")
    draft.entry(part(name, "*"), {"host": part(host, ""), "port": port_given, user_key: user})
