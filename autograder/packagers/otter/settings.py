"""What the plugin is told in otter_config.json, and that file."""

import json
from collections.abc import Mapping
from dataclasses import asdict

from autograder.errors import UsageError
from autograder.model.assignment import Assignment, Visibility
from autograder.packagers.grading import Settings, settings

PLUGIN = "autograder.packagers.otter.plugin.SandboxPlugin"
FOLDER = "autograder_pack"
"""The folder below files/ that holds what grades: Otter's image takes nothing else along."""
LANGUAGES = ("en", "ar", "both")


def read(config: Mapping[str, object]) -> Settings:
    """Return the settings that otter_config.json gives to the plugin.

    Raises:
        UsageError: they are not ours.
    """
    match config:
        case {
            "assignment": str(assignment),
            "language": str(language),
            "seconds": float() | int() as seconds,
        }:
            if language in LANGUAGES:
                return Settings(assignment, language, float(seconds))
    message = (
        f"otter_config.json: {PLUGIN} needs `assignment`, `seconds` and `language` ({', '.join(LANGUAGES)})"
    )
    raise UsageError(message)


def otter_config(assignment: Assignment) -> bytes:
    """Write otter_config.json: no student code runs in Otter's kernel, so that nothing has to be seeded.

    Otter knows one visibility for all tests. Where some are hidden, it lists what the others say in a
    test of its own, which is always shown.
    """
    kept_back = {check.visibility for check in assignment.checks} - {Visibility.VISIBLE}
    config = {
        "plugins": [{PLUGIN: asdict(settings(assignment))}],
        "points_possible": float(assignment.points),
        "show_all_public": True,
        "show_hidden": Visibility.HIDDEN not in kept_back,
        "force_public_test_summary": bool(kept_back),
        "show_stdout": False,
        "pdf": False,
    }
    return (json.dumps(config, indent=1) + "\n").encode()
