"""The defences of the engine that are not layers of the sandbox, and how each is taken away in a control.

A defence is a context manager; in its block the engine is as it would be without it. It may give an
assignment, which then is graded instead.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import yaml

from autograder import checks, grading
from autograder.checks import answer, contract, cross
from autograder.checks.cross import Cross
from autograder.errors import GraderError
from autograder.feedback import privacy, student
from autograder.intake import decode, limits, locate, notebook, notes, reading
from autograder.intake.folder import read_folder
from autograder.intake.found import Collector, Found, Read, size_limit
from autograder.loading import document
from autograder.messages import phrase
from autograder.model.assignment import Assignment, Limits
from autograder.model.outcome import Status
from autograder.model.verdict import Verdict
from autograder.reports import markup, page
from autograder.runner import run
from autograder.runner.bench import Bench
from autograder.runner.seeds import Seeds
from autograder.worker import host, layers, orders, proxy, reply, watch, wire
from autograder.worker.layers.kernel import PR_SET_DUMPABLE, Kernel
from autograder.worker.session import Session
from autograder.worker.transport import DirectTransport, Transport, WorkerTransport

if TYPE_CHECKING:
    from autograder.worker.watch import Budget

Defence = Callable[[Assignment], contextlib.AbstractContextManager[Assignment | None]]
POPEN = subprocess.Popen
FAR = 5.0
"""Seconds: a control shows that nothing else would have ended what a limit ends."""


@contextlib.contextmanager
def separate_process(_assignment: Assignment) -> Iterator[None]:
    """Without it a submission runs in the grader's process, as with Otter, nbgrader and gradescope-utils."""
    with (
        mock.patch.object(grading, "WorkerTransport", direct),
        restored("autograder", "builtins", "json", "math", "numpy", "os", "socket", "struct", "torch"),
    ):
        yield


def direct(worker: host.Worker, *_: object) -> Transport:
    """Do without the worker."""
    worker.release()
    return DirectTransport()


@contextlib.contextmanager
def restored(*packages: str) -> Iterator[None]:
    """Put back what a submission in this process changes in modules, and in the classes of the engine."""
    modules = [m for name, m in sys.modules.items() if name.partition(".")[0] in packages]
    classes = {c for m in modules for c in vars(m).values() if isinstance(c, type)}
    own = [c for c in classes if c.__module__.startswith("autograder")]
    before = [(thing, dict(vars(thing))) for thing in (*modules, *own)]
    set_back = setattr
    try:
        yield
    finally:
        for thing, names in before:
            for name in [name for name, value in names.items() if vars(thing).get(name) is not value]:
                set_back(thing, name, names[name])


@contextlib.contextmanager
def fresh_worker(_assignment: Assignment) -> Iterator[None]:
    """Without it one worker serves all checks of a submission."""
    kept: list[WorkerTransport] = []

    class Same(WorkerTransport):
        def close(self) -> None:
            """Go on: the next check comes."""

    def connect(worker: host.Worker, limits: Limits, budget: Budget) -> Transport:
        if not kept or kept[-1].worker is None or kept[-1].budget is not budget:
            kept.append(Same(worker, limits, budget))
        return kept[-1]

    with mock.patch.object(grading, "WorkerTransport", connect):
        yield
    for transport in kept:
        WorkerTransport.close(transport)


@contextlib.contextmanager
def deadlines(assignment: Assignment) -> Iterator[Assignment]:
    """Without them a call may take long, and ask often: as long as a control needs to show it."""
    limits = replace(assignment.limits, call_wall=FAR, call_cpu=FAR, load_wall=FAR, load_cpu=FAR)
    with mock.patch.object(proxy, "MAX_CALLBACKS", 1 << 40):
        yield replace(assignment, limits=limits)


@contextlib.contextmanager
def secret_seed(_assignment: Assignment) -> Iterator[None]:
    """Without it every submission is asked the same, which everybody soon knows."""
    with mock.patch.object(grading, "Seeds", return_value=Seeds(b"", "")):
        yield


@contextlib.contextmanager
def clean_environment(_assignment: Assignment) -> Iterator[None]:
    """Without it workers inherit what the grader was started with."""
    with mock.patch.object(host, "CLEAN_ENVIRONMENT", dict(os.environ)):
        yield


@contextlib.contextmanager
def clean_start(_assignment: Assignment) -> Iterator[None]:
    """Without it the workers' interpreter looks for modules in the current folder first."""
    boot = "import sys; sys.path.append({engine!r}); from autograder.worker.{module} import main; main()"

    def here(*arguments: Any, **more: Any) -> subprocess.Popen[bytes]:
        return POPEN(*arguments, **{**more, "cwd": None})

    with mock.patch.object(host, "BOOT", boot), mock.patch.object(subprocess, "Popen", here):
        yield


@contextlib.contextmanager
def closed_descriptors(_assignment: Assignment) -> Iterator[None]:
    """Without it workers have what the grader's process inherited open."""
    boot = f"import os; os.closerange = lambda *_: None; {host.BOOT}"

    def open_handed(*arguments: Any, **more: Any) -> subprocess.Popen[bytes]:
        for descriptor in more.pop("pass_fds"):
            os.set_inheritable(descriptor, True)  # noqa: FBT003 (positional only)
        return POPEN(*arguments, **more, close_fds=False)

    with mock.patch.object(host, "BOOT", boot), mock.patch.object(subprocess, "Popen", open_handed):
        yield


@contextlib.contextmanager
def hidden_grader(_assignment: Assignment) -> Iterator[None]:
    """Without it processes of the same user can read the grader's memory."""
    kernel = Kernel()
    kernel.prctl(PR_SET_DUMPABLE, 1)
    with mock.patch.object(layers, "hide_memory"):
        yield
    kernel.prctl(PR_SET_DUMPABLE, 0)


@contextlib.contextmanager
def fixed_pytest(_assignment: Assignment) -> Iterator[None]:
    """Without it pytest is run in the folder that was handed in, as graders do that copy the tests there."""
    here = str(Path.cwd())
    kept = [*sys.path]
    sys.path.insert(0, here)
    with mock.patch.object(run, "arguments", return_value=[here, "--rootdir", here]):
        yield
    sys.path[:] = kept


@contextlib.contextmanager
def private_view(_assignment: Assignment) -> Iterator[None]:
    """Without it a student is told of a private check what they are told of a public one."""
    with mock.patch.object(student, "private_finding", lambda finding, _files: finding):
        yield


@contextlib.contextmanager
def bounded_lists(_assignment: Assignment) -> Iterator[None]:
    """Without it a list becomes an array however large that is."""
    with mock.patch.object(answer, "MOST_ROOM", 1 << 40):
        yield


@contextlib.contextmanager
def no_verdicts(_assignment: Assignment) -> Iterator[None]:
    """Without it a worker may say that its check has passed."""
    read = proxy._reply

    def believed(message: Any, kinds: tuple[str, ...]) -> Any:
        if isinstance(message, dict) and message.get("status") == "passed":
            raise Verdict(status=Status.PASSED, fraction=Fraction(1))
        return read(message, kinds)

    with mock.patch.object(proxy, "_reply", believed):
        yield


@contextlib.contextmanager
def alive_workers(_assignment: Assignment) -> Iterator[None]:
    """Without it a worker that was killed while it waited is taken for one that its submission ended."""
    with mock.patch.object(orders, "expect_alive"):
        yield


@contextlib.contextmanager
def workers_end(_assignment: Assignment) -> Iterator[None]:
    """Without it the worker of a check is left to itself afterwards."""
    with mock.patch.object(WorkerTransport, "close"):
        yield


@contextlib.contextmanager
def frame_caps(_assignment: Assignment) -> Iterator[None]:
    """Without it a worker may send as much as it likes."""
    with mock.patch.object(wire, "MAX_HEADER", 1 << 40), mock.patch.object(wire, "MAX_PAYLOAD", 1 << 40):
        yield


@contextlib.contextmanager
def checked_replies(_assignment: Assignment) -> Iterator[None]:
    """Without it a reply that is none is an error of the grader, not a crash of the worker."""
    with mock.patch.object(proxy.RawStudent, "read", lambda _student, _function, parse: parse()):
        yield


@contextlib.contextmanager
def values_copied(_assignment: Assignment) -> Iterator[None]:
    """Without it what a function returns reaches the test as it is, as where both are one process."""

    def call(student: Any, function: str, args: Any, kwargs: Any = None, _opaque: Any = ()) -> Any:
        return getattr(student.transport.session.modules[student.module], function)(*args, **kwargs or {})

    with separate_process(_assignment), mock.patch.object(proxy.RawStudent, "call", call):
        yield


@contextlib.contextmanager
def ladder(_assignment: Assignment) -> Iterator[None]:
    """Without it an answer is compared as it is, whatever it is."""
    with mock.patch.object(answer.Answer, "climb", lambda self, _expected=None: self.raw):
        yield


@contextlib.contextmanager
def all_exceptions(_assignment: Assignment) -> Iterator[None]:
    """Without it exceptions that end a program are not those of a call."""
    told = Session._raised

    def told_or_not(session: Session, error: BaseException) -> dict[str, Any]:
        if not isinstance(error, Exception):
            raise error
        return told(session, error)

    with mock.patch.object(Session, "_raised", told_or_not):
        yield


@contextlib.contextmanager
def in_memory(_assignment: Assignment) -> Iterator[None]:
    """Without it an archive is unpacked to a folder, as everybody does."""

    def unpack(_name: str, data: bytes) -> Found:
        with tempfile.TemporaryDirectory(prefix="unpacked-") as folder:
            trusting = staticmethod(lambda member, _path: member)
            with (
                mock.patch.object(tarfile.TarFile, "extraction_filter", trusting, create=True),
                tarfile.open(fileobj=io.BytesIO(data)) as archive,
            ):
                for member in archive:
                    with contextlib.suppress(OSError):
                        archive.extract(member, folder)
            return read_folder(Path(folder))

    with mock.patch.object(locate, "read_archive", unpack):
        yield


@contextlib.contextmanager
def links_left_alone(_assignment: Assignment) -> Iterator[None]:
    """Without it links are followed."""
    with mock.patch.object(Path, "is_symlink", return_value=False):
        yield


@contextlib.contextmanager
def archive_limits(_assignment: Assignment) -> Iterator[None]:
    """Without them an archive may be as large as it likes, in every way."""
    names = ("FILE", "TOTAL", "RATIO", "ENTRIES", "FILES", "TAR_HEADER", "TAR_HEADERS", "ARCHIVE")
    with mock.patch.multiple(limits, **dict.fromkeys(names, 1 << 30)):
        yield


@contextlib.contextmanager
def guarded_archives(_assignment: Assignment) -> Iterator[None]:
    """Without it a member that cannot be read costs the whole archive."""

    def trusting(_self: Collector, name: str, read: Read) -> bytes:
        return read(size_limit(name))

    with mock.patch.object(Collector, "_read", trusting):
        yield


@contextlib.contextmanager
def syntax_limits(_assignment: Assignment) -> Iterator[None]:
    """Without them a text is parsed whatever it costs."""
    names = ("LINES", "STATEMENTS", "CELLS", "NODES", "TREE_DEPTH", "BRACKETS", "DOTS")
    with mock.patch.multiple(limits, **dict.fromkeys(names, 1 << 40)):
        yield


@contextlib.contextmanager
def guarded_json(_assignment: Assignment) -> Iterator[None]:
    """Without it a notebook is read as JSON by whoever opens it."""
    with mock.patch.object(notebook, "_load", json.loads):
        yield


@contextlib.contextmanager
def trusted_encodings(_assignment: Assignment) -> Iterator[None]:
    """Without it a file is read in any encoding that it names."""
    with mock.patch.object(decode, "TRUSTED", re.compile(".*")):
        yield


@contextlib.contextmanager
def plain_yaml(_assignment: Assignment) -> Iterator[None]:
    """Without it YAML is read with all that it can say."""

    def parse(text: str, name: str, _resolve: object) -> tuple[document.Document, list[object]]:
        return document.Document(name, yaml.unsafe_load(text)), []

    with mock.patch.object(document, "parse", parse):
        yield


@contextlib.contextmanager
def shallow_yaml(_assignment: Assignment) -> Iterator[None]:
    """Without it YAML may be nested as deeply as it likes."""
    with mock.patch.object(document, "DEPTH_LIMIT", 1 << 40):
        yield


@contextlib.contextmanager
def escaped_html(_assignment: Assignment) -> Iterator[None]:
    """Without it text goes into a page as it is."""
    with mock.patch.object(markup.Html, "text", lambda _self, text: text):
        yield


@contextlib.contextmanager
def visible_text(_assignment: Assignment) -> Iterator[None]:
    """Without it characters are shown that have no shape and reorder or delete others."""

    def as_it_is(text: str, keep: str = "") -> str:  # noqa: ARG001 (as it is called)
        return text

    with mock.patch.object(phrase, "visible", as_it_is), mock.patch.object(page, "visible", as_it_is):
        yield


@contextlib.contextmanager
def clean_names(_assignment: Assignment) -> Iterator[None]:
    """Without it a file's name goes into a note as it is."""
    nothing = re.compile(r"(?!)")
    with mock.patch.object(notes, "UNSAFE", nothing), mock.patch.object(locate, "UNSAFE", nothing):
        yield


@contextlib.contextmanager
def lines_of_a_file(_assignment: Assignment) -> Iterator[None]:
    """Without it a line may have any number."""
    with mock.patch.object(privacy, "LAST_LINE", 1 << 40):
        yield


@contextlib.contextmanager
def small_shapes(_assignment: Assignment) -> Iterator[None]:
    """Without it a shape is shown whatever its axes are."""
    with mock.patch.multiple(privacy, LARGEST_AXIS=1 << 40, MOST_AXES=1 << 40):
        yield


@contextlib.contextmanager
def normalised_source(_assignment: Assignment | None = None) -> Iterator[None]:
    """Without it the private inputs follow from the text as it was handed in."""

    def of_layout(modules: Iterable[tuple[str, Iterable[ast.stmt]]]) -> str:
        laid_out = [ast.dump(node, include_attributes=True) for _, nodes in modules for node in nodes]
        return hashlib.sha256("".join(laid_out).encode()).hexdigest()

    with mock.patch.object(reading, "fingerprint", of_layout):
        yield


@contextlib.contextmanager
def fresh_copies(_assignment: Assignment) -> Iterator[None]:
    """Without it a test compares with the arguments that the student's function had."""
    with mock.patch.object(contract, "copied", lambda argument: argument):
        yield


@contextlib.contextmanager
def alive_cells(_assignment: Assignment) -> Iterator[None]:
    """Without it errors are carried forward from functions that are none."""
    with (
        mock.patch.multiple(Cross, expect_said=mock.DEFAULT, expect_dependence=mock.DEFAULT),
        mock.patch.object(Cross, "is_linear", return_value=False),
    ):
        yield


@contextlib.contextmanager
def questions_in_place(_assignment: Assignment) -> Iterator[None]:
    """Without it a function is alive when it is so somewhere else, asked after the questions that count."""

    def expect_dependence(self: Cross, *inputs: str, **_: bool) -> None:
        call = drawn(self.calls[0], self.rng)
        checks.expect_dependence(call, self.result, *inputs, rng=self.rng)

    def is_linear(self: Cross, name: str) -> bool:
        call = drawn(self.calls[0], self.rng)
        at, step = call.argument(name), self.rng.uniform(1, 2, call.argument(name).shape)
        above, middle, below = (
            getattr(call.run(**{name: value}), self.result).array for value in (at + step, at, at - step)
        )
        return checks.close(above + below, 2 * middle, within=cross.ALIVE)

    with (
        mock.patch.object(Cross, "expect_said"),
        mock.patch.multiple(Cross, expect_dependence=expect_dependence, is_linear=is_linear),
    ):
        yield


def drawn(call: checks.Call, rng: Any) -> checks.Call:
    """Return a call with other arguments, of sizes of their own; one that takes a cache stays as it is."""
    try:
        return checks.Call(call.function, call.function.draw(rng, m=2, T_x=3, n_x=3, n_a=5, n_y=4))
    except GraderError:
        return call


@contextlib.contextmanager
def alive_by_far(_assignment: Assignment) -> Iterator[None]:
    """Without it a cell is alive when it changes by more than an answer may be off."""
    with mock.patch.multiple(cross, ALIVE=checks.VALUES, MOVED=checks.VALUES):
        yield


@contextlib.contextmanager
def own_workers(_assignment: Assignment) -> Iterator[None]:
    """Without it the own functions are asked in the worker that ran the call which is judged."""

    def same(self: Bench, _check: str) -> contract.Student:
        assert self.raw
        return contract.Student(self.raw, self.assignment.functions)

    with mock.patch.object(Bench, "start_other", same):
        yield


@contextlib.contextmanager
def repeated_calls(_assignment: Assignment) -> Iterator[None]:
    """Without it no check calls a function again after others."""
    with mock.patch.object(checks, "expect_repeatable"):
        yield


@contextlib.contextmanager
def text_caps(_assignment: Assignment) -> Iterator[None]:
    """Without it texts of exceptions come into reports as long as they are."""

    def whole(message: Any, key: str, _limit: int = 0) -> str:
        return str(message[key])

    with mock.patch.object(reply, "text", whole), mock.patch.object(reply, "MAX_FRAMES", 1 << 40):
        yield


def output_cap(assignment: Assignment) -> contextlib.AbstractContextManager[Assignment]:
    """Without it a submission may print as much as it likes."""
    return contextlib.nullcontext(replace(assignment, limits=replace(assignment.limits, stdout=1 << 40)))


@contextlib.contextmanager
def memory_watch(_assignment: Assignment) -> Iterator[None]:
    """Without it nobody looks how much memory a worker has."""
    with mock.patch.object(watch.Meter, "resident", 0.0):
        yield


@contextlib.contextmanager
def bounded_questions(_assignment: Assignment) -> Iterator[None]:
    """Without it a worker may call a test's function on as much as it likes."""
    with mock.patch.object(proxy, "MAX_QUESTION", 1 << 40):
        yield


@contextlib.contextmanager
def kept_objects(_assignment: Assignment) -> Iterator[None]:
    """Without it what must stay in the worker may come as data, and go back."""
    with mock.patch.object(proxy, "check_kept"):
        yield


@contextlib.contextmanager
def several_examples(_assignment: Assignment) -> Iterator[None]:
    """Without them what is drawn for a check is one example."""
    draw = contract.Function.draw

    def of_one(self: contract.Function, rng: Any, **sizes: int) -> Any:
        return draw(self, rng, **{symbol: 1 if symbol == "m" else size for symbol, size in sizes.items()})

    with mock.patch.object(contract.Function, "draw", of_one):
        yield


DEFENCES: dict[str, Defence] = {
    "separate_process": separate_process,
    "fresh_worker": fresh_worker,
    "deadlines": deadlines,
    "secret_seed": secret_seed,
    "clean_environment": clean_environment,
    "clean_start": clean_start,
    "closed_descriptors": closed_descriptors,
    "hidden_grader": hidden_grader,
    "fixed_pytest": fixed_pytest,
    "private_view": private_view,
    "bounded_lists": bounded_lists,
    "no_verdicts": no_verdicts,
    "alive_workers": alive_workers,
    "workers_end": workers_end,
    "frame_caps": frame_caps,
    "checked_replies": checked_replies,
    "text_caps": text_caps,
    "bounded_questions": bounded_questions,
    "kept_objects": kept_objects,
    "output_cap": output_cap,
    "memory_watch": memory_watch,
    "values_copied": values_copied,
    "ladder": ladder,
    "all_exceptions": all_exceptions,
    "in_memory": in_memory,
    "links_left_alone": links_left_alone,
    "archive_limits": archive_limits,
    "guarded_archives": guarded_archives,
    "syntax_limits": syntax_limits,
    "guarded_json": guarded_json,
    "trusted_encodings": trusted_encodings,
    "plain_yaml": plain_yaml,
    "shallow_yaml": shallow_yaml,
    "escaped_html": escaped_html,
    "visible_text": visible_text,
    "clean_names": clean_names,
    "lines_of_a_file": lines_of_a_file,
    "small_shapes": small_shapes,
    "normalised_source": normalised_source,
    "fresh_copies": fresh_copies,
    "alive_cells": alive_cells,
    "alive_by_far": alive_by_far,
    "questions_in_place": questions_in_place,
    "own_workers": own_workers,
    "repeated_calls": repeated_calls,
    "several_examples": several_examples,
}
OF_THE_ZYGOTE = frozenset({"clean_environment", "clean_start", "closed_descriptors"})
"""Those that concern how the workers' own interpreter is started; without them it is started anew."""
