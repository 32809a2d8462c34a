"""Text that somebody wrote to break what reads or shows it, for hypothesis."""

from hypothesis import strategies as st

MARK = "zqx"
"""Stands in every hostile markup: where it is read as a tag or an attribute, text has become markup."""
MARKUP = (
    *(
        f"<{MARK}>",
        f"</{MARK}>",
        f"</code><{MARK} on{MARK}={MARK}>",
        f"'\"><{MARK}",
        f"<!--{MARK}",
        f"<?{MARK}?>",
    ),
    *(
        f"&lt;{MARK}&gt;",
        f"<![CDATA[<{MARK}>",
        f"<script>{MARK}</script>",
        f"</pre></style><{MARK}/>",
        f"<{MARK}",
    ),
    *(
        f"[{MARK}](https://{MARK}.org)",
        f"![{MARK}](https://{MARK}.org)",
        f"<https://{MARK}.org>",
        f"`<{MARK}>`",
    ),
    *(
        f"\n\n<{MARK}>\n\n",
        f"\n# {MARK}\n",
        f"\n```\n<{MARK}>\n",
        f"\n~~~\n<{MARK}>",
        f"\n    <{MARK}>",
        "``",
        "`",
        "\\",
    ),
    *(
        f"\n\n[{MARK}]: https://{MARK}.org\n\n[{MARK}]",
        f"\n- <{MARK}>",
        f"\n> <{MARK}>",
        "{{ 7 * 7 }}",
        "{% raw %}",
    ),
    *("{name}", "{0.__class__}", "%s", "[red]", "[/red]", "[link=https://zqx.org]", ":smile:"),
)
ESCAPES = (
    *(
        "\x1b[2J",
        "\x1b[31mred",
        "\x1b]0;title\x07",
        "\x9b2J",
        "\x1b]8;;https://zqx.org\x1b\\",
        "\x08" * 9,
        "\r",
    ),
    *(
        "\u202e",
        "\u2066",
        "\u2069\u2069",
        "\u200f",
        "\u2028",
        "\u2029",
        "\x85",
        "\x00",
        "\ud800",
        "\udfff",
        "\ufeff",
    ),
    *(
        "\x0b",
        "\x0c",
        "\x1c",
        "\x7f",
        "\u061c",
        "\U000e0041",
        "\ufffe",
        "e" + "\u0301" * 50,
        "\u0645\u0631\u062d\u0628\u0627",
    ),
)
PIECES = st.sampled_from((*MARKUP, *ESCAPES)) | st.text(st.characters(exclude_categories=()), max_size=9)
TEXT = st.lists(PIECES, max_size=8).map("".join) | st.builds(
    lambda piece, count: piece * count, PIECES, st.integers(0, 3000)
)
"""Any characters, lone surrogates among them, mixed with markup and escapes, or one piece many times."""
