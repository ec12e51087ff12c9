"""What a parser has to say about a file, before any rule has looked at it."""

from connlint.models.base import Record
from connlint.models.place import Place


class Problem(Record):
    """One thing wrong with, or remarkable about, an input.

    ``kind`` is a stable kebab-case word that rules name in their conditions ("unknown-key",
    "inline-comment", "syntax-error", "guard-raises"). ``subject`` is the key, name or file concerned;
    ``suggestion`` a repair ("did you mean server_idle_timeout") or the nearest known name.
    ``replacement`` is text that can safely stand at ``fix_place`` (at ``place`` when that is None).
    ``data`` holds whatever else a message needs, as text. ``fatal`` says that the program itself would
    not start with it.
    """

    kind: str
    message: str
    place: Place | None = None
    subject: str = ""
    suggestion: str = ""
    replacement: str | None = None
    fix_place: Place | None = None
    fatal: bool = False
    data: dict[str, str] = {}
