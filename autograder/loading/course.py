"""A course's settings, read and checked, to be laid over its assignments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.loading import document, schema
from autograder.loading.course_rules import broken_laws, broken_settings, unknown_assignments
from autograder.loading.course_schema import CourseKeys, SettingsKeys
from autograder.loading.overlay import overlay
from autograder.loading.problem import refuse_if_any

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from autograder.loading.document import Document
    from autograder.loading.rules import Broken
    from autograder.model.assignment import Assignment


@dataclass(frozen=True)
class Course:
    """What course.yaml says, its text, to name the lines of what is wrong, and the folder it is in."""

    source: Document
    keys: CourseKeys
    home: Path

    def over(self, assignment: Assignment) -> Assignment:
        """Return an assignment as the course wants it; its settings stand under the name of its folder.

        Raises:
            AssignmentError: the settings name what the assignment does not have, or break its laws.
        """
        name = assignment.folder.name
        settings = self.keys.assignments.get(name, SettingsKeys())
        self._refuse(name, broken_settings(assignment, settings, self.home))
        changed = overlay(assignment, self.keys, settings, self.home)
        self._refuse(name, broken_laws(changed, settings))
        return changed

    def _refuse(self, name: str, broken: Broken) -> None:
        refuse_if_any(self.source.problem(("assignments", name, *key), text) for key, text in broken)


def read_course(path: Path, known: Collection[str]) -> Course:
    """Read the settings of a course with assignments in folders of these names.

    Raises:
        AssignmentError: the file is not YAML, has wrong keys or names no such assignment.
    """
    source = document.read(path, path.name)
    keys = schema.validate(source, CourseKeys)
    refuse_if_any(source.problem(key, text) for key, text in unknown_assignments(keys, known))
    return Course(source, keys, path.parent)
