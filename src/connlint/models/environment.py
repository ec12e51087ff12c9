"""Variables of the environment that somebody supplied, with where they came from."""

from connlint.models.base import Record
from connlint.models.place import Place


class Supplied(Record):
    """One variable given by ``--env``, an env file, a profile, a Dockerfile, a compose file or a manifest.

    ``how`` says which ("--env", "env file .env", "compose service web"). With a ``reason`` it is set to what is not
    known, ``value`` is "" and means nothing, and ``missing`` names what would tell ("Secret orders-db").
    """

    value: str
    how: str
    origin: Place | None = None
    reason: str = ""
    missing: str = ""
