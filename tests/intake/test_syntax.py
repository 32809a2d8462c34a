"""Parsing what wants to crash the parser."""

import ast
import time
import warnings
from collections.abc import Callable

import pytest

from autograder.intake import limits
from autograder.intake.syntax import Fault, Globals, TooComplex, global_names, parse
from autograder.model.submission import Submission

CHAINS: dict[str, Callable[[int], str]] = {
    "sum": lambda n: "x = " + "1+" * n + "1",
    "minus": lambda n: "x = " + "-" * n + "1",
    "not": lambda n: "x = " + "not " * n + "1",
    "attributes": lambda n: "x = a" + ".b" * n,
    "calls": lambda n: "x = a" + "()" * n,
    "brackets": lambda n: "x = " + "[" * n + "]" * n,
    "open": lambda n: "x = " + "(" * n,
    "with": lambda n: "with " + "(" * n + "x" + ")" * n + ": pass",
    "lambda": lambda n: "x = " + "lambda:" * n + "1",
    "ternary": lambda n: "x = " + "1 if 1 else " * n + "1",
    "elif": lambda n: "if x: pass\n" + "elif x: pass\n" * n,
    "power": lambda n: "x = " + "1**" * n + "1",
    "digits": lambda n: "x = " + "9" * n,
    "dotted import": lambda n: "import a" + ".a" * n,
    "dotted import on many lines": lambda n: "import a" + "\\\n.\\\na" * n,
    "f-strings": lambda n: "x = " + "f'{" * n + "1" + "}'" * n,
}


@pytest.mark.parametrize("size", [5_000, 90_000])
@pytest.mark.parametrize("chain", CHAINS.values(), ids=CHAINS)
def test_an_endless_chain_is_an_answer_and_takes_no_time(chain: Callable[[int], str], size: int) -> None:
    began = time.process_time()
    assert not isinstance(parse(chain(size)), ast.Module)
    assert time.process_time() - began < 3


@pytest.mark.parametrize("chain", [c for name, c in CHAINS.items() if name not in ("open", "f-strings")])
def test_a_chain_of_twenty_is_ordinary_code(chain: Callable[[int], str]) -> None:
    assert isinstance(parse(chain(20)), ast.Module)


@pytest.mark.parametrize(
    "text",
    [
        "x = 1\n" * (limits.LINES + 1),
        "x = 1;" * (limits.STATEMENTS + 1),
        "x = [" + "1," * limits.NODES + "1]",
        "x = [" + "[]," * (limits.NODES // 2) + "]",
        "#" * (limits.FILE + 1),
    ],
    ids=["lines", "statements", "words", "nodes", "characters"],
)
def test_more_code_than_anybody_writes_is_too_complex(text: str) -> None:
    assert parse(text) == TooComplex()


def test_deep_indentation_is_an_answer() -> None:
    deep = "\n".join(" " * i + "if x:" for i in range(3000)) + "\n" + " " * 3000 + "pass"
    assert not isinstance(parse(deep), ast.Module)


def test_one_chain_does_not_cost_the_other_definitions(grade_text: Callable[[str], Submission]) -> None:
    text = (
        "def softmax(z):\n    return z\nBIG = " + "1+" * 90_000 + "1\ndef rnn_forward(x):\n    return BIG\n"
    )
    submission = grade_text(text)
    assert [c.binds for c in submission.modules[0].chunks] == [("softmax",), ("rnn_forward",)]
    assert [note.code for note in submission.notes] == ["code_too_complex"]
    assert [f.code for f in submission.problems["rnn_forward"]] == ["code_too_complex"]


def test_a_huge_number_in_hexadecimal_has_a_hash(grade_text: Callable[[str], Submission]) -> None:
    submission = grade_text("def softmax(z):\n    return 0x" + "f" * 50_000 + "\n")
    assert len(submission.modules[0].chunks) == 1


def _names(source: str) -> Globals:
    return global_names(ast.parse(source).body[0], source)


def test_a_fault_names_line_and_reason() -> None:
    assert parse("x = 1\ny = = 2\n") == Fault(2, "invalid syntax")


def test_wrong_indentation_is_told_apart() -> None:
    fault = parse("if x:\n    y\n\tz\n")
    assert isinstance(fault, Fault)
    assert fault.indentation


def test_a_warning_of_the_parser_is_no_fault() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert isinstance(parse("x = '\\d'\ny = 1 if 1is 1 else 2\n"), ast.Module)
        assert global_names(ast.Pass(), "x = '\\d' + y\n").read == {"y"}


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("def f(a, b=B):\n    return a + c", {"B", "c"}),
        ("@deco\ndef f(): pass", {"deco"}),
        ("def f():\n    x = 1\n    def g():\n        return x + y\n    return g", {"y"}),
        ("class A(Base):\n    z = w\n    def m(self): return z", {"Base", "w", "z"}),
        ("W = [i * k for i in items]", {"k", "items"}),
        ("def f(a=[i for i in x]): return [j for j in y]", {"x", "y"}),
        ("W = [[i for i in row if (n := i)] for row in rows]", {"rows"}),
        ("def f(a=[i for i in x]): return i", {"x", "i"}),
        ("f = lambda a: a + b", {"b"}),
        ("return x", {"x"}),
        ("def f(a, a): return x", set()),
    ],
)
def test_the_global_names_that_a_statement_reads(source: str, read: set[str]) -> None:
    assert _names(source).read == read


def test_the_global_names_that_functions_assign() -> None:
    assert _names("def f():\n    global n\n    n = 1\n    m = 2").written == {"n"}
