"""Advice for DATABASES."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.models.plan import Advice
from connlint.models.release import older_than
from connlint.planner.advice.modes import is_proxied, needs_session
from connlint.planner.advice.spelling import nearest_setting
from connlint.planner.advice.statements import direct_statement
from connlint.planner.alias_facts import option
from connlint.planner.libpq_options import parse_options
from connlint.planner.values import number, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.django import Alias
    from connlint.models.stack import Link
    from connlint.planner.advice.case import Case
    from connlint.planner.advice.times import Times

AGES = (300, 600)
"""The guide's range of CONN_MAX_AGE."""
CONNECT = (3, 5)
"""The guide's range of connect_timeout."""


class AliasAdviser:
    """What one alias should say."""

    def __init__(self, case: Case, link: Link, times: Times) -> None:
        self.case = case
        self.link = link
        self.times = times
        self.alias: Alias = case.alias(link)

    def advise(self) -> Iterator[Advice]:
        """Everything about one alias."""
        age, why = self._age()
        yield self._set("CONN_MAX_AGE", age, why)
        yield from self._checks(age)
        yield from self._cursors()
        yield from self._requests()
        yield from self._port()
        yield from self._misspelt()
        yield from self._options()

    def _set(self, key: str, value: Any, reason: str) -> Advice:
        return self._here(where="alias", setting=key, current=self.alias.settings.get(key), value=value, reason=reason)

    def _option(self, key: str, value: Any, reason: str, *, remove: bool = False) -> Advice:
        current = option(self.alias, key)
        return self._here(where="options", setting=key, current=current, value=value, reason=reason, remove=remove)

    def _here(self, **what: Any) -> Advice:
        return Advice(index=self.link.module, name=self.link.alias, **what)

    @property
    def _native(self) -> bool:
        """A native pool without a pooler behind it."""
        return bool(self.link.facts["native_pool"].value) and self.link.pooler is None

    def _age(self) -> tuple[int | float, str]:
        """CONN_MAX_AGE in seconds and why."""
        hindrance = self._hindrance()
        if hindrance:
            return 0, hindrance
        current = number(self.alias.settings.get("CONN_MAX_AGE"))
        if current == 0 and (self.link.pooler is not None or is_proxied(self.link)):
            return 0, "every request connects to the pooler, which is cheap"
        fitting = current is not None and AGES[0] <= current <= self._oldest()
        return current if fitting and current else AGES[0], "connections are kept between requests and renewed in time"

    def _hindrance(self) -> str:
        """Why this alias must not keep connections, "" when it may."""
        facts = self.link.facts
        reasons = (
            (self._native, "the native pool keeps the connections"),
            (facts["asgi"].value, "requests do not come back to the thread that keeps their connection"),
            (
                self.link.pooler is not None and needs_session(self.case, self.link),
                "in session mode a kept client holds a server connection",
            ),
            (
                self.link.pooler is not None and facts["autocommit"].value is False,
                "with AUTOCOMMIT off a kept connection stays in a transaction",
            ),
        )
        return next((reason for holds, reason in reasons if holds), "")

    def _oldest(self) -> int | float:
        """The oldest age that no other layer cuts short."""
        limits: list[int | float] = [AGES[1]]
        pooler = self.case.pooler(self.link)
        if pooler is not None:
            found = (number(pooler.settings.get(key)) for key in ("server_idle_timeout", "client_idle_timeout"))
            limits.extend(figure for figure in found if figure and figure >= AGES[0])
        return min(limits)

    def _checks(self, age: float) -> Iterator[Advice]:
        if older_than(self.case.stack.versions.found.get("django"), "4.1"):
            return
        if age or self._native:
            yield self._set(
                "CONN_HEALTH_CHECKS", value=True, reason="a connection that was cut is noticed before its first query"
            )
        elif self.alias.settings.get("CONN_HEALTH_CHECKS", None) is not None:
            yield self._set("CONN_HEALTH_CHECKS", value=False, reason="nothing is kept, so there is nothing to check")

    def _cursors(self) -> Iterator[Advice]:
        shares = self.link.facts.get("shares_servers")
        pooled = self.link.pooler is not None and not needs_session(self.case, self.link)
        if pooled or (is_proxied(self.link) and shares is not None and shares.value):
            reason = "a cursor lives in one server connection, the next FETCH may reach another"
            yield self._set("DISABLE_SERVER_SIDE_CURSORS", value=True, reason=reason)

    def _requests(self) -> Iterator[Advice]:
        if self.link.pooler is None and self.link.facts["autocommit"].value is False:
            yield self._set("AUTOCOMMIT", value=True, reason="without it a kept connection stays in a transaction")
        clients, limit = number(self.link.facts.get("pool_clients")), number(self.link.facts.get("pool_limit"))
        crowded = clients is None or limit is None or clients > limit
        if self.link.facts["atomic_requests"].value and self.link.pooler is not None and crowded:
            reason = "it holds a server connection for the whole request; use atomic() where it is needed"
            yield self._set("ATOMIC_REQUESTS", value=False, reason=reason)

    def _port(self) -> Iterator[Advice]:
        pooler = self.case.pooler(self.link)
        if pooler is not None and self.link.port_matches is False:
            there = number(pooler.settings.get("listen_port"))
            yield self._set("PORT", str(there), "where the pooler listens")

    def _options(self) -> Iterator[Advice]:
        if self.alias.options_whole is not None:
            return
        if self.link.facts["is_tcp"].value is not False:
            current = number(self.link.facts["connect_timeout_seconds"])
            kept = current if current is not None and CONNECT[0] <= current <= CONNECT[1] else CONNECT[1]
            yield self._option("connect_timeout", kept, "a host that does not answer stalls a request no longer")
        yield from self._prepared()
        if self.link.pooler is not None:
            yield from self._behind_pooler()
        elif not self._may_be_pooled():
            found = direct_statement(self.case, self.link, self.times)
            if found is not None:
                written, value, reason = found
                yield self._here(where="options", setting="options", current=written, value=value, reason=reason)

    def _may_be_pooled(self) -> bool:
        """Whether there is a pooler, and the environment may send the alias to it: it refuses or drops ``options``."""
        written = [self.alias.settings.get(key) for key in ("HOST", "PORT")]
        return is_proxied(self.link) or (
            bool(self.case.stack.poolers)
            and any(
                value is not None and (not value.decided or "default of environment variable" in value.how)
                for value in written
            )
        )

    def _prepared(self) -> Iterator[Advice]:
        binding = option(self.alias, "server_side_binding")
        inert = binding is None or (binding.decided and not binding.value)
        if option(self.alias, "prepare_threshold") is not None and (inert or self.link.pooler is not None):
            reason = "it does nothing" if inert else "Django's own default is right behind a pooler"
            yield self._option("prepare_threshold", None, reason, remove=True)

    def _behind_pooler(self) -> Iterator[Advice]:
        if option(self.alias, "options") is not None:
            yield self._option("options", None, self._lost(), remove=True)
        if option(self.alias, "pool") is not None:
            yield self._option("pool", None, "the pooler is the pool", remove=True)

    def _lost(self) -> str:
        """Why OPTIONS["options"] goes, and what of it has to be set elsewhere."""
        others = parse_options(text(option(self.alias, "options")) or "").parameters.keys() - {"statement_timeout"}
        roles = f"; set {', '.join(sorted(others))} on the role (ALTER ROLE ... SET)" if others else ""
        return f"PgBouncer refuses it or drops it in silence{roles}"

    def _misspelt(self) -> Iterator[Advice]:
        """Keys that are nearly one of Django's."""
        for key in self.alias.settings:
            meant = nearest_setting(key)
            if meant:
                current = self.alias.settings[key]
                reason = f"Django never reads it; its name is {meant}"
                yield self._here(where="alias", setting=key, current=current, reason=reason, remove=True)
