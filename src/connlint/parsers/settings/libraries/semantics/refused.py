"""The one way a model says that the real library would raise."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - not a failure of connlint: the answer of the library
    """The real library would raise here.

    ``exception`` is the name of the class it raises, ``message`` what a person needs to know. The text of
    a variable or of a URL is never in it: it can hold a password.
    """

    def __init__(self, exception: str, message: str) -> None:
        super().__init__(f"{exception}: {message}")
        self.exception = exception
        self.message = message
