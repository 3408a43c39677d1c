"""A form made from a command's own declaration: its options become fields, what is filled in becomes its words."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import typer

from dcgd.cli import front
from dcgd.cli.complete import offering_from
from dcgd.errors import WrongUse
from dcgd.unseen import unseen

_LONG = frozenset(("说明", "问题", "打算", "理由", "原因", "措施", "进展"))
"""The nouns of options that take sentences."""
_NEVER = frozenset(("data", "help"))
_MOST_OFFERED = 3000
MOST_TEXT = 20_000
"""The most characters of one field."""


class Offer(NamedTuple):
    """A word that a field may take, and what it means."""

    value: str
    words: str


class Field(NamedTuple):
    """One option or argument of a command, as a field of a form."""

    name: str
    option: str
    """As it is typed, such as `--by`; empty for an argument."""
    noun: str
    help: str
    is_required: bool
    is_flag: bool
    is_switch: bool
    """Whether what is chosen is itself an option, such as `--approve` or `--refuse`."""
    is_several: bool
    is_long: bool
    is_closed: bool
    """Whether only what is offered can be taken."""
    offers: Sequence[Offer]

    @property
    def label(self) -> str:
        """What it is called: the help as far as its first pause; of a choice, whose help lists the words, its noun."""
        if self.is_switch:
            return self.help.partition("；")[0]
        if (self.is_closed or self.help.startswith("如")) and self.noun:
            return self.noun
        return re.split("[，：；]", self.help, maxsplit=1)[0] or self.noun

    @property
    def hint(self) -> str:
        """The rest of the help."""
        if self.is_closed and not self.is_switch:
            return self.help.partition("；")[2]
        return self.help.removeprefix(self.label).lstrip("，：；")


class Given(NamedTuple):
    """What is filled in: texts by the names of fields, several where a field takes several."""

    texts: Mapping[str, Sequence[str]]

    def text(self, name: str) -> str:
        """The first text of a field; empty where there is none."""
        return next(iter(self.texts.get(name, ())), "")


def fields_of(command: Sequence[str], data: Sequence[str], names: Sequence[str] = ()) -> list[Field]:
    """The fields of a command, all of them or those named, in the order named. `data`: where the words offered are."""
    context = typer.main.get_command(front.app).make_context("dcgd", [], resilient_parsing=True)
    named: Any = context.command
    for word in command:
        named = named.get_command(context, word)
    inner = named.make_context(command[-1], [], resilient_parsing=True)
    known = {param.name: param for param in named.params if param.name not in _NEVER}
    with offering_from(data):
        return [_field(known[name], inner) for name in names or known]


def words_of(command: Sequence[str], fields: Sequence[Field], given: Given, data: Sequence[str]) -> list[str]:
    """The words of the command that the form stands for. Raises WrongUse for a text that no command line can hold."""
    placed: list[str] = []
    optional: list[str] = []
    for field in fields:
        for text in _texts(field, given):
            if field.is_closed and text not in {offer.value for offer in field.offers}:
                raise WrongUse(f"“{field.label}”不能是“{text}”")
            if field.is_flag:
                optional.append(field.option)
            elif field.is_switch:
                optional.append(text)
            elif field.option:
                optional += [f"{field.option}={text}"] if text.startswith("-") else [field.option, text]
            else:
                placed.append(text)
    where = [word for folder in data for word in ("--data", folder)]
    if any(word.startswith("-") for word in placed):
        return [*command, *optional, *where, "--", *placed]
    return [*command, *placed, *optional, *where]


def _texts(field: Field, given: Given) -> list[str]:
    """What is filled in, without what is empty; a line each where a field takes several."""
    long = field.is_long or field.is_several
    texts = [checked_text(field.label, text, is_long=long) for text in given.texts.get(field.name, ())]
    if field.is_several:
        texts = [line.strip() for text in texts for line in text.splitlines()]
    return [text for text in texts if text]


def checked_text(name: str, text: str, *, is_long: bool = False) -> str:
    """A text as it was filled in, without outer blanks. Raises WrongUse for one that no command line would hold."""
    text = text.replace("\r\n", "\n").strip()
    if len(text) > MOST_TEXT:
        raise WrongUse(f"“{name}”太长了（{len(text)} 个字），至多 {MOST_TEXT} 个")
    if unseen(text.replace("\n", "")) or (not is_long and "\n" in text):
        raise WrongUse(f"“{name}”里有看不见的字符或换行，删去再来")
    return text


def _field(param: Any, context: Any) -> Field:
    is_switch = bool(getattr(param, "secondary_opts", ()))
    is_flag = bool(getattr(param, "is_flag", False)) and not is_switch
    offers = [] if is_flag else _offers(param, context)
    noun = "" if is_flag else (param.metavar or param.name).strip("[]…")
    return Field(
        name=param.name,
        option="" if param.param_type_name == "argument" else max(param.opts, key=len),
        noun=noun,
        help=param.help or "",
        is_required=bool(param.required),
        is_flag=is_flag,
        is_switch=is_switch,
        is_several=bool(param.multiple or param.nargs == -1),
        is_long=noun in _LONG,
        is_closed=bool(offers) and (is_switch or param.type.name == "parse"),
        offers=offers,
    )


def _offers(param: Any, context: Any) -> list[Offer]:
    if getattr(param, "secondary_opts", ()):
        named = (param.help or "").partition("；")[0].split("，或")
        options = (*param.opts, *param.secondary_opts)
        return [Offer(*pair) for pair in zip(options, named if len(named) == len(options) else options, strict=True)]
    items = param.shell_complete(context, "")[:_MOST_OFFERED]
    return [Offer(str(item.value), str(item.help or "")) for item in items]
