"""The rule on top-level code: what runs and what does not."""

import ast
from collections.abc import Callable

import pytest

from autograder.intake.keep import split
from autograder.intake.statement import Statement, statements
from autograder.model.submission import Submission


def cut(text: str) -> list[Statement]:
    return list(statements(ast.parse(text), text, 1))


def kept(text: str) -> list[str]:
    return [statement.source for statement in split(cut(text)).kept]


USER = "def f(): return cfg"


@pytest.mark.parametrize(
    "statement",
    [
        "cfg = {}",
        "cfg, other = {}, 1",
        "[cfg, *rest] = 1, 2",
        "cfg: dict = {}",
        "cfg += 1",
        "cfg['a'] = 1",
        "cfg['a']['b'] += 1",
        "cfg.a = 1",
        "cfg[0].a[1] = 1",
        "cfg.update(a=1)",
        "cfg.layers.append(1)",
        "del cfg['a']",
        "del cfg",
        "for cfg in range(3): pass",
        "for i in range(3): cfg[i] = i",
        "for i in range(3):\n    if i:\n        cfg.append(i)",
        "if True: cfg = 1",
        "while False: cfg = 1",
        "with open('x') as cfg: pass",
        "try:\n    cfg = 1\nexcept ValueError:\n    cfg = 2",
        "if (cfg := 1): pass",
        "if True:\n    def cfg(): pass",
        "match 1:\n    case cfg: pass",
        "cfg = lambda: 1",
    ],
)
def test_what_binds_or_changes_a_name_that_a_definition_reads_runs(statement: str) -> None:
    assert kept(f"{statement}\n{USER}") == [statement, USER]


@pytest.mark.parametrize(
    "statement",
    [
        "print(cfg)",
        "print(cfg.get('a'))",
        "x = cfg",
        "f()",
        "assert f()",
        "unused = f()",
        "for i in range(1000): f()",
        "display(cfg)",
        "get_ipython().run_line_magic('x', 'y')",
        "if __name__ == '__main__':\n    cfg = 1",
        "if '__main__' == __name__:\n    cfg.update(a=1)",
        "'''A docstring.'''",
        "[cfg for cfg in range(3)]",
        "lambda: cfg.update(a=1)",
    ],
)
def test_what_only_uses_a_name_does_not_run(statement: str) -> None:
    assert kept(f"{statement}\n{USER}") == [USER]


@pytest.mark.parametrize(
    "statement",
    [
        "import a",
        "from a import b",
        "from a import *",
        "try:\n    import a\nexcept ImportError:\n    a = None",
    ],
)
def test_imports_run_whether_read_or_not(statement: str) -> None:
    assert kept(statement) == [statement]


def test_what_kept_statements_read_is_kept_in_turn() -> None:
    text = "a = 1\nb = a + 1\nc = helper(b)\nunused = b\ndef helper(x): return x\ndef f(y=c): return y"
    assert kept(text) == [line for line in text.split("\n") if not line.startswith("unused")]


def test_a_chain_of_thousands_is_followed_at_once() -> None:
    text = "a0 = 1\n" + "".join(f"a{i} = a{i - 1}\n" for i in range(1, 3000)) + "def f(): return a2999\n"
    assert len(kept(text)) == 3001


def test_a_method_of_a_module_does_not_run_but_a_store_into_it_does() -> None:
    run = ["import numpy as np", "np.float = float", "def f(): return np.float"]
    text = "\n".join([run[0], "np.random.seed(0)", "np.testing.assert_allclose(1, 1)", *run[1:]])
    assert kept(text) == run


def test_a_store_into_a_module_that_is_not_there_does_not_run() -> None:
    text = "import plt\nplt.rc['a'] = 1\ndef f(): plt.show()"
    assert [s.source for s in split(cut(text), (), ("plt",)).kept] == ["import plt", "def f(): plt.show()"]


def test_a_wanted_name_is_kept_although_nothing_reads_it() -> None:
    assert [s.source for s in split(cut("softmax = make()\nx = 1"), ("softmax",)).kept] == [
        "softmax = make()"
    ]


def test_the_order_of_the_file_is_kept() -> None:
    text = "x = 1\ndef f(): return x\nx = 2\nx += 1"
    assert kept(text) == text.split("\n")


def test_code_that_does_not_run_is_noted_with_first_line_and_count(
    grade_text: Callable[[str], Submission], facts: Callable[[Submission], object]
) -> None:
    text = "'''Doc.'''\ndef softmax(z): return z\n\nprint(1)\npass\nx = softmax(2)\nassert x\n"
    assert facts(grade_text(text)) == [("code_not_run", {"line": 4, "file": "rnn.py", "count": 3})]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a = 1; b = 2; print(a)", ["a = 1", "b = 2", "print(a)"]),
        ("é = 'ä'; b = 2", ["é = 'ä'", "b = 2"]),
        ("@a\n@b(\n1)\ndef f():\n  pass  # end\n", ["@a\n@b(\n1)\ndef f():\n  pass"]),
        ("x = '''a\n  b'''; y = 1", ["x = '''a\n  b'''", "y = 1"]),
        ("if 1:\n    x = 1; y = 2\n", ["if 1:\n    x = 1; y = 2"]),
    ],
)
def test_a_statement_is_cut_exactly(text: str, pieces: list[str]) -> None:
    assert [statement.source for statement in cut(text)] == pieces
