"""What stands in `sys.modules` for the student's module while a test runs."""

from difflib import get_close_matches
from types import ModuleType
from typing import Any, NoReturn

from autograder.adopting.errors import FAULT
from autograder.adopting.student import OwnStudent
from autograder.adopting.thing import Thing, is_special


class StudentModule(ModuleType):
    """A module whose attributes are those of the student's, each asked for when it is read."""

    def __init__(self, student: OwnStudent, thing: Thing | None) -> None:
        """Stand for the module that is `thing` in the worker; None: nothing was handed in."""
        super().__init__(student.module)
        vars(self).update(_autograder_student=student, _autograder_thing=thing)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        """Read a name of the student's module; `__all__` are those that `import *` takes."""
        thing, student = vars(self)["_autograder_thing"], vars(self)["_autograder_student"]
        if name == "__all__" and thing is not None:
            return [one for one in student.do("dir", thing) if not one.startswith("_")]
        if thing is None or name.startswith("__"):
            raise AttributeError(name)
        try:
            return getattr(thing, name)
        except AttributeError as error:
            setattr(error, FAULT, student.missing(name, ""))
            raise

    def __setattr__(self, name: str, value: object) -> None:
        if name.startswith("__"):  # what importing a module sets
            super().__setattr__(name, value)
        else:
            vars(self)["_autograder_student"].refuse("patch")

    def __delattr__(self, _name: str) -> None:
        vars(self)["_autograder_student"].refuse("patch")


class Missing:
    """A name that the suite imports and the submission does not have: whoever uses it learns that.

    So one missing function costs the tests that use it and no others.
    """

    def __init__(self, student: OwnStudent, name: str, similar: str) -> None:
        vars(self).update(_autograder_student=student, _autograder_names=(name, similar))

    def _use(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise vars(self)["_autograder_student"].lacking(*vars(self)["_autograder_names"])

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        """Fail, but for what Python itself looks for."""
        if is_special(name):
            raise AttributeError(name)
        return self._use()

    __call__ = __iter__ = __len__ = __getitem__ = __bool__ = __eq__ = __add__ = __radd__ = _use
    __mro_entries__ = __instancecheck__ = __subclasscheck__ = __float__ = __hash__ = _use


def stand_ins(student: OwnStudent) -> dict[str, ModuleType | Missing]:
    """Return what stands in `sys.modules`: the module, and the names it should have and has not.

    `from module import name` falls back on `sys.modules["module.name"]`, while `hasattr` does not.
    """
    thing = student.open()
    adopted = student.assignment.adopted
    expected = (*student.assignment.functions, *(adopted.names if adopted else ()))
    there = [str(name) for name in student.do("dir", thing)] if thing is not None else []
    found: dict[str, ModuleType | Missing] = {student.module: StudentModule(student, thing)}
    return found | {
        f"{student.module}.{name}": Missing(student, name, "".join(get_close_matches(name, there, n=1)))
        for name in expected
        if name not in there
    }
