"""The worker's side of suites for plain Python: what becomes of operations on objects."""

from typing import Any

import pytest

from autograder.worker import parcels, wire
from autograder.worker.objects import OPERATIONS, ObjectSession

SOURCE = """\
class Broken(ValueError):
    def __init__(self, missing):
        super().__init__(f"missing {missing}")
        self.missing = missing

class Box(list):
    def add(self, item, into=None):
        self.append(item)
        if into is not None:
            into.append(item)
        return self

    def fail(self):
        raise Broken(3)

def itself(x):
    return x

def endless():
    value = []
    value.append(value)
    return value
"""


class Held:
    """An object that stays in the session, by its reference."""

    def __init__(self, reference: wire.Reference) -> None:
        self.reference = reference

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Held) and self.reference == other.reference

    def __hash__(self) -> int:
        return hash(self.reference)


class Client:
    """Talks to a session as a grader does."""

    def __init__(self) -> None:
        self.session = ObjectSession(bytes)
        modules = [{"name": "box", "file": "box.py", "chunks": [(1, SOURCE, [])]}]
        self.ask({"kind": "load", "modules": modules, "imports": [], "stdout": 100})
        self.module = self.ask({"kind": "open", "module": "box"})["value"]

    def ask(self, message: dict[str, Any]) -> Any:
        frame = wire.encode(message, lambda value: value.reference)  # type: ignore[attr-defined]
        return parcels.unpack(wire.decode(self.session.respond(frame), Held))

    def do(self, what: str, *args: object) -> Any:
        return self.ask({"kind": "do", "what": what, "args": args, "kwargs": {}})

    def get(self, name: str) -> Any:
        return self.do("getattr", self.module, name)["value"]


@pytest.fixture
def client() -> Client:
    return Client()


def test_a_module_that_was_not_handed_in_is_absent(client):
    assert client.ask({"kind": "open", "module": "other"})["kind"] == "absent"


def test_an_object_of_the_student_s_class_stays_and_keeps_its_number(client):
    box = client.do("call", client.get("Box"))["value"]
    again = client.do("call", client.do("getattr", box, "add")["value"], 1)["value"]
    assert box == again
    assert client.do("len", box)["value"] == 1


def test_an_argument_that_was_written_into_is_told(client):
    box = client.do("call", client.get("Box"))["value"]
    add = client.do("getattr", box, "add")["value"]
    reply = client.do("call", add, 7, [5])
    assert reply["changed"] == [[2, [5, 7]]]


def test_an_exception_is_told_with_its_own_classes_the_next_one_and_itself(client):
    box = client.do("call", client.get("Box"))["value"]
    told = client.do("call", client.do("getattr", box, "fail")["value"])
    assert (told["kind"], told["classes"], told["base"]) == ("raised", ["Broken"], ["builtins", "ValueError"])
    assert told["args"] == ["missing 3"]
    assert client.do("getattr", told["value"], "missing")["value"] == 3


def test_an_exception_class_says_what_it_is_derived_from(client):
    reply = client.do("getattr", client.module, "Broken")
    assert (reply["classes"], reply["base"]) == (["Broken"], ["builtins", "ValueError"])
    assert client.do("getattr", client.module, "Box")["base"] == ["", ""]


def test_a_value_in_itself_cannot_be_sent(client):
    assert client.do("call", client.get("endless"))["kind"] == "unsendable"


def test_every_operation_is_one_that_python_has_a_word_for():
    assert {"call", "getattr", "eq", "iter", "next", "len"} <= set(OPERATIONS)
    assert not {"eval", "exec", "import", "open"} & set(OPERATIONS)
