"""What the text of a document leaves out: counted by kind, and quoted as far as it is text."""

from collections.abc import Iterable
from typing import NamedTuple

from dcgd.intake.text.contacts import without_contacts

UNREAD = "原件里没有读进来的："
"""How the note of such a document begins: `verify` repeats it."""
_LONGEST = 30
_MOST = 5


class Unread(NamedTuple):
    """One kind of what was left out: its Chinese name, the number of places, and their texts, if any."""

    kind: str
    places: int
    words: tuple[str, ...]

    def __str__(self) -> str:
        """`删除线文字 2 处（“18”“2022 年”）`."""
        shown = "".join(f"“{words}”" for words in self.words[:_MOST]) + ("等" if len(self.words) > _MOST else "")
        return f"{self.kind} {self.places} 处" + (f"（{shown}）" if shown else "")


class Tally:
    """Counts what is left out while a document is read."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._words: dict[str, list[str]] = {}
        self._last: tuple[str, object] = ("", None)

    def add(self, kind: str, words: str = "", beside: object = None) -> None:
        """Count one place. If kind and `beside` equal those of the call before, it continues that place.

        Telephone numbers are removed from the words, which are printed and written to the registry.
        """
        words = " ".join(without_contacts(words).split())
        kept = self._words.setdefault(kind, [])
        if beside is not None and self._last == (kind, beside) and kept:
            if words and len(kept[-1]) <= _LONGEST:
                kept[-1] += words
        else:
            self._places[kind] = self._places.get(kind, 0) + 1
            kept.append(words)
        self._last = kind, beside

    def unread(self) -> tuple[Unread, ...]:
        """All kinds in the order in which they first occurred."""
        return tuple(
            Unread(kind, places, tuple(_shown(words) for words in self._words[kind][: _MOST + 1] if words))
            for kind, places in self._places.items()
        )


def _shown(words: str) -> str:
    return words if len(words) <= _LONGEST else words[:_LONGEST] + "…"


def sentence(unread: Iterable[Unread]) -> str:
    """All of it in one line, for the note of the document."""
    return UNREAD + "、".join(map(str, unread))
