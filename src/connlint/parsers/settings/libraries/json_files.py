"""json: ``load``, ``loads``, ``dumps``."""

from __future__ import annotations

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]  # public in all but the stubs
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.libraries.file_texts import Text, loaded
from connlint.parsers.settings.values import DictObj, ListObj, Native, NotKnown, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.call import Call

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
_WORDS = {"true": True, "false": False, "null": None, "NaN": float("nan"), "Infinity": float("inf")}
_WORDS["-Infinity"] = float("-inf")


class _Reader:
    """Reads a text that ``json`` accepts once more, to learn where each value stands."""

    def __init__(self, call: Call, source: Text) -> None:
        self.call = call
        self.source = source
        self.text = source.text
        self.how = source.how(call, "JSON")

    def _val(self, raw: Any, start: int, end: int) -> Val:
        line = self.text.count("\n", 0, start) + 1
        column = start - self.text.rfind("\n", 0, start)
        at = self.source.at(self.call, line, column, column + end - start)
        return Val(raw, self.how, at, () if self.source.path else (self.source.val,))

    def value(self, at: int) -> tuple[Val, int]:
        """The value at or after a position, and the position behind it."""
        at = self._skip(at)
        if self.text[at] == "{":
            return self._dict(at)
        if self.text[at] == "[":
            return self._list(at)
        if self.text[at] == '"':
            text, end = scanstring(self.text, at + 1, False)
            return self._val(text, at, end), end
        for word, plain in _WORDS.items():
            if self.text.startswith(word, at):
                return self._val(plain, at, at + len(word)), at + len(word)
        match = _NUMBER.match(self.text, at)
        if match is None:
            raise NotKnown(Unknown("a JSON text that cannot be read twice"))
        return self._val(json.loads(match[0]), at, match.end()), match.end()

    def _skip(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return at if match is None else match.end()

    def _dict(self, start: int) -> tuple[Val, int]:
        items: dict[Any, Val] = {}
        at = self._skip(start + 1)
        while self.text[at] != "}":
            key, at = self.value(at)
            items[key.raw], at = self.value(self._skip(at) + 1)
            at = self._comma(at)
        return self._val(DictObj(items), start, start + 1), at + 1

    def _list(self, start: int) -> tuple[Val, int]:
        items: list[Val] = []
        at = self._skip(start + 1)
        while self.text[at] != "]":
            item, at = self.value(at)
            items.append(item)
            at = self._comma(at)
        return self._val(ListObj(items), start, start + 1), at + 1

    def _comma(self, at: int) -> int:
        at = self._skip(at)
        return self._skip(at + 1) if self.text[at] == "," else at


def parse(call: Call, source: Text) -> Val:
    """The value of a JSON text; each part has its place."""
    try:
        json.loads(source.text)
    except json.JSONDecodeError as error:
        call.fail(json.JSONDecodeError, error.msg)
    except RecursionError:
        raise NotKnown(Unknown("a JSON text nested too deeply")) from None
    return _Reader(call, source).value(0)[0]


def load(call: Call) -> Val:
    """``json.load(fp)``; hooks are not modelled."""
    return parse(call, loaded(call, _only(call, "fp")))


def loads(call: Call) -> Val:
    """``json.loads(s)``; hooks are not modelled."""
    return parse(call, loaded(call, _only(call, "s")))


def _only(call: Call, name: str) -> Val:
    if set(call.keywords) - {name, "encoding"}:
        raise NotKnown(Unknown(f"{call.name} with {', '.join(sorted(call.keywords))}"))
    return call.args[0] if call.args else call.bind(name, required=1)[0]


def dumps(call: Call) -> Val:
    """``json.dumps(obj)`` of plain values, with plain keywords."""
    keywords = {name: call.plain(val) for name, val in call.keywords.items()}
    try:
        return call.value(json.dumps(call.plain(call.args[0]), **keywords), "", call.args[0])
    except (TypeError, ValueError) as error:
        return call.fail(type(error), "not JSON serializable")  # type: ignore[no-any-return]  # fail never returns


MEMBERS = {
    "json": {
        "load": Native("json.load", load),
        "loads": Native("json.loads", loads),
        "dumps": dumps,
        "JSONDecodeError": json.JSONDecodeError,
    },
    "json.decoder": {"JSONDecodeError": json.JSONDecodeError},
}
MEMBERS["simplejson"] = MEMBERS["json"]
