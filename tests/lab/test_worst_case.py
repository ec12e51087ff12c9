"""The predicted worst case of a PgBouncer process against a real one under saturating load."""

from __future__ import annotations

import os
import random
import socket
import struct
import time
from pathlib import Path

import pytest

from connlint.models.django import Alias, SettingsModule, World
from connlint.models.stack import Stack
from connlint.models.traced import known
from connlint.parsers.pgbouncer import read_pgbouncer
from connlint.planner import derive
from connlint.planner.capacity import network
from connlint.planner.flow import distribute
from connlint.planner.pools import pools_of
from connlint.sources.text import read
from tests.lab.harness.machine import free_port, give_away, wait_until
from tests.servers.pgbouncers import require_pgbouncer

VERSIONS = ("1.18", "1.24", "1.26")
CONFIGURATIONS = 36
USERS = ("u0", "u1", "u2")
RESERVE_SECONDS = 0.3


class Client:
    """A connection that asks for pg_sleep and never reads the answer."""

    def __init__(self, port: int, database: str, user: str) -> None:
        self.stream = socket.create_connection(("127.0.0.1", port), timeout=20)
        body = b"\0\x03\0\0user\0" + user.encode() + b"\0database\0" + database.encode() + b"\0\0"
        self.stream.sendall(struct.pack("!I", len(body) + 4) + body)

    def work(self) -> None:
        query = b"SELECT pg_sleep(60)\0"
        self.stream.sendall(b"Q" + struct.pack("!I", len(query) + 4) + query)

    def close(self) -> None:
        self.stream.close()


def generate(seed: int, version: str) -> tuple[str, list[tuple[str, str]]]:
    """A configuration with ``{port}`` and ``{server}`` and ``{database}`` left open, and the pools that are used."""
    dice = random.Random(seed)
    newer = tuple(map(int, version.split("."))) >= (1, 23)
    entries, forced, lines = [f"d{number}" for number in range(dice.randint(1, 3))], {}, []
    for entry in entries:
        pairs = ["host=127.0.0.1", "port={server}", "dbname={database}"]
        if dice.random() < 0.25:
            forced[entry] = dice.choice(USERS)
            pairs.append(f"user={forced[entry]}")
        pairs += maybe(dice, pool_size=dice.randint(1, 5), reserve_pool=dice.randint(0, 2))
        pairs += maybe(dice, max_db_connections=dice.randint(1, 8))
        lines.append(f"{entry} = {' '.join(pairs)}")
    users = []
    for user in USERS:
        pairs = maybe(dice, max_user_connections=dice.randint(1, 8))
        pairs += maybe(dice, pool_size=dice.randint(1, 5)) if newer else []
        users.append(f"{user} = {' '.join(pairs)}" if pairs else "")
    settings = maybe(dice, max_db_connections=dice.randint(2, 10), max_user_connections=dice.randint(2, 10))
    settings += [f"default_pool_size={dice.randint(1, 4)}", f"reserve_pool_size={dice.randint(0, 2)}"]
    settings.append(f"reserve_pool_timeout={dice.choice([0, RESERVE_SECONDS])}")
    clients = [(entry, user) for entry in entries for user in dice.sample(USERS, dice.randint(1, 3))]
    text = "\n".join(["[databases]", *lines, "[users]", *filter(None, users), FIXED, *settings]) + "\n"
    return text, clients


def maybe(dice: random.Random, **pairs: int) -> list[str]:
    return [f"{key}={value}" for key, value in pairs.items() if dice.random() < 0.4]


FIXED = """\
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = userlist.txt
pool_mode = session
max_client_conn = 400
server_login_retry = 1
query_wait_timeout = 60"""


def stack_of(folder: Path, version: str, clients: list[tuple[str, str]]) -> Stack:
    """What connlint makes of the configuration and of one alias for each pool that is used."""
    config = read_pgbouncer(read(folder / "pgbouncer.ini"), version=version)
    listens = {"HOST": known("127.0.0.1"), "PORT": known(config.settings["listen_port"].value)}
    aliases = {}
    for number, (entry, user) in enumerate(clients):
        own = {"ENGINE": known("django.db.backends.postgresql"), "NAME": known(entry), "USER": known(user)}
        aliases[f"a{number}"] = Alias(name=f"a{number}", settings={**own, **listens})
    module = SettingsModule(file="settings.py", worlds=(World(databases=aliases),))
    return derive(Stack(modules=(module,), poolers=(config,)))


@pytest.fixture(scope="module")
def roles(postgresql):
    for user in USERS:
        postgresql.sql(f"CREATE ROLE {user} LOGIN")
    return postgresql


@pytest.mark.parametrize("seed", range(CONFIGURATIONS))
def test_the_worst_case_is_what_a_real_pgbouncer_opens(seed, machine, roles):
    version, launcher = require_pgbouncer(VERSIONS[seed % len(VERSIONS)])
    text, clients = generate(seed, version)
    database, port = roles.database(), free_port()
    folder = machine.folder / f"worst{seed}"
    folder.mkdir()
    give_away(folder)
    text = text.replace("{port}", str(port)).replace("{server}", str(roles.port)).replace("{database}", database)
    (folder / "pgbouncer.ini").write_text(text)
    (folder / "userlist.txt").write_text("".join(f'"{user}" ""\n' for user in USERS))
    stack = stack_of(folder, version, clients)
    predicted = stack.pooler_facts[0]["server_connections"].value
    log = folder / "pgbouncer.log"
    root = ["-u", "nobody"] if os.geteuid() == 0 else []
    process = machine.start([launcher, *root, "pgbouncer.ini"], log, cwd=folder)
    opened: list[Client] = []
    try:
        wait_until(lambda: "process up:" in log.read_text(), log)
        shares = distribute(*network(pools_of(stack.poolers[0], list(used_pools(stack)))))
        ask_for(shares, stack, clients, port, opened)
        wait_until(lambda: connections(roles, database) >= predicted, log, 20)
        for entry, user in clients:
            more = [Client(port, entry, user) for _ in range(4)]
            opened.extend(more)
            for client in more:
                client.work()
        time.sleep(RESERVE_SECONDS + 1)
        assert connections(roles, database) == predicted, text
    finally:
        for client in opened:
            client.close()
        machine.stop(process)


def used_pools(stack: Stack):
    for link in stack.links:
        yield link.entry, (stack.poolers[0].databases[link.entry].settings.get("user") or link.user).value


def ask_for(shares, stack: Stack, clients, port: int, opened: list[Client]) -> None:
    """As many clients for each pool as it has in the worst case, so that no other takes its place."""
    logins = dict(zip(used_pools(stack), clients, strict=True))
    for pool, share in shares.items():
        for _ in range(int(share) if pool in logins else 0):
            client = Client(port, *logins[pool])
            opened.append(client)
            client.work()


def connections(server, database: str) -> int:
    return int(server.sql(f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{database}'"))
