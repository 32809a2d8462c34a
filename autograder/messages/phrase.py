"""A phrase: running text with tokens (identifiers, shapes, numbers) that stay left to right.

Whoever renders a phrase decides what sets a token apart: tags, backticks or isolates.
"""

import unicodedata
from dataclasses import dataclass

LEFT_TO_RIGHT_ISOLATE = "\u2066"
RIGHT_TO_LEFT_ISOLATE = "\u2067"
POP_ISOLATE = "\u2069"

TOKEN_LIMIT = 200
"""Characters of student text that one message quotes."""
MESSAGE_LIMIT = 1000
"""Characters of what an instructor's own test says."""

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@dataclass(frozen=True)
class Token:
    """Text set apart from the sentence around it; `code` says that it is set as code."""

    text: str
    code: bool = True


Phrase = tuple[str | Token, ...]


def visible(text: str, keep: str = "") -> str:
    r"""Write characters that have no shape, or reorder others, as escapes such as `\u202e`."""
    return "".join(c if c in keep or unicodedata.category(c) not in _INVISIBLE else _escape(c) for c in text)


def _escape(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def quote(text: str, *, code: bool = True) -> Token:
    """Make a token of text that anybody may have written: one line, capped, nothing invisible."""
    shown = visible(text[: TOKEN_LIMIT + 1])
    return Token(shown if len(shown) <= TOKEN_LIMIT else shown[: TOKEN_LIMIT - 1] + "…", code)


def told(text: str) -> Token:
    """Make a token of what a test says: its lines after one another, capped, nothing invisible."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    shown = visible(" / ".join(line for line in lines if line)[: MESSAGE_LIMIT + 1])
    return Token(shown if len(shown) <= MESSAGE_LIMIT else shown[: MESSAGE_LIMIT - 1] + "…", code=False)


def sentence(phrase: Phrase) -> Phrase:
    """Let a phrase begin with a capital letter, unless it begins with a token."""
    if phrase and isinstance(phrase[0], str):
        return (phrase[0][:1].upper() + phrase[0][1:], *phrase[1:])
    return phrase


def equations(phrase: Phrase) -> Phrase:
    """Join the two sides of an equation into one token, so that it reads left to right in Arabic too."""
    pieces: list[str | Token] = []
    for piece in phrase:
        match pieces[-2:], piece:
            case [Token() as left, " = "], Token() as right:
                pieces[-2:] = [Token(f"{left.text} = {right.text}", left.code or right.code)]
            case _:
                pieces.append(piece)
    return tuple(pieces)


def parse(text: str) -> Phrase:
    """Read text of ours in which `backticks` set code apart."""
    pieces = text.split("`")
    return tuple(Token(p) if i % 2 else p for i, p in enumerate(pieces) if p)


def plain(phrase: Phrase, *, isolate: bool) -> str:
    """Write a phrase as plain text, code in backticks; in right-to-left text each token is an isolate."""
    return "".join(p if isinstance(p, str) else _plain_token(p, isolate=isolate) for p in phrase)


def _plain_token(token: Token, *, isolate: bool) -> str:
    text = f"`{token.text}`" if token.code else token.text
    return LEFT_TO_RIGHT_ISOLATE + text + POP_ISOLATE if isolate or not text.isascii() else text
