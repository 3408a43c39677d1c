"""Options and arguments that take one of a closed set of words, by code or by Chinese."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import typer

from dcgd.errors import WrongUse
from dcgd.naming import nearest, not_found
from dcgd.words import Word, listed

W = TypeVar("W", bound=Word)


def choose(typed: str, words: Iterable[W], noun: str) -> W:
    """The word with this code or this Chinese.

    Raises WrongUse naming similar words and all words: `没有状态“overdu”；是不是：overdue？可以是：…`.
    """
    known = tuple(words)
    for word in known:
        if typed in (word.value, word.chinese):
            return word
    spelt = {spelling: word for word in reversed(known) for spelling in (word.chinese, word.value)}
    near = dict.fromkeys(spelt[spelling] for spelling in nearest(typed, list(spelt)))
    said = not_found(typed, [listed([word]) for word in near], noun)
    raise WrongUse(f"{said}{'' if near else '；'}可以是：{listed(known)}")


def option(
    *names: str,
    words: Iterable[Word],
    noun: str,
    help: str,  # noqa: A002
    show_default: bool = False,
    elsewhere: Mapping[str, Iterable[Word]] | None = None,
) -> Any:
    """A Typer option that takes one of the words, parsed before the command runs; `{words}` in its help are these.

    `elsewhere` maps other options to their words: if one of those is typed here, the error names that option.
    """
    known = tuple(words)
    chosen = _chosen(known, noun, noun, elsewhere or {})
    return typer.Option(*names, help=_help(help, known), show_default=show_default, **chosen)


def argument(words: Iterable[Word], noun: str, *, metavar: str, help: str) -> Any:  # noqa: A002
    """A Typer argument that takes one of the words; `{words}` in its help are these."""
    known = tuple(words)
    return typer.Argument(help=_help(help, known), show_default=False, **_chosen(known, noun, metavar, {}))


def _help(text: str, words: Sequence[Word]) -> str:
    """A help with the codes of the words, each with its Chinese: `light 灯色、status 状态`."""
    said = (f"{word.value} {word.chinese}" if word.chinese != word.value else word.value for word in words)
    return text.replace("{words}", "、".join(said))


def _chosen(words: Sequence[Word], noun: str, metavar: str, elsewhere: Mapping[str, Iterable[Word]]) -> dict[str, Any]:
    def parse(typed: str) -> Word:
        for name, others in elsewhere.items():
            if typed in {spelling for other in others for spelling in (other.value, other.chinese)}:
                raise WrongUse(f"没有{noun}“{typed}”；是不是：{name} {typed}？{noun}可以是：{listed(words)}")
        return choose(typed, words, noun)

    def offer(incomplete: str) -> list[tuple[str, str]]:
        pairs = ((word.value, word.chinese if word.chinese != word.value else "") for word in words)
        return [pair for pair in pairs if pair[0].startswith(incomplete)]

    return {"metavar": metavar, "parser": parse, "autocompletion": offer}
