"""The parent's side: so many worker processes, one task each, watched for time and for their death."""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from typing import Any

from ..core import ShijianError
from .parts import Part
from .settings import Settings
from .work import Failure, Task
from .worker import work

# How often the clock is looked at while nothing comes.
_TICK_SECONDS = 0.1
# To load the library on a machine that does much else; after that it is the first task that takes long.
_START_SECONDS = 120.0
# So many in a row die of the machine, not of an input.
_DEATHS = 3
_CONTEXT = multiprocessing.get_context("spawn")


class WorkersDieError(ShijianError):
    """No worker can be kept alive long enough to begin."""


class _Worker:
    def __init__(self, settings: Settings) -> None:
        self.at: Any = _CONTEXT.RawArray("d", 2)
        self.pipe, theirs = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(target=work, args=(theirs, self.at, settings), daemon=True)
        self.process.start()
        theirs.close()
        self.task: Task | None = None
        self.since = 0.0

    def give(self, task: Task) -> None:
        self.task, self.since = task, time.monotonic()
        self.at[0], self.at[1] = 0, 0.0
        # A worker that has died is noticed with the others.
        with suppress(OSError):
            self.pipe.send(task)

    def takes(self) -> float:
        """Seconds that the input at hand has taken, or less than none while the library is being loaded."""
        begun = self.at[1]
        now = time.monotonic()
        return now - begun if begun else now - self.since - _START_SECONDS

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.process.close()
        self.pipe.close()


class Pool:
    """Workers for the time of a run; use it as a context. What is written when they are stopped stays whole."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._workers: list[_Worker] = []
        self._dead = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.kill()
        self._workers.clear()

    def run(self, tasks: Iterator[Task]) -> Iterator[tuple[Task, Part]]:
        """Each task with its part, as they are finished; no more than one task waits while all workers are busy.

        Raises the OSError for which a part could not be written.
        """
        waiting: deque[Task] = deque()
        more = True
        while True:
            while more and len(waiting) <= self._idle():
                task = next(tasks, None)
                more = task is not None
                if task:
                    waiting.append(task)
            self._hand_out(waiting)
            busy = [worker for worker in self._workers if worker.task]
            if not busy:
                return
            yield from self._finished(busy, waiting)

    def _idle(self) -> int:
        return self._settings.workers - sum(worker.task is not None for worker in self._workers)

    def _hand_out(self, waiting: deque[Task]) -> None:
        idle = [worker for worker in self._workers if worker.task is None]
        while waiting and (idle or len(self._workers) < self._settings.workers):
            if not idle:
                idle.append(_Worker(self._settings))
                self._workers.append(idle[-1])
            idle.pop().give(waiting.popleft())

    def _finished(self, busy: list[_Worker], waiting: deque[Task]) -> Iterator[tuple[Task, Part]]:
        """What has come, and what has to be done once more without the input that ended or held up its worker."""
        ready = wait([worker.pipe for worker in busy], _TICK_SECONDS)
        for worker in busy:
            task = worker.task
            assert task is not None
            if worker.pipe in ready:
                answer = _answer(worker.pipe)
                if isinstance(answer, OSError):
                    raise answer
                if answer is None:
                    waiting.appendleft(self._after_death(worker, task))
                else:
                    worker.task, self._dead = None, 0
                    yield task, answer
            elif worker.takes() > self._settings.seconds:
                why = Failure("time", f"took longer than {self._settings.seconds:g} seconds")
                waiting.appendleft(self._without(worker, task, why))

    def _after_death(self, worker: _Worker, task: Task) -> Task:
        """The task without the input that ended the worker, or as it was where none had been begun."""
        worker.process.join()
        code = worker.process.exitcode
        if worker.at[1]:
            why = f"ended its worker (exit code {code}); it may have taken more memory than there is"
            return self._without(worker, task, Failure("fault", why))
        self._dead += 1
        if self._dead > _DEATHS:
            raise WorkersDieError(
                f"workers end before they begin (exit code {code}); what they say stands above"
            )
        worker.kill()
        self._workers.remove(worker)
        return task

    def _without(self, worker: _Worker, task: Task, failure: Failure) -> Task:
        index = int(worker.at[0])
        worker.kill()
        self._workers.remove(worker)
        return replace(task, refused={**task.refused, index: failure})


def _answer(pipe: Connection) -> Any:
    try:
        return pipe.recv()
    except (EOFError, OSError):
        return None
