"""Characters that cannot be seen: what hides in a name, or steers a terminal.

Unicode says which, not a list of those met so far: control and format characters, line and paragraph separators, halves
of characters, all that is drawn as nothing. Selectors of variants are among them, also behind a Chinese character: in
GB 18030 every character has a code of its own, and two names must not differ in what nobody sees. Blanks that can be
seen are none of them, the wide one of Chinese least; nor are private characters, by which rare names are written, and
those that are newer than this Python, among which are more of the same.
"""

import re
from functools import cache

LAYOUT = frozenset("\t\n")
"""Characters that a text is laid out with: in a file they are wanted."""
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_MARKS = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef"
"""Marks and letters of Unicode's property Default_Ignorable_Code_Point, which Python does not know; the Braille pattern
without a dot."""
_NEVER = "\ufdd0-\ufdef" + "".join(chr(last) for end in range(0xFFFF, 0x110000, 0x10000) for last in (end - 1, end))
_RESERVED = "\u2065\ufff0-\ufff8\U000e0000-\U000e0fff"
"""What that property reserves. Python takes none of these for printable, nor what never will be a character, nor much
else that can be seen."""


@cache
def _pattern(characters: str) -> re.Pattern[str]:
    """One of these characters. Compiled when first asked for: a short command says nothing."""
    return re.compile(f"[{characters}]")


def unseen(text: str) -> set[str]:
    """The characters of a text that cannot be seen; those of the layout are among them."""
    if text.isprintable() and not _pattern(_MARKS).search(text):
        return set()  # nearly always
    from unicodedata import category

    drawn_as_nothing = _pattern(_MARKS + _RESERVED + _NEVER)
    return {c for c in set(text) if category(c) in _HIDDEN or drawn_as_nothing.match(c)}


def without_unseen(text: str, put: str = "") -> str:
    """A text with something else, or nothing, in place of each character that cannot be seen."""
    hidden = unseen(text)
    return text.translate(dict.fromkeys(map(ord, hidden), put)) if hidden else text
