"""A client for the web servers of the lab."""

from __future__ import annotations

import http.client
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """``status`` is 0 when there was no answer at all."""

    path: str
    status: int
    text: str = ""


def get(port: int, path: str, seconds: float = 30) -> Answer:
    """Ask once, on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return Answer(path, response.status, response.read().decode())
    except (OSError, http.client.HTTPException):
        return Answer(path, 0)
    finally:
        connection.close()


def load(port: int, paths: Sequence[str], at_once: int) -> list[Answer]:
    """Ask for all paths, so many at a time."""
    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(lambda path: get(port, path), paths))


def failed(answers: Sequence[Answer]) -> int:
    """How many were not answered with 200."""
    return sum(answer.status != 200 for answer in answers)
