"""A team's own rules: the same files in a folder of theirs, checked strictly, never allowed to name code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from connlint.rules.head import EditHead, Head
from connlint.rules.index import head_of, read_toml, rule_files
from connlint.rules.language.conditions import ConditionError, compile_condition
from connlint.rules.language.texts import compile_text
from connlint.sources.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_CODE = re.compile(r"[A-Z]{2,8}\d{3,4}")


def read_own_rules(folders: Sequence[Path], shipped: Sequence[Head]) -> list[Head]:
    """Read the rules of every folder; raises UnreadableError with the file for the first that cannot be used."""
    taken = {word: "the shipped rules" for head in shipped for word in (head.code, head.name)}
    heads = []
    for folder in folders:
        if not folder.is_dir():
            raise UnreadableError("no such folder of rules", folder.as_posix())
        for path in rule_files(folder):
            head = _read_rule(path, folder)
            for word in (head.code, head.name):
                if word in taken:
                    raise UnreadableError(f"{word} is already in {taken[word]}; choose another", path.as_posix())
                taken[word] = path.as_posix()
            heads.append(head)
    return heads


def _read_rule(path: Path, folder: Path) -> Head:
    from pydantic import ValidationError

    from connlint.rules.model import Rule

    try:
        data = read_toml(path)
        rule = Rule.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UnreadableError(f"not a rule: {where}: {first['msg'].lower()}", path.as_posix()) from None
    except (OSError, ValueError) as error:
        raise UnreadableError(f"not a rule file: {error}", path.as_posix()) from None
    if rule.check:
        raise UnreadableError("a rule of your own cannot name a check: conditions only", path.as_posix())
    if not _CODE.fullmatch(rule.code) or rule.code.startswith("CL"):
        raise UnreadableError(f"{rule.code!r} is no code for a rule of your own, ACME001 is", path.as_posix())
    try:
        compile_all(data)
    except ConditionError as error:
        raise UnreadableError(str(error), path.as_posix()) from None
    return Head(head_of(data, path.relative_to(folder).as_posix()), str(folder), own=False)


def compile_all(rule: dict[str, Any]) -> None:
    """Compile every condition and text of a rule, to find its mistakes now; raises ConditionError."""
    for case in (rule, *rule.get("case", ())):
        if case.get("when"):
            compile_condition(case["when"])
        _compile_texts([case.get("message", ""), case.get("advice", ""), case.get("formula", "")])
        for label in case.get("labels", ()):
            _compile_texts([label.get("text", "")])
            if label.get("when"):
                compile_condition(label["when"])
    if rule.get("edit"):
        EditHead(rule["edit"])
    for term in rule.get("arithmetic", ()):
        compile_condition(term["value"])


def _compile_texts(texts: Iterable[str]) -> None:
    for text in texts:
        compile_text(text)
