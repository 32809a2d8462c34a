"""What students read in each tool about the same mistakes."""

from collections.abc import Sequence
from html import escape

from benchmarks.side_by_side.tools import Ours, Tool

MISTAKES = {
    "wrong_formula": ("A wrong formula", "a1.backward.dx"),
    "wrong_shape": ("A wrong shape", "a1.forward.states"),
    "exception": ("An exception", "a1.cell_backward.dx_t"),
    "hanging": ("An endless loop", "a1.backward.dx"),
}
NOTHING = "(nothing: the tool left no result)"
WIDTH, HEAD, TAIL = 110, 9, 30


def markdown(tools: Sequence[Tool]) -> str:
    """Return all texts, a section for each mistake, and ours of the first once more in Arabic."""
    return "\n".join([*(section(tools, submission) for submission in MISTAKES), arabic(tools)])


def section(tools: Sequence[Tool], submission: str) -> str:
    """Return what every tool says of one mistake."""
    title, check = MISTAKES[submission]
    return f"### {title}\n\n" + "".join(block(tool.name, tool.shown(submission, check)) for tool in tools)


def arabic(tools: Sequence[Tool]) -> str:
    """Return what we say of the first mistake in Arabic, from right to left."""
    submission, (title, check) = next(iter(MISTAKES.items()))
    (text,) = (tool.shown(submission, check, "ar") for tool in tools if isinstance(tool, Ours))
    return f'### {title}, in Arabic\n\n`{Ours.name}`\n\n<pre dir="rtl">\n{escape(text)}\n</pre>\n'


def block(name: str, text: str) -> str:
    """Return a text under the name of its tool."""
    return f"`{name}`\n\n```text\n{shortened(text) or NOTHING}\n```\n\n"


def shortened(text: str) -> str:
    """Cut long lines, and the middle out of long texts, and say so."""
    lines = [cut(line.rstrip()) for line in text.strip("\n").splitlines()]
    left_out = len(lines) - HEAD - TAIL
    if left_out > 1:
        lines[HEAD:-TAIL] = [f"[... {left_out} lines ...]"]
    return "\n".join(lines)


def cut(line: str) -> str:
    """Cut a long line and say so."""
    return line if len(line) <= WIDTH else f"{line[:WIDTH]} [...]"
