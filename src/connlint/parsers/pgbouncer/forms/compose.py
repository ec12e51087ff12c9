"""PgBouncer as a service of a compose file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.models.problem import Problem
from connlint.parsers.pgbouncer.forms.container import Container, ignored, listed, read_container, secret_places
from connlint.parsers.pgbouncer.forms.dockerfile import COPIED_INI, FROM
from connlint.parsers.pgbouncer.forms.draft import Draft
from connlint.parsers.pgbouncer.forms.entries import Variables
from connlint.parsers.pgbouncer.forms.images import Image, recognise
from connlint.parsers.pgbouncer.forms.variables import of_service
from connlint.parsers.topology.arguments import number
from connlint.parsers.topology.files import read_inside
from connlint.parsers.topology.words import expand, plain, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from connlint.models.place import Place
    from connlint.models.traced import Traced
    from connlint.parsers.pgbouncer.forms import Forms
    from connlint.parsers.topology.compose import Service
    from connlint.sources.yaml_positions import Yaml

_INI = "pgbouncer.ini"


def read_compose(found: Forms, services: Sequence[Service], version: str | None) -> None:
    """Add the services whose image connlint knows."""
    for service in services:
        named = _image(service)
        if named is None:
            continue
        image, tag, node, copied = named
        given = of_service(service, node.place)
        ini = "a pgbouncer.ini copied into the image" if copied else _mounted(service, image)
        container = Container(node.source, node.place, tag or version, _count(service))
        if ini:
            variables = Variables(given, Draft(node.source, node.place, ""), "", files=image.files)
            text = _text_of(service, ini)
            outdone = ignored(image, variables, given, ini)
            harmful = [one for one in outdone if not _says(text, one.data["key"], given[one.subject].text)]
            found.problems.extend(_together(ini, harmful))
            found.secrets.extend(secret_places(given))
        elif not _other_file(service):
            pooler = read_container(image, given, container)
            lost = tuple(_overwritten(service, image, node.place))
            found.replaced.extend(service.base / one.subject for one in lost)
            update = {"problems": (*pooler.problems, *lost), "services": tuple(_names(service))}
            found.poolers.append(pooler.model_copy(update=update))


def _together(ini: str, outdone: list[Problem]) -> list[Problem]:
    """The variables of one container that an ini outdoes, as one problem at the first of them."""
    if len(outdone) < 2:  # noqa: PLR2004 - one keeps its own words
        return outdone
    keys = [str(one.data["key"]) for one in outdone]
    message = f"{ini} wins over the {len(keys)} variables of {listed(keys)}, which are what the file says"
    return [outdone[0].model_copy(update={"message": message})]


def _text_of(service: Service, ini: str) -> str:
    source = read_inside(service.root, service.base / ini)
    return source.text if source else ""


def _says(text: str, key: str, value: str) -> bool:
    """Whether an ini sets a key to the same value, so that the variable that it outdoes does no harm."""
    return bool(re.search(rf"^[ \t]*{re.escape(key)}[ \t]*=[ \t]*{re.escape(value)}[ \t\r]*$", text, re.MULTILINE))


def _names(service: Service) -> Iterator[str]:
    """The names by which other containers reach a service."""
    yield service.name
    for key in ("container_name", "hostname"):
        node = service.keys.get(key)
        name = plain(node.text, service.outside) if node else None
        if name and name != service.name:
            yield name


def _image(service: Service) -> tuple[Image, str | None, Yaml, bool] | None:
    """The image of a service, or the one that its Dockerfile starts from."""
    node, build = service.keys.get("image"), service.keys.get("build")
    text = word(expand(node.text, service.outside)).text if node else ""
    copied = False
    if build is not None:
        dockerfile = _dockerfile(service, build)
        bases = FROM.findall(dockerfile)
        text = bases[-1] if bases else ""
        copied = bool(COPIED_INI.search(dockerfile))
    known = recognise(text)
    naming = node or build
    return (*known, naming, copied) if known and naming else None


def _dockerfile(service: Service, build: Yaml) -> str:
    context = build.get("context") if build.kind == "mapping" else build
    name = build.get("dockerfile") if build.kind == "mapping" else None
    folder = service.base / (plain(context.text, service.outside) or "." if context else ".")
    source = read_inside(service.root, folder / (name.text if name else "Dockerfile"))
    return source.text if source else ""


def _mounted(service: Service, image: Image) -> str:
    """The ini that is mounted where the image looks for one, "" when none is."""
    return next((ini for folder in image.folders if (ini := _ini_in(service, folder))), "")


def _overwritten(service: Service, image: Image, place: Place) -> Iterator[Problem]:
    """An ini that the image replaces by its own at every start."""
    ini = _ini_in(service, image.overwrites) if image.overwrites else ""
    if ini:
        yield Problem(
            kind="variable-ignored",
            message=f"the image {image.title} writes its own {_INI} over {ini} at every start, from variables alone",
            place=place,
            subject=ini,
            data={"image": image.title},
        )


def _ini_in(service: Service, folder: str) -> str:
    for host, target in mounts(service):
        if target == f"{folder}/{_INI}":
            return host or target
        if target == folder and host and _has_ini(service.base / host):
            return f"{host}/{_INI}"
    return ""


def _has_ini(folder: Path) -> bool:
    return (folder / _INI).is_file()


def mounts(service: Service) -> Iterator[tuple[str, str]]:
    """(host path or "", path in the container) of volumes and configs."""
    for key in ("volumes", "configs"):
        node = service.keys.get(key)
        for member in node.elements if node else ():
            if member.kind == "mapping":
                target, host = member.get("target"), member.get("source")
                yield host.text if host else "", target.text.rstrip("/") if target else ""
            else:
                host_text, _, rest = expand(member.text, service.outside).partition(":")
                yield host_text, rest.partition(":")[0].rstrip("/")


def _other_file(service: Service) -> bool:
    """Whether the command names a configuration of its own."""
    node = service.keys.get("command")
    if node is None:
        return False
    texts = [node.text, *(member.text for member in node.elements)]
    return any(re.search(r"\.ini\b", text) and "/etc/pgbouncer/pgbouncer.ini" not in text for text in texts)


def _count(service: Service) -> Traced | None:
    deploy = service.keys.get("deploy")
    node = (deploy.get("replicas") if deploy else None) or service.keys.get("scale")
    return number(word(expand(node.text, service.outside)), "replicas", node.place) if node else None
