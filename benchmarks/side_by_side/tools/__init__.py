"""The five tools, each used as its documentation says."""

from benchmarks.side_by_side.tools.gradescope_utils import GradescopeUtils
from benchmarks.side_by_side.tools.nbgrader import Nbgrader
from benchmarks.side_by_side.tools.otter import Otter
from benchmarks.side_by_side.tools.ours import Ours
from benchmarks.side_by_side.tools.pytest import Pytest
from benchmarks.side_by_side.tools.tool import Tool

__all__ = ["TOOLS", "GradescopeUtils", "Nbgrader", "Otter", "Ours", "Pytest", "Tool"]

TOOLS: tuple[type[Tool], ...] = (Ours, Pytest, GradescopeUtils, Otter, Nbgrader)
