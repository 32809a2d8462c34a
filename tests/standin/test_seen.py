from hypothesis import given
from hypothesis import strategies as st

from autograder.standin.seen import seen


def test_html_is_shown_as_text_and_text_as_it_is():
    page = seen({"output": "<p>a &lt; b</p><ul><li>one</li></ul>", "output_format": "html", "tests": []})
    assert page.output == "a < b\none"
    assert seen({"output": "<p>a</p>"}).output == "<p>a</p>"


def test_formats_of_all_tests_hold_where_a_test_has_none():
    tests = [{"name": "<b>x</b>", "output": "<i>y</i>"}, {"name": "<b>x</b>", "name_format": "text"}]
    first, second = seen({"test_name_format": "html", "test_output_format": "html", "tests": tests}).tests
    assert (first.name, first.output, second.name) == ("x", "y", "<b>x</b>")


def test_a_test_that_is_kept_back_hides_the_total():
    page = seen({"score": 1, "tests": [{"name": "a"}, {"name": "b", "visibility": "after_published"}]})
    assert [test.name for test in page.tests] == ["a"]
    assert [test.name for test in page.kept_back] == ["b"]
    assert not page.total


def test_the_visibility_of_the_whole_holds_for_tests_that_have_none():
    page = seen({"visibility": "hidden", "output": "o", "tests": [{}, {"visibility": "visible"}]})
    assert (len(page.tests), len(page.kept_back), page.output, page.total) == (1, 1, "", False)


def test_the_platform_makes_a_status_of_the_score():
    tests = [{"score": 1, "max_score": 1}, {"score": 0.5, "max_score": 1}, {"score": 1}, {"status": "failed"}]
    shown = seen({"tests": tests}).tests
    assert [test.status for test in shown] == ["passed", "failed", "", "failed"]
    assert [test.score for test in shown] == ["1 / 1", "0.5 / 1", "1", ""]


@given(st.text())
def test_no_html_is_too_odd_to_be_shown(markup):
    assert "\0" not in seen({"output": markup, "output_format": "html"}).output
