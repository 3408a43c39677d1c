"""Completions for shells: only words that no shell can run or misread.

Titles, names and the names of files are anybody's text; zsh evaluates what it is told, and bash inserts it as it is.
So nothing is quoted for one shell or another: what is offered consists of letters, digits and a few signs that mean
nothing to any shell, and what is said of it has full-width signs in place of all others.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import typer.completion

from dcgd.unseen import unseen

_WORD = re.compile(r"[\w-][\w./@·（）〔〕-]*")
"""What can be offered. With anything else in it a word would have to be quoted, and each shell quotes differently."""
_BREAKS = ("@", ":")
_MEANINGLESS = frozenset(" -./@_")
_FORMS = {
    "bash": ("{0}", "{0}"),
    "zsh": ('"{0}"', '"{0}":"{1}"'),
    "fish": ("{0}", "{0}\t{1}"),
    "powershell": ("{0}::: ", "{0}:::{1}"),
    "pwsh": ("{0}::: ", "{0}:::{1}"),
}
"""How Typer's script for each shell reads a word alone, and a word with what is said of it."""


class Inert(dict[int, str]):
    """For `str.translate`: each character as shells may be told it; a blank for one that they may not be told.

    Shells read bytes: in GBK 乣 ends with the byte of a backquote.
    """

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        if not (code > 127 or sign.isalnum() or sign in _MEANINGLESS):
            sign = chr(code + 0xFEE0)  # full-width; of what is no sign, nothing that can be seen
        encoded = sign.encode(self._encoding, "ignore") if not unseen(sign) else b""
        inert = all(byte > 127 or chr(byte).isalnum() or chr(byte) in _MEANINGLESS for byte in encoded)
        self[code] = sign if encoded and inert else " "
        return self[code]


def told(items: Iterable[Any], encoding: str) -> Iterator[Any]:
    """The items of a completion that a shell may be told, with what is said of them; paths it completes by itself."""
    inert = Inert(encoding)
    for item in items:
        if item.type == "plain" and _WORD.fullmatch(item.value) and item.value.translate(inert) == item.value:
            item.help = " ".join((item.help or "").translate(inert).split())
            yield item


def tame() -> None:
    """Make Typer offer only inert completions to every shell."""
    typers: Any = typer.completion
    typers.completion_init()
    for name, forms in _FORMS.items():
        theirs = typers.shell_completion.get_completion_class(name)
        typers.shell_completion.add_completion_class(_tamed(theirs, *forms), name)


def whole_word(args: list[str], incomplete: str) -> tuple[list[str], str, str]:
    """What bash tells of a line as any other shell would, and how the word begins that it takes for words before.

    At `@` and `:` bash breaks words: of 13-1@北 it tells 13-1, @ and 北, and completes @北 alone, of a:5 the 5.
    """
    parts = [incomplete]
    words = list(args)
    while words and (words[-1] in _BREAKS or parts[0] in _BREAKS):
        parts.insert(0, words.pop())
    word = "".join(parts)
    begun = word[: max(word.rfind("@"), word.rfind(":") + 1)] if len(parts) > 1 else ""
    return words, word, begun


def _tamed(theirs: Any, alone: str, described: str) -> Any:
    class Tamed(theirs):  # type: ignore[misc]
        begun = ""

        def get_completion_args(self) -> tuple[list[str], str]:
            args, incomplete = super().get_completion_args()
            if self.name == "bash":
                args, incomplete, self.begun = whole_word(args, incomplete)
            return args, incomplete

        def get_completions(self, args: list[str], incomplete: str) -> list[Any]:
            return list(told(super().get_completions(args, incomplete), sys.stdout.encoding))

        def format_completion(self, item: Any) -> str:
            return (described if item.help else alone).format(item.value.removeprefix(self.begun), item.help)

    return Tamed
