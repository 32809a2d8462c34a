"""The finding codes and the kind of each parameter.

The kind decides who may see it: a student sees every parameter of a public check, but of a
private check only those whose kind is in `PRIVATE_KINDS` (architecture: laws).
"""

from enum import Enum


class Kind(Enum):
    """What a parameter of a finding is."""

    NAME = "a name the assignment declares: function, argument, result, key, symbol, check id"
    SHAPE = "a tuple of ints"
    DIMS = "a tuple of symbols, as declared"
    DTYPE = "a numpy dtype's name"
    COUNT = "an int that follows from shapes or limits"
    STEP = "an index along time, from 0"
    LINE = "a line of the student's file"
    FILE = "the name of a file"
    CLASS = "the name of a class"
    HINT = "the code of a known mistake"
    CHOICE = "a word from a closed list in the catalogue, choice.CODE.WORD"
    VALUE = "a number that student code or a private input produced"
    INDEX = "a position in an array"
    TEXT = "text that student code or a file produced"
    MESSAGE = "what an instructor's own test says to a student"
    PATTERN = "for each step, 1 where the answer is wrong and 0 where it is right"
    ERRORS = "for each step, the largest error of the answer"


PRIVATE_KINDS = frozenset(
    {
        Kind.NAME,
        Kind.SHAPE,
        Kind.DIMS,
        Kind.DTYPE,
        Kind.COUNT,
        Kind.STEP,
        Kind.LINE,
        Kind.HINT,
        Kind.CHOICE,
        Kind.PATTERN,
        Kind.MESSAGE,
    }
)
"""FILE and CLASS are filtered by value: declared files, built-in Python and numpy classes."""

_WHERE = {"function": Kind.NAME, "name": Kind.NAME}
_WRONG = {**_WHERE, "wrong": Kind.PATTERN, "errors": Kind.ERRORS}
"""An answer over time may say where along time it is wrong."""
_RAISED = {"error": Kind.CLASS, "line": Kind.LINE, "file": Kind.FILE, "text": Kind.TEXT}

CODES: dict[str, dict[str, Kind]] = {
    # ---- intake: about the submission as a whole, or about one function
    "file_missing": {"file": Kind.FILE},
    "file_taken_instead": {"file": Kind.FILE, "taken": Kind.FILE},
    "notebook_taken": {"file": Kind.FILE, "notebook": Kind.FILE},
    "notebook_ignored": {"file": Kind.FILE, "notebook": Kind.FILE},
    "file_is_html": {"file": Kind.FILE},
    "file_broken_notebook": {"file": Kind.FILE},
    "file_encoding": {"file": Kind.FILE, "encoding": Kind.TEXT},
    "file_ignored": {"file": Kind.FILE, "reason": Kind.CHOICE},
    "file_too_large": {"file": Kind.FILE, "limit": Kind.COUNT},
    "files_too_many": {"limit": Kind.COUNT},
    "archive_refused": {"file": Kind.FILE, "reason": Kind.CHOICE},
    "definition_broken": {"name": Kind.TEXT, "line": Kind.LINE, "file": Kind.FILE, "text": Kind.TEXT},
    "code_broken": {"line": Kind.LINE, "file": Kind.FILE, "text": Kind.TEXT},
    "code_too_complex": {"file": Kind.FILE},
    "code_not_run": {"line": Kind.LINE, "file": Kind.FILE, "count": Kind.COUNT},
    "notebook_magic": {"line": Kind.LINE, "file": Kind.FILE, "text": Kind.TEXT},
    "tabs_mixed": {"line": Kind.LINE, "file": Kind.FILE},
    "free_name": {"name": Kind.TEXT, "function": Kind.NAME, "line": Kind.LINE, "file": Kind.FILE},
    "import_not_allowed": {"module": Kind.TEXT, "line": Kind.LINE, "file": Kind.FILE},
    "forbidden_name": {"module": Kind.TEXT, "line": Kind.LINE, "file": Kind.FILE},
    "redefined": {"function": Kind.NAME, "line": Kind.LINE, "file": Kind.FILE, "kept": Kind.CHOICE},
    # ---- worker: what running the student's code gave
    "statement_failed": {"name": Kind.TEXT, **_RAISED},
    "function_missing": {"function": Kind.NAME, "similar": Kind.TEXT},
    "function_failed_to_load": {"function": Kind.NAME, **_RAISED},
    "function_not_callable": {"function": Kind.NAME, "got": Kind.CLASS},
    "not_implemented": {"function": Kind.NAME},
    "raised": {"function": Kind.NAME, **_RAISED},
    "called_from": {"trace": Kind.TEXT},
    "stub_used": {"function": Kind.NAME, "module": Kind.TEXT, "line": Kind.LINE, "file": Kind.FILE},
    "wrote_read_only": {"function": Kind.NAME, "line": Kind.LINE, "file": Kind.FILE},
    "timed_out": {"function": Kind.NAME, "limit": Kind.COUNT, "clock": Kind.CHOICE},
    "timed_out_loading": {"limit": Kind.COUNT},
    "time_used_up": {"limit": Kind.COUNT},
    "out_of_memory": {"function": Kind.NAME, "limit": Kind.COUNT},
    "recursion": {"function": Kind.NAME, "line": Kind.LINE, "file": Kind.FILE},
    "crashed": {"function": Kind.NAME, "how": Kind.CHOICE},
    "too_much_data": {"function": Kind.NAME, "limit": Kind.COUNT},
    # ---- the ladder: type, keys, shape, dtype kind, finite
    "wrong_count": {"function": Kind.NAME, "expected": Kind.COUNT, "got": Kind.COUNT, "names": Kind.DIMS},
    "wrong_type": {**_WHERE, "expected": Kind.CHOICE, "got": Kind.CLASS},
    "missing_key": {**_WHERE, "key": Kind.NAME},
    "wrong_shape": {
        **_WHERE,
        "got": Kind.SHAPE,
        "expected": Kind.SHAPE,
        "dims": Kind.DIMS,
        "how": Kind.CHOICE,
    },
    "wrong_dtype": {**_WHERE, "got": Kind.DTYPE},
    "not_finite": {**_WHERE, "what": Kind.CHOICE, "step": Kind.STEP},
    # ---- values: what kind of wrong it is
    "values_differ": {
        **_WRONG,
        "got": Kind.VALUE,
        "expected": Kind.VALUE,
        "index": Kind.INDEX,
    },
    "values_zero": {**_WRONG},
    "values_constant": {**_WRONG},
    "values_transposed": {**_WRONG},
    "values_sign": {**_WRONG},
    "values_factor": {**_WRONG, "factor": Kind.NAME},
    "values_permuted": {**_WRONG, "axis": Kind.NAME},
    "values_step_late": {**_WRONG},
    "values_step_early": {**_WRONG},
    "values_reversed": {**_WRONG},
    "values_from_step": {**_WRONG, "step": Kind.STEP},
    "values_until_step": {**_WRONG, "step": Kind.STEP},
    "values_only_step": {**_WRONG, "step": Kind.STEP},
    "values_some_examples": {**_WRONG, "count": Kind.COUNT, "of": Kind.COUNT},
    "values_last_chunk": {**_WRONG},
    "values_imprecise": {**_WRONG},
    "only_this_wrong": {**_WRONG},
    "suspect": {**_WRONG, "hint": Kind.HINT},
    "known_mistake": {**_WHERE, "hint": Kind.HINT},
    # ---- gradients
    "gradient_differs": {**_WRONG, "got": Kind.VALUE, "expected": Kind.VALUE, "index": Kind.INDEX},
    "gradient_not_of_own_forward": {**_WRONG},
    # ---- invariants
    "argument_changed": {"function": Kind.NAME, "name": Kind.NAME},
    "not_repeatable": {"function": Kind.NAME, "name": Kind.NAME},
    "edge_size": {"function": Kind.NAME, "symbol": Kind.NAME, "size": Kind.COUNT},
    "property_broken": {"function": Kind.NAME, "name": Kind.NAME, "property": Kind.CHOICE},
    # ---- a time series: what of the test part has leaked, and where to
    "scaler_saw_test": {**_WHERE},
    "windows_saw_test": {**_WHERE, "count": Kind.COUNT, "of": Kind.COUNT},
    "forecast_saw_truth": {**_WHERE, "step": Kind.STEP},
    # ---- a training: what it came to, and what is asked for
    "accuracy_too_low": {**_WHERE, "got": Kind.VALUE, "expected": Kind.VALUE},
    "forecast_not_better": {**_WHERE, "got": Kind.VALUE, "expected": Kind.VALUE},
    "check_failed": {},
    # ---- why a check earned points, or none
    "blocked": {"check": Kind.NAME},
    "training_unfinished": {"check": Kind.NAME},
    "carried_forward": {"checks": Kind.DIMS},
    "cell_not_alive": {"function": Kind.NAME, "name": Kind.NAME},
    # ---- the concept questions
    "answers_missing": {"file": Kind.FILE},
    "answers_broken": {"file": Kind.FILE, "line": Kind.LINE, "text": Kind.TEXT},
    "answer_to_no_question": {"file": Kind.FILE, "name": Kind.TEXT},
    "answer_missing": {"question": Kind.NAME},
    "answer_unreadable": {"question": Kind.NAME, "expected": Kind.CHOICE, "text": Kind.TEXT},
    "answer_suspect": {"question": Kind.NAME, "hint": Kind.HINT},
    "answer_wrong": {"question": Kind.NAME},
    # ---- suites that instructors have for Gradescope
    "assertion": {"text": Kind.MESSAGE},
    "test_stopped": {"error": Kind.CLASS, "text": Kind.MESSAGE},
    "said": {"text": Kind.MESSAGE},
    "test_skipped": {"text": Kind.MESSAGE},
    "object_not_data": {"what": Kind.CHOICE},
    # ---- about the grading
    "grader_error": {},
    "weak_sandbox": {},
    "torch_missing": {},
    "sample_secret": {},
    "id_mismatch": {"text": Kind.TEXT},
}
