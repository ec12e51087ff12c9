"""Runs come one at a time, never twice for one state, and never block."""

import asyncio
import threading
from pathlib import Path

from connlint.lsp.schedule import Schedule

HERE, THERE = Path("here"), Path("there")


class Runs:
    """Runs that end when they are let go; ``state`` is what a run sees of the world as it begins."""

    def __init__(self):
        self.state = 0
        self.begun = []
        self.finished = []
        self.failed = []
        self.go = threading.Semaphore(0)
        self.schedule = Schedule(
            self.prepare, lambda folder, seen: self.finished.append((folder, seen)), self.failed.append
        )

    def prepare(self, folder):
        state = self.state
        self.begun.append((folder, state))

        def work():
            assert self.go.acquire(timeout=30)
            if state < 0:
                raise ValueError(state)
            return state

        return work

    async def until(self, condition):
        for _ in range(3000):
            if condition():
                return
            await asyncio.sleep(0.01)
        raise AssertionError((self.begun, self.finished, self.failed))


def played(scene):
    async def play():
        runs = Runs()
        try:
            await asyncio.wait_for(scene(runs), 60)
        finally:
            runs.go.release(9)
            runs.schedule.close()
        return runs

    return asyncio.run(play())


def test_requests_in_a_row_are_one_run_of_the_last_state():
    async def scene(runs):
        for state in range(5):
            runs.state = state
            runs.schedule.ask(HERE, 0.05)
        runs.go.release(9)
        await runs.until(lambda: runs.finished)
        await asyncio.sleep(0.1)

    runs = played(scene)
    assert runs.begun == [(HERE, 4)]
    assert runs.finished == [(HERE, 4)]


def test_a_run_of_an_old_state_is_not_told():
    async def scene(runs):
        runs.schedule.ask(HERE)
        await runs.until(lambda: runs.begun)
        runs.state = 1
        runs.schedule.ask(HERE)
        runs.go.release(9)
        await runs.until(lambda: runs.finished)

    runs = played(scene)
    assert runs.begun == [(HERE, 0), (HERE, 1)]
    assert runs.finished == [(HERE, 1)]


def test_folders_wait_for_each_other_and_block_nobody():
    async def scene(runs):
        runs.schedule.ask(HERE)
        runs.schedule.ask(THERE)
        await asyncio.sleep(0.05)
        assert runs.finished == []
        runs.go.release()
        await runs.until(lambda: len(runs.finished) == 1)
        runs.go.release()
        await runs.until(lambda: len(runs.finished) == 2)

    assert played(scene).finished == [(HERE, 0), (THERE, 0)]


def test_a_folder_that_is_forgotten_is_not_told_and_can_be_asked_for_again():
    async def scene(runs):
        runs.schedule.ask(HERE)
        await runs.until(lambda: runs.begun)
        runs.schedule.forget(HERE)
        runs.state = 1
        runs.schedule.ask(HERE)
        runs.go.release(9)
        await runs.until(lambda: runs.finished)

    assert played(scene).finished == [(HERE, 1)]


def test_a_run_that_breaks_is_told_and_the_next_one_happens():
    async def scene(runs):
        runs.go.release(9)
        runs.state = -1
        runs.schedule.ask(HERE)
        await runs.until(lambda: runs.failed)
        runs.state = 2
        runs.schedule.ask(HERE)
        await runs.until(lambda: runs.finished)

    runs = played(scene)
    assert [str(error) for error in runs.failed] == ["-1"]
    assert runs.finished == [(HERE, 2)]


def test_slow_runs_make_changes_wait_longer():
    async def scene(runs):
        runs.schedule.ask(HERE)
        await runs.until(lambda: runs.begun)
        await asyncio.sleep(0.3)
        runs.go.release(9)
        await runs.until(lambda: runs.finished)
        runs.schedule.ask(HERE, 0.001)
        await asyncio.sleep(0.1)
        assert len(runs.begun) == 1
        await runs.until(lambda: len(runs.begun) == 2)

    assert played(scene).failed == []
