"""Templates."""

import pytest
from jinja2 import UndefinedError

from autograder.authoring.template import fill


def test_a_template_keeps_its_last_line_end_and_leaves_no_empty_lines(tmp_path):
    path = tmp_path / "t.md.j2"
    path.write_text("a\n{% if b %}\n{{ b }}\n{% endif %}\nc\n", encoding="utf-8")
    assert fill(path, {"b": "<b>"}) == "a\n<b>\nc\n"
    assert fill(path, {"b": ""}) == "a\nc\n"


def test_a_value_that_is_not_given_is_an_error(tmp_path):
    path = tmp_path / "t.md.j2"
    path.write_text("{{ b }}", encoding="utf-8")
    with pytest.raises(UndefinedError):
        fill(path, {})
