"""django-configurations: ``Configuration`` and ``values``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.libraries import env_files
from connlint.parsers.settings.libraries.configurations_values import VALUES, ValueObject
from connlint.parsers.settings.libraries.environ_path import text_of
from connlint.parsers.settings.libraries.semantics.assignment import Assignment
from connlint.parsers.settings.values import ClassObj, NativeClass, NativeModule, Val

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.parsers.settings.call import Call

GLOBAL: dict[str, Any] = {"DATABASES": {}, "INSTALLED_APPS": [], "MIDDLEWARE": [], "DEBUG": False, "ALLOWED_HOSTS": []}
"""Settings of Django's global_settings that every Configuration has as attributes."""


def is_setting(name: str) -> bool:
    """Whether an attribute is a setting: upper case, no leading underscore."""
    return name == name.upper() and not name.startswith("_")


class ConfigurationClass(NativeClass):
    """``configurations.Configuration``. Each subclass holds a copy of every setting of its bases, so that a
    base which comes first wins even with a default of Django's."""

    name = "Configuration"

    def created(self, call: Call, cls: ClassObj) -> None:
        """Copy the settings of the bases, the last base first."""
        copied: dict[str, Val] = {}
        for base in reversed(cls.bases):
            copied.update(_settings(call, base))
        cls.members = {**copied, **cls.members}

    def class_member(self, call: Call, name: str) -> Val | None:
        """A setting of Django, or a class method that does nothing by itself."""
        if name in GLOBAL:
            return call.value(GLOBAL[name], "default of Django")
        if is_setting(name):
            return call.unknown(f"Django's default of {name} is not modelled")
        return None

    def attribute(self, call: Call, name: str) -> Val | None:
        """``Configuration.LANGUAGES``."""
        return self.class_member(call, name)


def _settings(call: Call, base: Any) -> dict[str, Val]:
    if isinstance(base, ConfigurationClass):
        return {name: call.value(value, "default of Django") for name, value in GLOBAL.items()}
    if not isinstance(base, ClassObj):
        return {}
    return {name: val for one in reversed(_line(base)) for name, val in one.members.items() if is_setting(name)}


def _line(cls: ClassObj) -> list[ClassObj]:
    return [one for one in cls.mro if isinstance(one, ClassObj)]


def setup(call: Call, cls: ClassObj) -> None:
    """What the importer does with the chosen class before it is instantiated: the env file of DOTENV, then
    every value is read from the environment and replaced by what it gives."""
    members = {name: val for one in reversed(_line(cls)) for name, val in one.members.items()}
    dotenv = members.get("DOTENV")
    if dotenv is not None and dotenv.raw:
        _load_dotenv(call, text_of(call, dotenv))
    for name, val in sorted(members.items()):
        if is_setting(name) and isinstance(val.raw, ValueObject):
            cls.members[name] = val.raw.setup(call, name)


def _load_dotenv(call: Call, path: str) -> None:
    text = env_files.text_of(call, path)
    if text is not None:
        env_files.load(call, path, parse_dotenv(text), override=False)


def parse_dotenv(text: str) -> Iterator[Assignment]:
    """The variables of the file that DOTENV names; the first of equal names wins, as with setdefault."""
    seen = set()
    for number, line in enumerate(text.splitlines(), start=1):
        match = re.match(r"\A([A-Za-z_0-9]+)=(.*)\Z", line)
        if match and match[1] not in seen:
            seen.add(match[1])
            yield Assignment(match[1], _unquoted(match[2]), number, 1, len(line) + 1)


def _unquoted(value: str) -> str:
    single = re.match(r"\A'(.*)'\Z", value)
    value = single[1] if single else value
    double = re.match(r'\A"(.*)"\Z', value)
    return re.sub(r"\\(.)", r"\1", double[1]) if double else value


def _nothing(call: Call) -> Val:
    return call.value(None)


CONFIGURATION = ConfigurationClass()
MEMBERS: dict[str, dict[str, Any]] = {
    "configurations": {
        "Configuration": CONFIGURATION,
        "values": Val(NativeModule("configurations.values", VALUES), "native"),
        "setup": _nothing,
    },
    "configurations.base": {"Configuration": CONFIGURATION},
    "configurations.values": VALUES,
    "configurations.importer": {"install": _nothing},
    "configurations.decorators": {"pristinemethod": lambda call: call.args[0]},
    "configurations.management": {"execute_from_command_line": _nothing},
    "configurations.wsgi": {"get_wsgi_application": _nothing},
    "configurations.asgi": {"get_asgi_application": _nothing},
    "configurations.utils": {},
}
