"""importlib, imp and runpy."""

from __future__ import annotations

from typing import Any

from connlint.parsers.settings.call import Call
from connlint.parsers.settings.methods.objects import harmless
from connlint.parsers.settings.stdlib import loading
from connlint.parsers.settings.values import Choice, NotKnown, Question, Raised, Unknown, Val


def import_module(call: Call) -> Val:
    """``importlib.import_module(name, package)``."""
    name, package = call.bind("name", "package", required=1)
    text = call.plain(name)
    level = len(text) - len(text.lstrip("."))
    if level:
        base = call.plain(package) if package.raw is not None else call.frame.module.name
        parts = str(base).split(".")
        text = ".".join([*parts[: len(parts) - level + 1], text.lstrip(".")])
    return call.rt.modules.import_named(text, call.frame, call.at)


def find_spec(call: Call) -> Val:
    """``importlib.util.find_spec(name)``: whether a module is there."""
    name = call.plain(call.args[0])
    absent = Val(None, "computed", call.at)
    try:
        found = call.rt.modules.import_named(name, call.frame, call.at)
    except (Raised, NotKnown):
        return absent
    present = Val(Unknown("a module specification is not modelled", kind="class"), "computed", call.at)
    if isinstance(found.raw, Unknown) and found.raw.kind == "module":
        first = name.partition(".")[0]
        return Val(
            Choice(Question(("installed", first), f"{first} is installed"), present, absent), "computed", call.at
        )
    return present


MEMBERS: dict[str, dict[str, Any]] = {
    "importlib": {"import_module": import_module, "reload": lambda call: call.args[0]},
    "importlib.machinery": {"SourceFileLoader": loading.loader},
    "importlib.util": {
        "find_spec": find_spec,
        "spec_from_file_location": loading.spec_from_file,
        "module_from_spec": loading.module_from_spec,
    },
    "imp": {"find_module": harmless("imp.find_module() is not modelled"), "load_source": loading.load_source},
    "runpy": {"run_path": loading.run_path},
}
