"""Questions for values that the options do not give: asked on a terminal; elsewhere the missing options are named."""

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import typer

from dcgd.cli.console import say, typed
from dcgd.cli.given import typed_text
from dcgd.errors import UserError, WrongUse
from dcgd.index.lookup import sayable
from dcgd.unseen import unseen

Answers = Mapping[str, Any]


def plain(text: str, _known: Answers | None = None) -> str:
    """The text without outer blanks; raises WrongUse if it is empty or has invisible characters or line breaks."""
    text = text.strip()
    if not text:
        raise WrongUse("不能是空的")
    if unseen(text):
        raise WrongUse(f"“{text}”里有看不见的字符或换行，删去再来")
    return text


class Question(NamedTuple):
    """A value a command needs: its parameter, its option (empty for an argument), and the words that ask for it.

    `parse` turns the typed text into a value, given the earlier values, or raises UserError; `guess` proposes an answer
    from them. An answer may be empty unless `needed`; with `several` it is a list, separated by 、.
    """

    key: str
    option: str
    words: str
    parse: Callable[[str, Answers], Any] = plain
    needed: bool = True
    several: bool = False
    guess: Callable[[Answers], str] = lambda _known: ""


def add_command(kind: str, data: Sequence[str] | None, *, flags: Sequence[str] = ()) -> tuple[str, ...]:
    """The words of `dcgd add KIND` with the registry and the flags it was given."""
    return ("dcgd", "add", kind, *flags, *(word for folder in data or () for word in ("--data", folder)))


@contextmanager
def answered(command: Sequence[str], given: Answers, questions: Sequence[Question]) -> Iterator[dict[str, Any]]:
    """Yield the values of all questions, from the options or, on a terminal, from answers.

    Nothing is asked if every needed option was given. Raises UserError for a wrong value, and WrongUse naming the
    missing options where there is no terminal. If the user breaks off, or the block raises UserError, the command with
    the answers so far is printed.
    """
    missing = [question for question in questions if question.needed and given[question.key] is None]
    asking = bool(missing) and at_terminal()
    values: dict[str, Any] = {}
    so_far = list(command)
    try:
        for question in questions:
            raw = given[question.key]
            if asking and raw is None:
                raw, values[question.key] = _asked(question, values)
            else:
                values[question.key] = _given(question, raw, values)
            so_far += _words(question, raw)
        if missing and not asking:
            raise _missing(missing, values)
        yield values
    except (UserError, typer.Abort):
        if asking:
            say(f"\n没有写入。接着填：{typed(*so_far)}")
        raise


def at_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _missing(questions: Sequence[Question], values: Answers) -> WrongUse:
    """The refusal that names the missing options, with proposals from the given ones."""
    names = "、".join(question.option or question.words for question in questions)
    proposed = [word for question in questions for word in _words(question, question.guess(values))]
    hint = f"；照已写的，可以是：{typed(*proposed)}" if proposed else ""
    return WrongUse(f"缺少 {names}{hint}；在终端里运行，会一项一项地问")


def _asked(question: Question, values: Answers) -> tuple[Any, Any]:
    """The typed answer and its value; asks again until the answer is valid."""
    guess = question.guess(values)
    optional = question.several or not question.needed
    words = question.words if guess or not optional else f"{question.words}（没有就直接回车）"
    default = guess or ("" if optional else None)
    while True:
        try:
            text = prompted(words, default, shown=bool(guess))
            raw = split_names(text) if question.several else text
            return raw, _value(question, raw, values)
        except UserError as error:
            say(f"  {error}")


def prompted(words: str, default: str | None, *, shown: bool) -> str:
    """Read one line from the terminal; `default` is what Enter alone stands for (None: nothing does).

    Raises WrongUse for bytes that are not text, typer.Abort at the end of input and for Ctrl-C.
    """
    try:
        line = str(typer.prompt(words, default=default, show_default=shown, prompt_suffix="：", err=True))
    except UnicodeDecodeError as error:
        line = os.fsdecode(error.object)
    return sayable(typed_text(line))


def _given(question: Question, raw: Any, values: Answers) -> Any:
    if raw is None:
        raw = question.guess(values)
        if not raw:
            return () if question.several else None
    try:
        return _value(question, raw, values)
    except UserError as error:
        raise WrongUse(f"{question.option or question.words}：{error}") from None


def _value(question: Question, raw: Any, values: Answers) -> Any:
    if question.several:
        return tuple(dict.fromkeys(question.parse(sayable(text), values) for text in raw))
    if not raw and not question.needed:
        return None
    return question.parse(sayable(raw), values)


def _words(question: Question, raw: Any) -> list[str]:
    """The answer as words of a command line."""
    texts = raw if isinstance(raw, list) else [raw]
    return [word for text in texts if text for word in ((question.option, text) if question.option else (text,))]


def split_names(text: str) -> list[str]:
    """Split names typed on one line, separated by 、, commas or blanks."""
    return [name for name in re.split(r"[、，,；;\s]+", text) if name]
