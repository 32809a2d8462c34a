"""What grades in nbgrader refuses to guess: it raises, and nobody has a grade."""

import pytest

from autograder.errors import GraderError

pytest.importorskip("nbgrader", reason="needs nbgrader")


def test_an_assignment_without_a_pack_is_not_graded(tmp_path):
    from autograder.packagers.nbgrader.preprocessor import packed

    with pytest.raises(GraderError, match="there is no pack"):
        packed(tmp_path / "a1_rnn")


def test_a_test_cell_that_no_check_decides_is_not_graded():
    from autograder.packagers.nbgrader.preprocessor import refuse_others

    refuse_others(set())
    with pytest.raises(GraderError, match="no check decides the test cells bonus, extra"):
        refuse_others({"extra", "bonus"})
