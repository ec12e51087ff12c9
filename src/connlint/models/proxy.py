"""What the configuration declares about the pooler, proxy or network between Django and PostgreSQL."""

from typing import Literal

from connlint.models.base import Model

PoolMode = Literal["session", "transaction", "statement", "none"]
"""How a proxy hands out server connections; "none" passes every client connection on, one to one."""

EVERY_ALIAS = "*"
"""The name under which a declaration for all aliases stands."""


class DeclaredProxy(Model):
    """The proxy in front of one alias, or of every alias.

    ``kind`` names an entry of the proxy data ("rds-proxy", "pgdog"), "none" for no proxy at all; empty
    leaves it to the host name. ``mode`` and ``client_idle`` (seconds, 0 for never) replace what that entry
    says, where the operator has set them otherwise.
    """

    kind: str = ""
    mode: PoolMode | None = None
    client_idle: float | None = None


class DeclaredNetwork(Model):
    """The balancer or NAT between Django and its HOST: a ``kind`` of the network data, or its own
    ``idle_limit`` in seconds, which wins."""

    kind: str = ""
    idle_limit: float | None = None
