"""The stylesheet's colours can be read by everybody: contrast of at least 4.5 (WCAG 2.1, level AA)."""

import re

import pytest

from autograder.reports.environment import environment

CSS = environment().get_template("report.css.j2").make_module({"whole": True})
LIGHT, DARK = (dict(re.findall(r"--(\w+): (#\w{6})", palette)) for palette in (CSS.light(), CSS.dark()))
TEXTS = ("ink", "soft", "link", "good", "part", "bad", "open", "wait")


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("background", ["page", "card"])
@pytest.mark.parametrize("text", TEXTS)
def test_text_stands_out_from_its_background(palette: dict[str, str], background: str, text: str) -> None:
    dark, light = sorted((luminance(palette[text]), luminance(palette[background])))
    assert (light + 0.05) / (dark + 0.05) >= 4.5
