"""Run tests of unittest and keep what each gave, skipped ones and failing subtests among them."""

import unittest
from collections.abc import Callable, Iterator
from types import ModuleType, TracebackType
from typing import Any
from unittest.util import strclass

from autograder.adopting.result import Ending, Errors, Result, result

Raised = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]


def cases(module: ModuleType) -> Iterator[unittest.TestCase]:
    """Yield the tests of a module, as the library's loader finds them."""
    yield from _flat(unittest.TestLoader().loadTestsFromModule(module))


def _flat(suite: unittest.TestSuite) -> Iterator[unittest.TestCase]:
    for one in suite:
        if isinstance(one, unittest.TestSuite):
            yield from _flat(one)
        else:
            yield one


def name_of(case: unittest.TestCase) -> str:
    """Return the class and the method of a test."""
    return f"{type(case).__qualname__}.{_method_name(case)}"


def _method_name(case: unittest.TestCase) -> str:
    return str(case._testMethodName)  # noqa: SLF001 (as the library itself asks)


def run(chosen: list[unittest.TestCase]) -> dict[str, Result]:
    """Run tests with what their classes and modules set up; every one has a result, by its name."""
    results = _Results()
    unittest.TestSuite(chosen).run(results)
    return {name_of(case): results.of(case) for case in chosen}


def _place(holder: unittest.TestCase) -> str:
    """Return the class or the module whose `setUpClass (module.Class)` did not work."""
    return holder.id().partition("(")[2].rstrip(")")


class _Results(unittest.TestResult):
    """Keeps the endings of tests, and apart what setting up their classes gave."""

    def __init__(self) -> None:
        super().__init__()
        self.endings: dict[str, Ending] = {}
        self.raised: dict[str, Errors] = {}
        self.reasons: dict[str, str] = {}
        self.around: dict[str, Errors] = {}

    def of(self, case: unittest.TestCase) -> Result:
        """Return the result of a test; one that never began suffers from what was to be set up."""
        function: Callable[..., Any] = getattr(case, _method_name(case))
        title = case.shortDescription() or _method_name(case)
        if case.id() not in self.endings:
            return self._of_surroundings(case, function, title)
        errors, reason = self.raised.get(case.id(), ()), self.reasons.get(case.id(), "")
        return result(self.endings[case.id()], function, title, errors=errors, reason=reason)

    def _of_surroundings(self, case: unittest.TestCase, function: Callable[..., Any], title: str) -> Result:
        """Return the result of a test from that of its class or module."""
        for place in (strclass(type(case)), type(case).__module__):
            if place in self.reasons:
                return result(Ending.SKIPPED, function, title, reason=self.reasons[place])
            if place in self.around:
                return result(Ending.ERRORED, function, title, errors=self.around[place])
        return result(Ending.ERRORED, function, title)

    def addSuccess(self, test: unittest.TestCase) -> None:  # noqa: N802 (the library's names)
        """Keep a success."""
        self.endings.setdefault(test.id(), Ending.PASSED)

    def addFailure(self, test: unittest.TestCase, err: Raised) -> None:  # noqa: N802
        """Keep a failed assertion."""
        self._end(test, Ending.FAILED, err)

    def addError(self, test: unittest.TestCase, err: Raised) -> None:  # noqa: N802
        """Keep an exception of a test, or of what sets up a class."""
        if isinstance(test, unittest.TestCase):
            self._end(test, Ending.ERRORED, err)
        elif err[1] is not None:
            self.around[_place(test)] = (("", err[1]),)

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:  # noqa: N802
        """Keep that a test, or the setting up of its class, skipped."""
        if isinstance(test, unittest.TestCase):
            self.endings[test.id()] = Ending.SKIPPED
            self.reasons[test.id()] = reason
        else:
            self.reasons[_place(test)] = reason

    def addExpectedFailure(self, test: unittest.TestCase, _err: Raised) -> None:  # noqa: N802
        """Keep a failure that the suite expects, as a success."""
        self.endings[test.id()] = Ending.PASSED

    def addUnexpectedSuccess(self, test: unittest.TestCase) -> None:  # noqa: N802
        """Keep a success where the suite expects a failure, as a failure."""
        self.endings[test.id()] = Ending.FAILED

    def addSubTest(  # noqa: N802
        self, test: unittest.TestCase, subtest: unittest.TestCase, err: Raised | None
    ) -> None:
        """Keep a subtest that fails as a failure of the test."""
        if err is not None and err[1] is not None:
            failed = isinstance(err[1], test.failureException)
            label = subtest._subDescription()  # type: ignore[attr-defined]  # noqa: SLF001 (said nowhere else)
            self._end(test, Ending.FAILED if failed else Ending.ERRORED, err, label)

    def _end(self, test: unittest.TestCase, ending: Ending, err: Raised, label: str = "") -> None:
        self.endings[test.id()] = ending
        if err[1] is not None:
            self.raised[test.id()] = (*self.raised.get(test.id(), ()), (label, err[1]))
