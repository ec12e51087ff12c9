"""The machine below the servers: free ports, an unprivileged user, processes that never outlive the test run."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

REAPER = """
import os, shutil, signal, sys
groups = set()
for line in sys.stdin:
    sign, group = line[0], int(line[1:])
    groups.add(group) if sign == "+" else groups.discard(group)
for group in groups:
    try:
        os.killpg(group, signal.SIGKILL)
    except OSError:
        pass
shutil.rmtree(sys.argv[1], ignore_errors=True)
"""


def free_port() -> int:
    """A TCP port on the loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_until(condition, log: Path, seconds: float = 15.0) -> None:
    """Poll until the condition holds; raises TimeoutError with the log of the program that did not come up."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(log.read_text())
        time.sleep(0.02)


def listens(port: int) -> bool:
    """Whether something accepts connections there."""
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex(("127.0.0.1", port)) == 0


class Machine:
    """A folder and the processes of one test run.

    A small process beside it ends all of them and removes the folder as soon as this one is gone, even when it
    was killed.
    """

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="connlint-lab-"))
        self.folder.chmod(0o755)
        command = [sys.executable, "-S", "-c", REAPER, str(self.folder)]
        self.reaper = subprocess.Popen(command, stdin=subprocess.PIPE, text=True, start_new_session=True)

    def close(self) -> None:
        """End everything that still runs."""
        self.reaper.communicate()

    def start(self, command, log: Path, *, env=None, cwd: Path | None = None, as_nobody=False) -> subprocess.Popen:
        """Start a server in its own process group, its output in a file."""
        with log.open("wb") as output:
            process = subprocess.Popen(
                [str(part) for part in command],
                cwd=cwd or self.folder,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **(unprivileged() if as_nobody else {}),
            )
        self.tell("+", process)
        return process

    def stop(self, process: subprocess.Popen, how: signal.Signals = signal.SIGTERM, patience: float = 3.0) -> None:
        """End a server and its children: politely first."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.tell("-", process)

    def tell(self, sign: str, process: subprocess.Popen) -> None:
        """Keep the reaper informed."""
        assert self.reaper.stdin is not None
        self.reaper.stdin.write(f"{sign}{process.pid}\n")
        self.reaper.stdin.flush()


def unprivileged() -> dict:
    """Arguments for a process that must not run as root: PostgreSQL refuses to."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def give_away(path: Path) -> None:
    """Let the unprivileged user own a folder."""
    if os.geteuid() == 0:
        shutil.chown(path, "nobody")
