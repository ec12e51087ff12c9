"""When runs happen: one at a time, each folder once for however many changes, and never for an old state."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Found = TypeVar("Found")

_PATIENCE = 5.0
"""Seconds that a change waits at most, however long runs take."""


class Schedule(Generic[Found]):
    """Runs of folders. All methods belong to the thread of the event loop; the work is done in one other.

    ``prepare`` takes what a run needs and gives the work; ``finish`` is called with its result, unless the folder was
    asked for again meanwhile; ``fail`` with an exception of it.
    """

    def __init__(
        self,
        prepare: Callable[[Path], Callable[[], Found]],
        finish: Callable[[Path, Found], None],
        fail: Callable[[Exception], None],
    ) -> None:
        self._prepare = prepare
        self._finish = finish
        self._fail = fail
        self._due: dict[Path, float] = {}
        self._tasks: dict[Path, asyncio.Task[None]] = {}
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="connlint")
        self._took = 0.0

    def ask(self, folder: Path, delay: float = 0.0) -> None:
        """Run after ``delay`` seconds without another request, longer where runs take longer; 0 is at once."""
        loop = asyncio.get_running_loop()
        self._due[folder] = loop.time() + (max(delay, min(self._took, _PATIENCE)) if delay else 0.0)
        if folder not in self._tasks:
            self._tasks[folder] = asyncio.create_task(self._serve(folder))

    def forget(self, folder: Path) -> None:
        """Nobody wants to know any more."""
        self._due.pop(folder, None)
        task = self._tasks.pop(folder, None)
        if task is not None:
            task.cancel()

    def close(self) -> None:
        """Forget everything; a run that has begun ends by itself."""
        for folder in list(self._tasks):
            self.forget(folder)
        self._worker.shutdown(wait=False, cancel_futures=True)

    async def _serve(self, folder: Path) -> None:
        loop = asyncio.get_running_loop()
        while folder in self._due:
            wait = self._due[folder] - loop.time()
            if wait > 0:
                await asyncio.sleep(wait)
                continue
            del self._due[folder]
            await self._run(folder)
        del self._tasks[folder]

    async def _run(self, folder: Path) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            found = await loop.run_in_executor(self._worker, self._prepare(folder))
            if folder not in self._due:
                self._finish(folder, found)
        except Exception as error:  # noqa: BLE001 - a server must outlive the run
            self._fail(error)
        self._took = loop.time() - began
