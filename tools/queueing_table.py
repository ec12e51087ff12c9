"""Compare the predicted mean wait for a server connection with a real PgBouncer's, and write docs/queueing.md.

Needs PostgreSQL and the programs of tools/servers/pgbouncer_binaries.py. Takes as long as ``--seconds`` says, all
utilisations at once; the service is pg_sleep, so the machine has little to do.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import math
import os
import random
import struct
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from connlint.planner.queueing import waits  # noqa: E402 - after the path is set
from tests.lab.harness.machine import Machine, free_port, give_away, wait_until  # noqa: E402
from tests.lab.harness.postgres import PostgreSQL  # noqa: E402
from tests.servers.pgbouncers import require_pgbouncer  # noqa: E402

PAGE = ROOT / "docs" / "queueing.md"
SERVERS, SERVICE = 4, 0.04
CASES = [(share, variation) for variation in (1.0, 0.0) for share in (0.5, 0.7, 0.9)]
"""Utilisation and coefficient of variation of the service time: exponential, and always the same."""
CLIENTS = 150
INI = """\
[databases]
{database} = host=127.0.0.1 port={server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = userlist.txt
pool_mode = transaction
default_pool_size = {servers}
min_pool_size = {servers}
max_client_conn = 400
stats_users = app
query_wait_timeout = 60
"""


class Client:
    """A connection that runs one query at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    @classmethod
    async def connect(cls, port: int, database: str) -> Client:
        """Log in."""
        made = cls(*await asyncio.open_connection("127.0.0.1", port))
        body = b"\0\x03\0\0user\0app\0database\0" + database.encode() + b"\0\0"
        made.writer.write(struct.pack("!I", len(body) + 4) + body)
        await made.ready()
        return made

    async def sleep(self, seconds: float) -> None:
        """Hold a server connection for so long."""
        query = f"SELECT pg_sleep({seconds:.6f})\0".encode()
        self.writer.write(b"Q" + struct.pack("!I", len(query) + 4) + query)
        await self.ready()

    async def ready(self) -> None:
        """Read up to ReadyForQuery."""
        while True:
            head = await self.reader.readexactly(5)
            await self.reader.readexactly(struct.unpack("!I", head[1:])[0] - 4)
            if head[:1] == b"Z":
                return


async def drive(port: int, database: str, case: tuple[float, float], seconds: float, seed: int) -> None:
    """Poisson arrivals that never wait for an answer, for so long."""
    share, variation = case
    dice = random.Random(seed)
    rate = share * SERVERS / SERVICE
    free = [await Client.connect(port, database) for _ in range(CLIENTS)]
    running: set[asyncio.Task[None]] = set()

    async def one(client: Client) -> None:
        await client.sleep(dice.expovariate(1 / SERVICE) if variation else SERVICE)
        free.append(client)

    loop = asyncio.get_running_loop()
    start = due = loop.time()
    while due < start + seconds:
        due += dice.expovariate(rate)
        await asyncio.sleep(max(due - loop.time(), 0))
        client = free.pop() if free else await Client.connect(port, database)
        task = asyncio.create_task(one(client))
        running.add(task)
        task.add_done_callback(running.discard)
    await asyncio.gather(*running)


def totals(server: PostgreSQL, port: int, database: str) -> dict[str, float]:
    """SHOW STATS_TOTALS of one database."""
    where = ["-h", "127.0.0.1", "-p", str(port), "-U", "app", "-d", "pgbouncer"]
    command = [str(server.bin / "psql"), "-X", "-q", "--csv", *where, "-c", "SHOW STATS_TOTALS"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    row = next(row for row in csv.DictReader(told.splitlines()) if row["database"] == database)
    return {key.removeprefix("total_"): float(value) for key, value in row.items() if key != "database"}


async def measure(
    machine: Machine, server: PostgreSQL, launcher: Path, case: tuple[float, float], args: argparse.Namespace
) -> list[str]:
    """One row of the table. SHOW STATS counts the wait as a part of the transaction."""
    database, port = server.database(), free_port()
    folder = machine.folder / f"queue{port}"
    folder.mkdir()
    give_away(folder)
    text = INI.format(database=database, server=server.port, port=port, servers=SERVERS)
    (folder / "pgbouncer.ini").write_text(text)
    (folder / "userlist.txt").write_text('"app" ""\n')
    log = folder / "pgbouncer.log"
    root = ["-u", "nobody"] if os.geteuid() == 0 else []
    machine.start([launcher, *root, "pgbouncer.ini"], log, cwd=folder)
    wait_until(lambda: "process up:" in log.read_text(), log)
    await drive(port, database, case, 5, args.seed)
    before, started = await asyncio.to_thread(totals, server, port, database), asyncio.get_running_loop().time()
    await drive(port, database, case, args.seconds, args.seed + 1)
    after, ended = await asyncio.to_thread(totals, server, port, database), asyncio.get_running_loop().time()
    gone = {key: after[key] - before[key] for key in after}
    count = gone["xact_count"]
    wait = gone["wait_time"] / count / 1e6
    return row(case, count / (ended - started), gone["xact_time"] / count / 1e6 - wait, wait)


def row(case: tuple[float, float], rate: float, service: float, wait: float) -> list[str]:
    """Predicted from the measured rate and service time, against the measured wait."""
    share, variation = case
    spread = variation * SERVICE / service
    found = waits(SERVERS, rate, service, spread)
    predicted = found.mean if found else math.inf
    return [
        f"{share:.1f}",
        "exponential" if variation else "constant",
        f"{rate:.1f}",
        f"{service * 1000:.2f} ms",
        f"{rate * service / SERVERS:.3f}",
        f"{predicted * 1000:.2f} ms",
        f"{wait * 1000:.2f} ms",
        f"{predicted / wait - 1:+.0%}",
    ]


async def run(machine: Machine, args: argparse.Namespace) -> list[list[str]]:
    """All cases at once."""
    server = PostgreSQL(machine, "queue", max_connections=100)
    _, launcher = require_pgbouncer(args.version)
    return await asyncio.gather(*(measure(machine, server, launcher, case, args) for case in CASES))


HEAD = """\
# Predicted and measured waits

<!-- Written by tools/queueing_table.py. -->

`connlint plan --rps N --query-ms MS` answers with M/M/c (Erlang C), and with the approximations of Cosmetatos and of
Allen and Cunneen where the service time varies less or more than exponentially. This table compares the predicted mean
wait for a server connection with `SHOW STATS` of PgBouncer {version} under an open load: Poisson arrivals, a pool of
{servers}, `pg_sleep` of {service:.0f} ms on average, {seconds:.0f} seconds for each row. Rate and service time are the
measured ones (`--show-stats` does the same); the time of a transaction in `SHOW STATS` includes its wait, which is
taken off. What the machine itself adds to every handover (about a millisecond on two busy cores) is not in the
prediction.

| utilisation | service | a second | service time | busy | predicted wait | measured wait | off by |
| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |
"""


def main() -> int:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--version", default="1.26")
    parser.add_argument("--print", action="store_true", help="print instead of writing the page")
    args = parser.parse_args()
    machine = Machine()
    try:
        rows = asyncio.run(run(machine, args))
    finally:
        machine.close()
    head = HEAD.format(version=args.version, servers=SERVERS, service=SERVICE * 1000, seconds=args.seconds)
    text = head + "".join(f"| {' | '.join(cells)} |\n" for cells in rows)
    if args.print:
        sys.stdout.write(text)
    else:
        PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
