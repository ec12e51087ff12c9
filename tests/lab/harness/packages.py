"""Folders of Python packages, one for each requirement, so that Djangos and drivers combine freely."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(os.environ.get("CONNLINT_LAB") or Path(__file__).parents[3] / ".lab")

DRIVERS = {"psycopg": ("psycopg[binary]", "psycopg-pool"), "psycopg2": ("psycopg2-binary",)}


def bare_python() -> str:
    """The interpreter without the packages of the virtual environment: call it with -S."""
    return os.path.realpath(sys.executable)


def folder_of(*requirements: str) -> Path:
    """Install the requirements once into a folder of their own, and return it."""
    tag = f"{sys.version_info.major}.{sys.version_info.minor}"
    folder = ROOT / tag / "_".join(requirements).replace("/", "-")
    ROOT.mkdir(parents=True, exist_ok=True)
    with (ROOT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "installed").exists():
            pip = [sys.executable, "-m", "pip", "install", "--quiet", "--upgrade", "--target", str(folder)]
            subprocess.run([*pip, *requirements], check=True)
            (folder / "installed").touch()
    return folder


def version_in(folder: Path, package: str) -> str:
    """The version of a package in such a folder."""
    found = next(folder.glob(f"{package.replace('-', '_')}-*.dist-info"))
    return found.name.removesuffix(".dist-info").rpartition("-")[2]


def has(folder: Path, package: str) -> bool:
    """Whether the package is in such a folder."""
    return any(folder.glob(f"{package.replace('-', '_')}-*.dist-info"))
