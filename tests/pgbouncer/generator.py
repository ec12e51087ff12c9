"""Configurations by the thousand, the same for the same seed: what people write, and what nobody should.

A case is a set of files, ``main.ini`` among them. ``@S@`` stands for the line that sets unix_socket_dir,
so that the running program can be found.
"""

# ruff: noqa: RUF005, SIM905 - word lists are read more easily than lists of literals

from __future__ import annotations

from random import Random

from connlint.parsers.pgbouncer import table

Case = dict[str, bytes]

SOCKET = b"\n@S@\n"
RISKY = (
    "listen_addr unix_socket_dir unix_socket_group unix_socket_mode user pidfile logfile resolv_conf conffile pkt_buf "
    "max_packet_size disable_pqexec client_login_timeout stats_period listen_backlog max_client_conn auth_type "
    "client_tls_sslmode server_tls_protocols server_tls_ciphers server_tls13_ciphers server_tls_ca_file "
    "server_tls_key_file server_tls_cert_file verbose syslog so_reuseport"
).split()
KEYS = [key for key in table.PGBOUNCER if key not in RISKY]
TEXT_KEYS = [key for key in KEYS if table.PGBOUNCER[key][0] in ("string", "path", "sql", "word-list")]
NUMBERS = (
    "0 1 20 600 007 010 0x20 0X1f 0b101 0o17 08 -5 +7 - + 2147483647 2147483648 4294967295 4294967296 -2147483649 "
    "9223372036854775807 9223372036854775808 99999999999999999999 -99999999999999999999 0x 0xg 1e3 1.5 20.0 .5 5. . "
    "1e400 1e-400 1e-310 1e308 inf -inf INFINITY infin nan -nan nan(1) 0x1.8p3 0x.8 0x1p 1e 1e+ 0.0000001 0.1234567 "
    "60s 10min 5ms 1_000 1,000 '7' \"7\" yes no on off true false none abc 20x 12;3 -0 -0.0 18446744073709551616 "
    "18446744073709.551616 18446744073709.6 9223372036854.775808 1e12 1e13 1e19 1e20 3.0e0 7d 1h 0.5s 00 0123456789"
).split() + [
    "",
    "1 2",
    "20 ; twenty",
    "20 # twenty",
    "20;x",
    "20\t; x",
    " 5",
    "\x0b5",
    "5\x0c",
    "\x0b",
    "- 5",
    "0 x10",
    "٣",
]
WORDS = [
    "session",
    "transaction",
    "statement",
    "Transaction",
    "SESSION",
    "'session'",
    "tx",
    "transaction ; x",
    "sess ion",
]
WORDS += [
    "disable",
    "allow",
    "prefer",
    "require",
    "disabled",
    "verify-ca",
    "md5",
    "trust",
    "plain",
    "any",
    "hba",
    "MD5",
]
WORDS += ["scram-sha-256", "scram", "pam", "ldap", "cert", "peer", "md5 ", ""]
TEXTS = [
    "",
    "a",
    "a, b",
    "a b",
    "'a'",
    '"a,b"',
    "a;b",
    "a ; b",
    "a # b",
    "~/x",
    "/tmp/x y",
    "${HOME}",
    "é",
    "\xff".encode("latin-1").decode("latin-1"),
]
TEXTS += [
    "x = y",
    "[x]",
    "%include",
    "a\tb",
    "SELECT 1; -- x",
    "pgbouncer",
    "=",
    "==",
    "\\",
    "a\\",
    "extra_float_digits",
]
NAMES = ["app", "app2", "App", "a.b", "a-b", "*", "foo*", "a_b", "1", "pgbouncer", "x" * 63, "x" * 64, "'q'", "'my db'"]
NAMES += [
    "'it''s'",
    "''",
    "'a",
    '"dq"',
    "a b",
    "",
    "a@b",
    "ä",
    "-",
    ".",
    "postgres",
    "template1",
    "'*'",
    "'[x]'",
    "'a=b'",
]
DATABASE_KEYS = [
    *table.DATABASES,
    "sslmode",
    "HOST",
    "Port",
    "options",
    "connect_timeout",
    "poolsize",
    "max_user_connections",
]
USER_KEYS = [*table.USERS, "max_db_connections", "PoolMode", "user", "client_login_timeout"]
PEER_KEYS = [*table.PEERS, "user", "HOST", "dbname"]
VALUES = [
    "a",
    "10.0.0.1",
    "a,b",
    "/tmp",
    "@x",
    "'a b'",
    "'a''b'",
    "''",
    "'a",
    "a'b",
    '"a"',
    "",
    "5432",
    "0",
    "abc",
    "20x",
]
VALUES += [
    "-1",
    "0.5",
    "070",
    "99999999999",
    "'5'",
    "' 5'",
    "+5",
    "65536",
    "session",
    "Transaction",
    "statement",
    "disable",
]
VALUES += [
    "round-robin",
    "a\tb",
    "\t5",
    "x=y",
    "=",
    "5;",
    ";",
    "#",
    "${DB_HOST}",
    "é",
    "SELECT",
    "'select 1; select 2'",
    "2147483648",
]
SECTIONS = [
    "[databases]",
    "[users]",
    "[peers]",
    "[pgbouncer]",
    "[ pgbouncer ]",
    "[PgBouncer]",
    "[pgbouncer",
    "[]",
    "[DATABASES]",
]
SECTIONS += [
    "[databases] ; x",
    "[databases]app = host=a",
    "  [users]",
    "[pools]",
    "[users]]",
    "[[users]]",
    "[users][databases]",
]
JUNK = [
    "key value",
    "key: value",
    "= 5",
    "pool_mode",
    "%include",
    "%INCLUDE x.ini",
    "%includex.ini",
    "%include  ",
    "@",
    "]",
    "!x=1",
]
JUNK += [
    "export X=1",
    "\\",
    "<<<<<<< HEAD",
    "{",
    "pool_mode == session",
    "pool_mode = = session",
    "pool mode = session",
    "include x",
]
COMMENTS = ["; c", "# c", "  ; c", "\t# c", ";", "#[pgbouncer]", ";%include none.ini"]
ENDS = ["\n", "\n", "\n", "\r\n", "\n\n", "\n\t\n", "\r\r\n", "\n   "]


def case(seed: int, number: int) -> Case:
    """One case."""
    random = Random(f"{seed}/{number}")
    maker = random.choice(MAKERS)
    return maker(random)


def one_value(random: Random) -> Case:
    """One setting with one value."""
    key = random.choice(KEYS)
    value = random.choice(NUMBERS if table.PGBOUNCER[key][0] in ("int", "uint", "bool", "seconds") else WORDS + TEXTS)
    if random.random() < 0.1:
        value = random.choice(NUMBERS + WORDS + TEXTS)
    return {"main.ini": b"[pgbouncer]" + SOCKET + setting(random, key, value) + end(random)}


def risky_value(random: Random) -> Case:
    """A setting that the program cannot run with, or not be asked with, given something that it refuses."""
    key = random.choice(
        ["max_client_conn", "pkt_buf", "listen_backlog", "so_reuseport", "auth_type", "client_tls_sslmode"]
    )
    value = random.choice(["x", "20 ; y", "", "yes", "1.5", "0b2", "none", "a b", "''", "sslmode"])
    return {"main.ini": b"[pgbouncer]" + SOCKET + setting(random, key, value) + end(random)}


def many_lines(random: Random) -> Case:
    """A file of many lines of every kind."""
    lines = [b"[pgbouncer]" + SOCKET]
    lines += [line(random) + end(random) for _ in range(random.randint(1, 12))]
    return {"main.ini": b"".join(lines)}


def line(random: Random) -> bytes:
    """A line that mostly reads."""
    chance = random.random()
    if chance < 0.4:
        key = random.choice(KEYS)
        kind = table.PGBOUNCER[key][0]
        good = {"enum": ["session"], "seconds": ["5", "1.5"]}.get(
            kind, ["1", "20", "a"] if key in TEXT_KEYS else ["1", "20"]
        )
        return setting(random, key, random.choice(good))
    if chance < 0.55:
        return random.choice(COMMENTS).encode()
    if chance < 0.7:
        section = random.choice(SECTIONS[:4])
        return section.encode() + (SOCKET if section == "[pgbouncer]" else b"")
    if chance < 0.85:
        return entry(random, NAMES[:5], list(table.DATABASES)[:8], ["a", "1", "'b c'"])
    return (
        random.choice(JUNK + SECTIONS).encode() if chance < 0.93 else setting(random, "pool_mode", random.choice(WORDS))
    )


def connection_strings(random: Random) -> Case:
    """Lines of the three sections that hold connection strings."""
    lines = [b"[pgbouncer]" + SOCKET]
    section, keys = random.choice([("databases", DATABASE_KEYS)] * 3 + [("users", USER_KEYS), ("peers", PEER_KEYS)])
    lines.append(f"[{section}]\n".encode())
    names = (
        NAMES
        if section != "peers"
        else ["1", "2", "007", "0", "65535", "65536", "x", "-1", "'+3'", "' 4'", "99999999999"]
    )
    for _ in range(random.randint(1, 4)):
        tame = random.random() < 0.6
        chosen = list(getattr(table, section.upper())) if tame else keys
        values = ["a", "5", "b,c", "'d e'", "session"] if tame else VALUES
        lines.append(entry(random, names, chosen, values) + end(random))
    return {"main.ini": b"".join(lines)}


def entry(random: Random, names: list[str], keys: list[str], values: list[str]) -> bytes:
    """One line ``name = connection string``."""
    separator = random.choice([" ", " ", " ", "  ", "\t", ",", ""])
    equals = random.choice(["=", "=", "=", "=", " = ", " =", "= "])
    pairs = [random.choice(keys) + equals + good_value(random, values, keys) for _ in range(random.randint(0, 5))]
    blank = random.choice([" ", "", "\t", "  "])
    return f"{random.choice(names)}{blank}={blank}{separator.join(pairs)}".encode()


def good_value(random: Random, values: list[str], keys: list[str]) -> str:
    """A value; mostly one that fits some key."""
    return random.choice(values) if keys else ""


def repeated(random: Random) -> Case:
    """Keys, entries and headers that come again."""
    keys = random.sample(KEYS, 3)
    lines = [b"[pgbouncer]" + SOCKET]
    for _ in range(random.randint(3, 8)):
        chance = random.random()
        if chance < 0.5:
            key = random.choice(keys)
            text = key in TEXT_KEYS
            value = random.choice(["a", "b", ""]) if text else random.choice(["1", "2", "3"])
            value = "session" if table.PGBOUNCER[key][0] == "enum" else value
            lines.append(setting(random, key, value) + end(random))
        elif chance < 0.7:
            lines.append(b"[pgbouncer]" + SOCKET)
        else:
            user = random.choice(["", " user=u", " user=v password=w", " pool_size=3"])
            lines.append(f"[databases]\na = host=h{random.randint(0, 2)}{user}\n".encode())
            lines.append(b"[pgbouncer]" + SOCKET if random.random() < 0.5 else b"")
    return {"main.ini": b"".join(lines)}


def included(random: Random) -> Case:
    """Files that include each other."""
    names = ["main.ini", "a.ini", "sub/b.ini", "c d.ini"]
    files: Case = {}
    for name in names:
        head = b"[pgbouncer]" + SOCKET if name == "main.ini" or random.random() < 0.2 else b""
        parts = [head]
        for _ in range(random.randint(0, 4)):
            chance = random.random()
            if chance < 0.3 and name != "c d.ini":
                target = random.choice(names[names.index(name) + 1 :])
                target = random.choice(
                    [target] * 8 + ["none.ini", "sub", "'a.ini'", "a.ini ; x", "main.ini", "b.ini", ""]
                )
                parts.append(f"%include{random.choice([' ', '  ', chr(9)])}{target}".encode() + end(random))
            else:
                parts.append(line(random) + end(random))
        files[name] = b"".join(parts)
    return files


def mutated(random: Random) -> Case:
    """A good file with a few bytes changed."""
    text = bytearray(
        b"[databases]\napp = host=db port=5432 dbname=app pool_size=5\n* = host=db\n"
        b"[users]\nreport = pool_mode=session max_user_connections=2\n"
        b"[pgbouncer]\x01pool_mode = transaction\nserver_idle_timeout = 60\ndefault_pool_size=20\nauth_file=/x\n"
    )
    for _ in range(random.randint(1, 3)):
        position = random.randrange(len(text))
        if text[position] == 1:
            continue
        new = random.choice(
            [bytes([random.randrange(256)]).replace(b"\x01", b"x"), b"\n", b"=", b"'", b"[", b" ", b"\0", b";", b""]
        )
        text[position : position + random.randint(0, 1)] = new
        if b"\x01" not in text:
            text += b"\x01"
    return {"main.ini": bytes(text).replace(b"\x01", SOCKET)}


def garbage(random: Random) -> Case:
    """Bytes that were never meant as a configuration."""
    return {"main.ini": b"[pgbouncer]" + SOCKET + random.randbytes(random.randint(1, 60))}


def setting(random: Random, key: str, value: str) -> bytes:
    """One line ``key = value`` with blanks as people write them."""
    blank = random.choice([" ", " ", "", "\t", "   "])
    indent = random.choice(["", "", "", "  ", "\t"])
    return f"{indent}{key}{blank}={blank}{value}".encode("utf-8", "surrogateescape")


def end(random: Random) -> bytes:
    """The end of a line."""
    return random.choice(ENDS).encode()


MAKERS = [one_value] * 8 + [connection_strings] * 7 + [many_lines] * 4 + [repeated] * 2 + [included] * 3 + [mutated] * 3
MAKERS += [garbage, risky_value]
