import pytest
from gradescope_utils.autograder_utils.decorators import partial_credit, weight
from helpers import cases
from stack import Stack, brackets, show


@pytest.fixture
def stack():
    return Stack([1, 2])


@weight(1)
def test_push_and_pop(stack):
    """The last in is the first out"""
    stack.push(3).push(4)
    assert stack.pop() == 4
    assert len(stack) == 3


@weight(1)
def test_empty_pop():
    with pytest.raises(IndexError, match="empty"):
        Stack().pop()


@pytest.mark.parametrize(("text", "closed"), cases("brackets.json"))
@weight(0.5)
def test_brackets(text, closed):
    assert brackets(text) is closed


@weight(1)
def test_show(stack, capsys):
    show(stack)
    assert capsys.readouterr().out == "2, 1\n"


class TestOperators:
    @weight(1)
    def test_sum_and_contents(self, stack):
        both = stack + Stack([5])
        assert list(both) == [5, 2, 1]
        assert 5 in both
        assert repr(both) == "Stack([1, 2, 5])"

    @partial_credit(2)
    def test_partial(self, set_score):
        set_score(len(Stack([1, 2])))


@weight(1)
def test_monkeypatched(monkeypatch):
    monkeypatch.setattr("stack.brackets", lambda _text: True)
    import stack as module

    assert module.brackets("(")
