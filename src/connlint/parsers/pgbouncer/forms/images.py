"""Container images that write pgbouncer.ini from variables: which variable becomes which key, and what they preset.

Read from the entrypoint scripts of the images: edoburu/pgbouncer up to 1.25.2, brainsam/pgbouncer,
bitnami/pgbouncer for Debian 12, and the script behind pgbouncer/pgbouncer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from connlint.parsers.pgbouncer.forms import entries

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.parsers.pgbouncer.forms.draft import Draft
    from connlint.parsers.pgbouncer.forms.entries import Variables

_COMMON = """
auth_hba_file auth_query pool_mode max_client_conn default_pool_size min_pool_size reserve_pool_size
reserve_pool_timeout max_db_connections max_user_connections server_round_robin disable_pqexec
application_name_add_host log_connections log_disconnections log_pooler_errors stats_period verbose stats_users
server_reset_query server_reset_query_always server_check_delay server_check_query server_lifetime
server_idle_timeout server_connect_timeout server_login_retry client_login_timeout autodb_idle_timeout dns_max_ttl
dns_nxdomain_ttl client_tls_sslmode client_tls_key_file client_tls_cert_file client_tls_ca_file
client_tls_protocols client_tls_ciphers client_tls_ecdhcurve client_tls_dheparams server_tls_sslmode
server_tls_ca_file server_tls_key_file server_tls_cert_file server_tls_protocols server_tls_ciphers query_timeout
query_wait_timeout client_idle_timeout idle_transaction_timeout pkt_buf max_packet_size listen_backlog
sbuf_loopcnt suspend_timeout tcp_defer_accept tcp_keepalive tcp_keepcnt tcp_keepidle tcp_keepintvl
listen_addr listen_port auth_type auth_file ignore_startup_parameters admin_users
"""
_OLDER = "logfile pidfile unix_socket_dir unix_socket_mode unix_socket_group user conffile job_name"
_BITNAMI = """
auth_type auth_hba_file auth_ident_file auth_query stats_users client_tls_sslmode client_tls_cert_file
client_tls_key_file client_tls_ca_file client_tls_ciphers server_tls_sslmode server_tls_ca_file
server_tls_cert_file server_tls_key_file server_tls_protocols server_tls_ciphers query_wait_timeout pool_mode
max_client_conn max_db_connections idle_transaction_timeout server_idle_timeout server_reset_query
default_pool_size min_pool_size reserve_pool_size reserve_pool_timeout ignore_startup_parameters log_connections
log_disconnections log_pooler_errors log_stats stats_period server_round_robin server_fast_close server_lifetime
server_connect_timeout server_login_retry client_login_timeout autodb_idle_timeout query_timeout
client_idle_timeout max_prepared_statements application_name_add_host listen_port listen_addr unix_socket_dir
unix_socket_mode unix_socket_group logfile admin_users
"""


@dataclass(frozen=True)
class Image:
    """One image: its variables are ``prefix`` + the key in capitals, but for ``renamed``.

    ``presets`` are values it writes when the variable is not set, or always where the key is none of ``keys``.
    ``folders`` are where it finds an ini that makes it ignore the variables. ``overwrites`` is where it
    replaces an ini by its own. ``cuts`` tells that it takes a value only up to its first colon.
    """

    title: str
    keys: frozenset[str]
    entries: Callable[[Draft, Variables, str | None], None]
    prefix: str = ""
    presets: dict[str, str] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    overwrites: str = ""
    files: bool = False
    cuts: bool = False

    def variable(self, key: str) -> str:
        """The variable that sets a key."""
        return self.renamed.get(key, self.prefix + key.upper())


_EDOBURU = Image(
    title="edoburu/pgbouncer",
    keys=frozenset(f"{_COMMON} auth_user auth_dbname pool_size timezone max_prepared_statements log_stats".split())
    | {"tcp_user_timeout", "logfile", "unix_socket_dir"},
    entries=entries.edoburu,
    presets={
        "listen_addr": "0.0.0.0",  # noqa: S104 - what the image writes
        "listen_port": "5432",
        "unix_socket_dir": "",
        "auth_file": "/etc/pgbouncer/userlist.txt",
        "auth_type": "md5",
        "ignore_startup_parameters": "extra_float_digits",
        "admin_users": "postgres",
    },
    folders=("/etc/pgbouncer",),
)
_BRAINSAM = Image(
    title="brainsam/pgbouncer",
    keys=frozenset(f"{_COMMON} {_OLDER} syslog syslog_ident syslog_facility".split()),
    entries=entries.brainsam,
    presets={
        "listen_addr": "0.0.0.0",  # noqa: S104 - what the image writes
        "auth_type": "any",
        "ignore_startup_parameters": "extra_float_digits",
        "admin_users": "postgres",
    },
    folders=("/etc/pgbouncer",),
)
_PGBOUNCER = Image(
    title="pgbouncer/pgbouncer",
    keys=_BRAINSAM.keys | {"auth_user"},
    entries=entries.pgbouncer,
    prefix="PGBOUNCER_",
    presets=_BRAINSAM.presets,
    overwrites="/etc/pgbouncer",
)
BITNAMI = Image(
    title="bitnami/pgbouncer",
    keys=frozenset(_BITNAMI.split()),
    entries=entries.bitnami,
    prefix="PGBOUNCER_",
    presets={
        "listen_addr": "0.0.0.0",  # noqa: S104 - what the image writes
        "listen_port": "6432",
        "unix_socket_dir": "/tmp/",  # noqa: S108 - what the image writes
        "unix_socket_mode": "0777",
        "auth_type": "scram-sha-256",
        "auth_file": "/opt/bitnami/pgbouncer/conf/userlist.txt",
        "ignore_startup_parameters": "extra_float_digits",
        "admin_users": "postgres",
        "client_tls_sslmode": "disable",
        "server_tls_sslmode": "disable",
        "stats_period": "60",
        "server_round_robin": "0",
        "server_fast_close": "0",
    },
    renamed={
        "listen_port": "PGBOUNCER_PORT",
        "listen_addr": "PGBOUNCER_LISTEN_ADDRESS",
        "unix_socket_dir": "PGBOUNCER_SOCKET_DIR",
        "unix_socket_mode": "PGBOUNCER_SOCKET_MODE",
        "unix_socket_group": "PGBOUNCER_SOCKET_GROUP",
        "logfile": "PGBOUNCER_LOG_FILE",
        "admin_users": "POSTGRESQL_USERNAME",
    },
    folders=("/bitnami/pgbouncer/conf",),
    files=True,
    cuts=True,
)
IMAGES = {
    "edoburu/pgbouncer": _EDOBURU,
    "brainsam/pgbouncer": _BRAINSAM,
    "pgbouncer/pgbouncer": _PGBOUNCER,
    "bitnami/pgbouncer": BITNAMI,
    "bitnamilegacy/pgbouncer": BITNAMI,
    "bitnamisecure/pgbouncer": BITNAMI,
}
_TAG = re.compile(r"v?(1\.\d+(?:\.\d+)?)(?![\d.])")


def recognise(text: str) -> tuple[Image, str | None] | None:
    """The image that a reference names, with the version of its tag; None when connlint does not know it."""
    name, _, tag = text.partition("@")[0].rpartition(":") if ":" in text.rsplit("/", 1)[-1] else (text, "", "")
    image = IMAGES.get("/".join(name.split("/")[-2:]))
    match = _TAG.match(tag)
    return (image, match[1] if match else None) if image else None
