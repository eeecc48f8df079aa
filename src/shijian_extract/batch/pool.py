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
from .worker import READY, work

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
    """A process, which says when it is ready for tasks, and the task that it has."""

    def __init__(self, settings: Settings) -> None:
        self.at: Any = _CONTEXT.RawArray("d", 2)
        self.pipe, theirs = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(target=work, args=(theirs, self.at, settings), daemon=True)
        self.process.start()
        theirs.close()
        self.ready = False
        self.task: Task | None = None
        self.since = time.monotonic()

    def give(self, task: Task) -> None:
        self.task, self.since = task, time.monotonic()
        self.at[0], self.at[1] = 0, 0.0
        # A worker that has died is noticed with the others.
        with suppress(OSError):
            self.pipe.send(task)

    def overdue(self, seconds: float) -> bool:
        """Whether the input at hand, or the start, has taken too long."""
        begun = self.at[1] if self.ready else 0.0
        return time.monotonic() - (begun or self.since) > (seconds if begun else _START_SECONDS)

    def index(self) -> int:
        """Which input of its task it has at hand; of a task that ended it while it was received, the longest."""
        if self.at[1] or not self.task:
            return int(self.at[0])
        lengths = [item.length for item in self.task.items]
        return lengths.index(max(lengths))

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
            while more and len(waiting) <= self._settings.workers - self._busy():
                task = next(tasks, None)
                more = task is not None
                if task:
                    waiting.append(task)
            if not waiting and not self._busy():
                return
            self._hand_out(waiting)
            yield from self._finished(waiting)

    def _busy(self) -> int:
        return sum(worker.task is not None for worker in self._workers)

    def _hand_out(self, waiting: deque[Task]) -> None:
        """Tasks to workers that are ready, and as many new workers as there are tasks for."""
        for worker in self._workers:
            if waiting and worker.ready and worker.task is None:
                worker.give(waiting.popleft())
        starting = sum(not worker.ready for worker in self._workers)
        for _ in range(min(len(waiting) - starting, self._settings.workers - len(self._workers))):
            self._workers.append(_Worker(self._settings))

    def _finished(self, waiting: deque[Task]) -> Iterator[tuple[Task, Part]]:
        """What has come; what an input has ended or held up goes back to those that wait."""
        ready = wait([worker.pipe for worker in self._workers], _TICK_SECONDS)
        for worker in list(self._workers):
            if worker.pipe in ready:
                answer = _answer(worker.pipe)
                if isinstance(answer, OSError):
                    raise answer
                if answer is None:
                    self._died(worker, waiting)
                elif answer == READY:
                    worker.ready = True
                elif worker.task:
                    task, worker.task, self._dead = worker.task, None, 0
                    yield task, answer
            elif (worker.task or not worker.ready) and worker.overdue(self._settings.seconds):
                why = Failure("time", f"took longer than {self._settings.seconds:g} seconds")
                self._give_back(worker, waiting, why)

    def _died(self, worker: _Worker, waiting: deque[Task]) -> None:
        worker.process.join()
        code = worker.process.exitcode
        if not worker.ready:
            self._dead += 1
            if self._dead > _DEATHS:
                raise WorkersDieError(
                    f"workers end before they begin (exit code {code}); what they say stands above"
                )
        why = f"ended its worker (exit code {code}); it may have taken more memory than there is"
        self._give_back(worker, waiting, Failure("fault", why))

    def _give_back(self, worker: _Worker, waiting: deque[Task], failure: Failure) -> None:
        """The worker's task once more: as it was the first time, since the machine may have been at fault, and without the
        input at hand where that was at hand before."""
        task, index = worker.task, worker.index()
        worker.kill()
        self._workers.remove(worker)
        if task is None:
            return
        if index in task.suspects:
            waiting.appendleft(replace(task, refused={**task.refused, index: failure}))
        else:
            waiting.appendleft(replace(task, suspects=task.suspects | {index}))


def _answer(pipe: Connection) -> Any:
    try:
        return pipe.recv()
    except (EOFError, OSError):
        return None
