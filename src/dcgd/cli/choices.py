"""One of a few words, as an option or an argument takes it: its code or its Chinese, and both are completed."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import typer

from dcgd.errors import WrongUse
from dcgd.naming import nearest, not_found
from dcgd.words import Word

W = TypeVar("W", bound=Word)


def choose(typed: str, words: Iterable[W], noun: str) -> W:
    """The word that was meant, by its code or its Chinese.

    Raises WrongUse, which names what is near and all that there is: `没有状态“overdu”；是不是：overdue？可以是：…`.
    """
    known = tuple(words)
    for word in known:
        if typed in (word.value, word.chinese):
            return word
    near = nearest(typed, list(dict.fromkeys(spelling for word in known for spelling in (word.value, word.chinese))))
    said = not_found(typed, near, noun)
    raise WrongUse(f"{said}{'' if near else '；'}可以是：{listed(known)}")


def listed(words: Iterable[Word]) -> str:
    """Words with their Chinese: `lead（牵头）、participant（参与）`."""
    return "、".join(f"{word}（{word.chinese}）" if word.chinese != word.value else str(word) for word in words)


def option(*names: str, words: Iterable[Word], noun: str, help: str, show_default: bool = False) -> Any:  # noqa: A002
    """A Typer option that takes one of the words, parsed before the command runs."""
    return typer.Option(*names, help=help, show_default=show_default, **_chosen(tuple(words), noun, noun))


def argument(words: Iterable[Word], noun: str, *, metavar: str, help: str) -> Any:  # noqa: A002
    """A Typer argument that takes one of the words."""
    return typer.Argument(help=help, show_default=False, **_chosen(tuple(words), noun, metavar))


def _chosen(words: Sequence[Word], noun: str, metavar: str) -> dict[str, Any]:
    def parse(typed: str) -> Word:
        return choose(typed, words, noun)

    def offer(incomplete: str) -> list[tuple[str, str]]:
        pairs = ((word.value, word.chinese if word.chinese != word.value else "") for word in words)
        return [pair for pair in pairs if pair[0].startswith(incomplete)]

    return {"metavar": metavar, "parser": parse, "autocompletion": offer}
