"""Variables of the environment that somebody supplied, with where they came from."""

from connlint.models.base import Record
from connlint.models.place import Place


class Supplied(Record):
    """One variable given by ``--env``, an env file, a profile, a Dockerfile or a compose file.

    ``how`` says which ("--env", "env file .env", "compose service web").
    """

    value: str
    how: str
    origin: Place | None = None
