"""dynaconf: ``DjangoDynaconf(__name__)`` and ``Dynaconf(...)``: files, then environment variables, in layers."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.libraries import dynaconf_files, env_files
from connlint.parsers.settings.libraries.dotenv import expanded
from connlint.parsers.settings.libraries.dynaconf_objects import SettingsObject
from connlint.parsers.settings.libraries.dynaconf_shapes import Leaf, of_variable, shape, unshape
from connlint.parsers.settings.libraries.environ_path import text_of
from connlint.parsers.settings.libraries.semantics.dotenv_file import parse_file
from connlint.parsers.settings.libraries.semantics.dynaconf_merge import Layers
from connlint.parsers.settings.values import NotKnown, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.call import Call

SUFFIX = "_FOR_DYNACONF"
KNOWN = {
    *("SETTINGS_FILE", "ENVVAR_PREFIX", "ENV_SWITCHER", "ENVIRONMENTS", "ROOT_PATH", "MERGE_ENABLED", "ENV", "SECRETS"),
    *("LOAD_DOTENV", "DEFAULT_ENV", "DOTENV_PATH", "DOTENV_OVERRIDE", "LOWERCASE_READ", "ENCODING", "SILENT_ERRORS"),
    *("DOTENV_VERBOSE", "FRESH_VARS", "VALIDATE_ON_UPDATE"),
}
"""The options that are modelled (or that change nothing here), without their suffix."""
OTHERS = frozenset(
    "APPLY_DEFAULT_ON_NONE AUTO_CAST BASE_NAMESPACE COMMENTJSON_ENABLED CORE_LOADERS DOTTED_LOOKUP ENVVAR FORCE_ENV "
    "GLOBAL_ENV IGNORE_UNKNOWN_ENVVARS INCLUDES INDEX_SEPARATOR INSTANCE LOADERS MAIN_ENV NAMESPACE NESTED_SEPARATOR "
    "PRELOAD PROJECT_ROOT REDIS REDIS_ENABLED REDIS_URL SETTINGS_MODULE SKIP_FILES SYSENV_FALLBACK VAULT "
    "VAULT_ENABLED VAULT_PATH VAULT_URL YAML_LOADER".split()
)
"""Options that are not."""


@dataclass(frozen=True)
class Options:
    """How one settings object loads."""

    prefix: Any
    switcher: str
    environments: bool
    load_dotenv: bool
    root: str
    files: tuple[str, ...]
    given: dict[str, Any]

    def get(self, name: str, default: Any = None) -> Any:
        """Another option."""
        return self.given.get(name, default)


def _given(call: Call, keywords: dict[str, Val]) -> dict[str, Any]:
    """The options among keywords and module constants, without their suffix."""
    found = {_option(name): call.plain(val) for name, val in keywords.items() if _is_option(name)}
    unknown = sorted(found.keys() - KNOWN)
    if unknown:
        raise NotKnown(Unknown(f"the option {unknown[0]} of dynaconf is not modelled"))
    return found


def _option(name: str) -> str:
    key = name.upper().removesuffix(SUFFIX)
    return {"SETTINGS_FILES": "SETTINGS_FILE", "ENVIRONMENT": "ENVIRONMENTS"}.get(key, key)


def _is_option(name: str) -> bool:
    return name.upper().endswith(SUFFIX) or _option(name) in KNOWN | OTHERS


def _first(call: Call) -> dict[str, Any]:
    """The settings among the keywords."""
    names = [name for name in call.keywords if name != "validators" and not _is_option(name)]
    if any("__" in name for name in names):
        raise NotKnown(Unknown("a setting of dynaconf whose name reaches into another"))
    return {name.upper(): shape(call, call.keywords[name]) for name in names}


def _files(names: Any) -> tuple[str, ...]:
    if isinstance(names, str):
        separator = ";" if ";" in names else ","
        return tuple(name.strip() for name in names.split(separator))
    return tuple(str(name) for name in names or ())


def load(call: Call, layers: Layers, options: Options) -> None:
    """Lay the env file, the settings files and the variables over what the layers hold."""
    if options.load_dotenv:
        _load_dotenv(call, options)
    names = (*options.files, *_files(options.get("SECRETS")))
    for path in dynaconf_files.found(call, names, options.root):
        _load_file(call, layers, options, path)
    prefixes = str(options.prefix).upper().split(",") if options.prefix else []
    for prefix in prefixes if "DYNACONF" in prefixes else ["DYNACONF", *prefixes]:
        _load_variables(call, layers, f"{prefix}_")


def _load_dotenv(call: Call, options: Options) -> None:
    path = options.get("DOTENV_PATH") or dynaconf_files.find(call, ".env", options.root)
    text = env_files.text_of(call, str(path)) if path else None
    if text is not None:
        override = bool(options.get("DOTENV_OVERRIDE"))
        statements = expanded(call, list(parse_file(text)), override=override, interpolate=True)
        env_files.load(call, str(path), statements, override=override)


def _load_file(call: Call, layers: Layers, options: Options, path: str) -> None:
    content = shape(call, dynaconf_files.read(call, path))
    if not isinstance(content, dict):
        return
    if not options.environments:
        _lay(call, layers, content, None)
        return
    sections = {str(name).lower(): section for name, section in content.items()}
    for section in _environments(call, options):
        if isinstance(sections.get(section), dict):
            _lay(call, layers, sections[section], sections.get("dynaconf_merge"))


def _lay(call: Call, layers: Layers, content: dict[str, Any], merge: Any) -> None:
    data = dict(content)
    for name in ("dynaconf_merge", "DYNACONF_MERGE"):
        merge = data.pop(name, merge)
    if "DYNACONF_INCLUDE" in {str(name).upper() for name in data}:
        raise NotKnown(Unknown("dynaconf_include is not modelled"))
    layers.update(data, merge=None if merge is None else bool(Leaf(call)(merge)))


def _environments(call: Call, options: Options) -> list[str]:
    named = call.env(options.switcher)
    current = options.get("ENV", "DEVELOPMENT") if named is None else call.plain(named)
    names = [options.get("DEFAULT_ENV", "DEFAULT"), options.prefix or "dynaconf", *str(current).split(","), "global"]
    return list(dict.fromkeys(str(name).strip().lower() for name in names))


def _load_variables(call: Call, layers: Layers, prefix: str) -> None:
    environ = call.rt.environ
    for name in dict.fromkeys((*environ.supplied, *environ.written)):
        val = call.env(name) if name.startswith(prefix) else None
        if val is not None:
            layers.set(name[len(prefix) :], of_variable(call, val))


def dynaconf(call: Call) -> Val:
    """``Dynaconf(settings_files=[...], envvar_prefix=..., ...)``."""
    given = _given(call, call.keywords)
    options = Options(
        prefix=given.get("ENVVAR_PREFIX", "DYNACONF"),
        switcher=given.get("ENV_SWITCHER", "ENV_FOR_DYNACONF"),
        environments=bool(given.get("ENVIRONMENTS", False)),
        load_dotenv=bool(given.get("LOAD_DOTENV", False)),
        root=text_of(call, call.value(given["ROOT_PATH"])) if given.get("ROOT_PATH") else str(call.rt.files.root),
        files=_files(given.get("SETTINGS_FILE")),
        given=given,
    )
    if any(name.endswith(".py") for name in options.files):
        raise NotKnown(Unknown("dynaconf with settings files of Python is not modelled"))
    layers = Layers(Leaf(call), merge_enabled=bool(given.get("MERGE_ENABLED", False)))
    layers.update(_first(call))
    load(call, layers, options)
    return Val(
        SettingsObject({name: unshape(call, value) for name, value in layers.store.items()}), "dynaconf", call.at
    )


def django_dynaconf(call: Call) -> Val:
    """``DjangoDynaconf(__name__, ...)``: the module's own settings are the first layer, and get the result."""
    items = call.frame.module.namespace.items
    own = {name: val for name, val in items.items() if isinstance(name, str) and name.isupper()}
    try:
        store = _django_layers(call, own)
    except NotKnown as not_known:
        for name in {*own, "DATABASES"}:
            items[name] = call.rt.derived(not_known.unknown, call.at)
        return call.rt.derived(not_known.unknown, call.at)
    items.update(store)
    return Val(SettingsObject({**own, **store}), "dynaconf", call.at)


def _django_layers(call: Call, own: dict[str, Val]) -> dict[str, Val]:
    module = call.frame.module.path
    directory = os.path.dirname(module)  # noqa: PTH120 - paths of the program are text
    if env_files.is_file(call, os.path.join(directory, "dynaconf_hooks.py")):  # noqa: PTH118
        raise NotKnown(Unknown("dynaconf_hooks.py is not modelled"))
    if _first(call):
        raise NotKnown(Unknown("settings given to DjangoDynaconf are not modelled"))
    constants = {name: val for name, val in own.items() if name.endswith(SUFFIX)}
    keywords = {name: val for name, val in call.keywords.items() if name != "validators"}
    given = _given(call, {**constants, **keywords})
    options = Options(
        prefix=given.get("ENVVAR_PREFIX", "DJANGO"),
        switcher=given.get("ENV_SWITCHER", "DJANGO_ENV"),
        environments=bool(given.get("ENVIRONMENTS", True)),
        load_dotenv=bool(given.get("LOAD_DOTENV", True)),
        root=str(given.get("ROOT_PATH") or directory),
        files=_files(given.get("SETTINGS_FILE")) or dynaconf_files.DEFAULTS,
        given=given,
    )
    layers = Layers(Leaf(call), merge_enabled=bool(given.get("MERGE_ENABLED", False)))
    first = {name: shape(call, val) for name, val in own.items() if name not in constants}
    layers.update(first)
    load(call, layers, options)
    return {name: unshape(call, value) for name, value in layers.store.items() if value is not first.get(name)}


MEMBERS = {
    "dynaconf": {
        "Dynaconf": dynaconf,
        "LazySettings": dynaconf,
        "DjangoDynaconf": django_dynaconf,
    },
    "dynaconf.contrib": {},
}
