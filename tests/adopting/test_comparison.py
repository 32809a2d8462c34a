from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from autograder.adopting import comparison
from autograder.adopting.attempt import Attempt
from autograder.adopting.outline import outline
from autograder.adopting.result import Ending, Result
from autograder.adopting.suite import Style, Test
from autograder.errors import GraderError

PASSED = Attempt(Result(Ending.PASSED), None, "", None, asked=True, refused=(), operators=())


def test_a_worker_that_we_lost_says_nothing_about_a_test(monkeypatch):
    test = Test("test_it.py", "TestIt.test_it", Style.UNITTEST)
    student = SimpleNamespace(transport=SimpleNamespace(close=lambda: None))
    lost = replace(PASSED, gone=GraderError("killed"))
    monkeypatch.setattr(comparison, "attempt", lambda *_: lost)
    with pytest.raises(GraderError, match="killed"):
        comparison.compare(Path(), {test: outline(Result(Ending.PASSED))}, lambda: student)
