"""Obtain the PgBouncer programs of three Debian releases without installing anything.

Each release gets its own apt lists and its own folder; PgBouncer and the libraries it needs (libc
included) are downloaded with apt's own clients, unpacked with dpkg and started through the unpacked
dynamic loader. The mirror is the one that this machine's apt already uses; a machine that is not Debian
names one with ``CONNLINT_DEBIAN_MIRROR``. The folder is ``CONNLINT_SERVERS`` or the user's cache.

    python tools/servers/pgbouncer_binaries.py            prints "<version> <launcher>" for each
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

RELEASES = ("bookworm", "trixie", "sid")
KEYRINGS = Path("/usr/share/keyrings")


def main() -> int:
    """Obtain every release; print what there is; 1 when one could not be had."""
    root = servers_directory() / "pgbouncer"
    failed = False
    for release in RELEASES:
        try:
            launcher = obtain(release, root / release)
        except (subprocess.CalledProcessError, OSError, RuntimeError) as error:
            print(f"{release}: not obtained: {error}", file=sys.stderr)
            failed = True
            continue
        print(f"{version_of(launcher)} {launcher}")
    return int(failed)


def servers_directory() -> Path:
    """The folder that holds obtained servers."""
    given = os.environ.get("CONNLINT_SERVERS")
    if given:
        return Path(given)
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "connlint" / "servers"


def obtain(release: str, folder: Path) -> Path:
    """Return the launcher of one release, downloading and unpacking what is missing."""
    launcher = folder / "pgbouncer"
    if launcher.exists():
        return launcher
    options = apt_options(release, folder)
    run(["apt-get", *options, "update"])
    packages = needed_packages(options)
    debs = folder / "debs"
    debs.mkdir(parents=True, exist_ok=True)
    run(["apt-get", *options, "download", *packages], cwd=debs)
    tree = folder / "tree"
    for deb in sorted(debs.glob("*.deb")):
        run(["dpkg", "-x", str(deb), str(tree)])
    shutil.rmtree(debs)
    write_launcher(launcher, tree)
    return launcher


def apt_options(release: str, folder: Path) -> list[str]:
    """Options that keep apt inside the folder: its lists, its cache, an empty package status."""
    apt = folder / "apt"
    for name in ("lists/partial", "cache/archives/partial"):
        (apt / name).mkdir(parents=True, exist_ok=True)
    (apt / "status").touch()
    signed = next(iter(KEYRINGS.glob("debian-archive-keyring.*")), None)
    trust = f"[signed-by={signed}]" if signed else "[trusted=yes]"
    (apt / "sources.list").write_text(f"deb {trust} {mirror()} {release} main\n", encoding="utf-8")
    settings = {
        "Dir::Etc::SourceList": apt / "sources.list",
        "Dir::Etc::SourceParts": "/dev/null",
        "Dir::State::Lists": apt / "lists",
        "Dir::State::Status": apt / "status",
        "Dir::Cache": apt / "cache",
        "Acquire::Languages": "none",
        "APT::Sandbox::User": "root",
        "APT::Get::List-Cleanup": "false",
    }
    return ["-qq", *(part for key, value in settings.items() for part in ("-o", f"{key}={value}"))]


def mirror() -> str:
    """The Debian mirror of this machine's apt, or the one that the environment names."""
    given = os.environ.get("CONNLINT_DEBIAN_MIRROR")
    if given:
        return given
    listed = run(["apt-get", "update", "--print-uris"])
    found = re.findall(r"^'(\S+/debian)/?/dists/", listed, re.MULTILINE)
    if not found:
        raise RuntimeError("apt knows no Debian mirror; set CONNLINT_DEBIAN_MIRROR")
    return found[0]


def needed_packages(options: list[str]) -> list[str]:
    """PgBouncer and the shared libraries below it."""
    kinds = ["Recommends", "Suggests", "Conflicts", "Breaks", "Replaces", "Enhances"]
    listed = run(
        ["apt-cache", *options[1:], "depends", "--recurse", *(f"--no-{kind.lower()}" for kind in kinds), "pgbouncer"]
    )
    names = {line for line in listed.splitlines() if re.fullmatch(r"lib[\w.+-]+|gcc-\d+-base", line)}
    real = run(["apt-cache", *options[1:], "show", "--no-all-versions", *sorted(names)])
    existing = set(re.findall(r"^Package: (\S+)$", real, re.MULTILINE))
    return ["pgbouncer", *sorted(name for name in existing if not re.search(r"perl|python|-dev$", name))]


def write_launcher(launcher: Path, tree: Path) -> None:
    """Write the script that starts the unpacked program with the unpacked libraries."""
    loader = next(iter(sorted(tree.glob("**/ld-linux*.so*"))), None)
    program = tree / "usr/sbin/pgbouncer"
    if loader is None or not program.exists():
        raise RuntimeError("the packages hold no loader or no pgbouncer")
    folders = sorted({str(path.parent) for path in tree.glob("**/*.so.*")} | {str(loader.resolve().parent)})
    script = f'#!/bin/sh\nexec "{loader}" --library-path "{":".join(folders)}" "{program}" "$@"\n'
    partial = launcher.with_suffix(".partial")
    partial.write_text(script, encoding="utf-8")
    partial.chmod(0o755)
    version_of(partial)
    partial.rename(launcher)


def version_of(launcher: Path) -> str:
    """The version that the program reports."""
    told = run([str(launcher), "--version"])
    match = re.search(r"PgBouncer (\d+\.\d+\.\d+)", told)
    if not match:
        raise RuntimeError(f"{launcher} does not report a version")
    return match[1]


def run(command: list[str], cwd: Path | None = None) -> str:
    """Run a command, its output as text; its errors pass through."""
    done = subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
