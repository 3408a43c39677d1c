"""What a command still has to know: asked for on a terminal, one by one; elsewhere it is said what is missing."""

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
    """A text as it may stand in the registry, on one line; raises WrongUse for an empty one or what cannot be seen."""
    text = text.strip()
    if not text:
        raise WrongUse("不能是空的")
    if unseen(text):
        raise WrongUse(f"“{text}”里有看不见的字符或换行，删去再来")
    return text


class Question(NamedTuple):
    """Something to know: the parameter and the option (empty for an argument) that say it, and the words that ask.

    `parse` makes a value of what is typed, given the values before it, or raises UserError; `guess` proposes an answer
    from these. What is not `needed` may be left empty; of `several` there may be more than one, with 、 between.
    """

    key: str
    option: str
    words: str
    parse: Callable[[str, Answers], Any] = plain
    needed: bool = True
    several: bool = False
    guess: Callable[[Answers], str] = lambda _known: ""


@contextmanager
def answered(command: Sequence[str], given: Answers, questions: Sequence[Question]) -> Iterator[dict[str, Any]]:
    """The values of all questions: of what was given, else asked for where somebody sits at a terminal.

    Nothing is asked when all that is needed was given. Raises UserError for a wrong value and WrongUse, which names
    what is missing, where nobody can be asked. Who breaks off, or is refused in the block, is told the command with all
    that was answered.
    """
    missing = [question for question in questions if question.needed and given[question.key] is None]
    asking = bool(missing) and sys.stdin.isatty() and sys.stderr.isatty()
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


def _missing(questions: Sequence[Question], values: Answers) -> WrongUse:
    """What is missing where nobody can be asked, and what could be proposed for it."""
    names = "、".join(question.option or question.words for question in questions)
    proposed = [word for question in questions for word in _words(question, question.guess(values))]
    hint = f"；照已写的，可以是：{typed(*proposed)}" if proposed else ""
    return WrongUse(f"缺少 {names}{hint}；在终端里运行，会一项一项地问")


def _asked(question: Question, values: Answers) -> tuple[Any, Any]:
    """An answer as it is typed, and its value; asked again until it is one."""
    guess = question.guess(values)
    optional = question.several or not question.needed
    words = question.words if guess or not optional else f"{question.words}（没有就直接回车）"
    default = guess or ("" if optional else None)
    while True:
        try:
            text = _prompt(words, default, shown=bool(guess))
            raw = split_names(text) if question.several else text
            return raw, _value(question, raw, values)
        except UserError as error:
            say(f"  {error}")


def _prompt(words: str, default: str | None, *, shown: bool) -> str:
    """One line from the terminal; raises WrongUse where it is no text, and typer.Abort at its end."""
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
    """An answer as words of a command line."""
    texts = raw if isinstance(raw, list) else [raw]
    return [word for text in texts if text for word in ((question.option, text) if question.option else (text,))]


def split_names(text: str) -> list[str]:
    """Names as they are typed in one line, with 、 or a comma or blanks between."""
    return [name for name in re.split(r"[、，,；;\s]+", text) if name]
