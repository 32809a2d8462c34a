"""
family: HTML, Markdown, terminals
tries: prints, raises and names classes with tags, scripts and links, so that a page of the feedback runs them
stopped_by: [escaped_html]
shows: touched page
deserves: 4
"""

import numpy as np

MARKUP = "</pre></code><attack-mark onmouseover=attack()><script>attack()</script><img src=x onerror=attack()>[a](javascript:attack())"


def double(x):
    print(MARKUP)
    return 2 * x


def total(x):
    print(MARKUP)
    if x.shape == (2, 3):
        raise type(MARKUP, (ValueError,), {})(MARKUP)
    if x.shape == (3, 4):
        return type(MARKUP, (), {})()
    return np.sum(x, axis=1)
