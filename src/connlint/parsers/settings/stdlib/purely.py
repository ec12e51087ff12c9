"""Functions of the standard library that are called as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.values import Native, Val

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.parsers.settings.call import Call


def plain(function: Callable[..., Any]) -> Native:
    """A function of the standard library that depends on its arguments only."""

    def run(call: Call) -> Val:
        args = [call.plain(arg) for arg in call.args]
        keywords = {key: call.plain(arg) for key, arg in call.keywords.items()}
        try:
            return call.value(function(*args, **keywords), "", *call.args)
        except (TypeError, ValueError, ArithmeticError, LookupError, AssertionError) as error:
            return call.fail(type(error), str(error))  # type: ignore[no-any-return]  # fail never returns

    return Native(getattr(function, "__name__", "function"), run, pure=True)
