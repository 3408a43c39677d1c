"""`dcgd add target` and `milestone`: add a target or a milestone, quoted from the text of its task."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Annotated, Any

import typer

from dcgd.cli import choices, complete, options
from dcgd.cli.asking import Answers, Question, add_command, answered, plain
from dcgd.cli.clock import parse_day
from dcgd.cli.commands import command
from dcgd.cli.console import say
from dcgd.cli.findings import say_warnings
from dcgd.cli.session import one_folder
from dcgd.edits.task import add_milestone, add_target, filed_task, verbatim
from dcgd.errors import BadValue, WrongUse
from dcgd.intake.phrases.candidates import Candidate
from dcgd.intake.phrases.targets import find_targets
from dcgd.model import STRIVE_WORDS, Comparator, Firmness, Kind, Milestone, Target
from dcgd.naming import parse_number
from dcgd.publish.table import cell
from dcgd.registry.change import change
from dcgd.registry.content import Registry
from dcgd.registry.load import read
from dcgd.tracking.reporting.amounts import parse_amount
from dcgd.words import Word, listed

app = typer.Typer(add_completion=False)

_MOST = 2000
"""Characters of a quote that is read for a proposal: longer ones are no sentence."""


def _text(option: str, metavar: str, help: str) -> Any:  # noqa: A002
    return typer.Option(option, metavar=metavar, help=help, show_default=False)


def _listed(words: type[Kind] | type[Comparator] | type[Firmness]) -> str:
    return "、".join(f"{word} {word.chinese}" for word in words)


TaskNumber = Annotated[
    str | None,
    typer.Argument(metavar="[任务]", help="任务序号，如 5", autocompletion=complete.tasks, show_default=False),
]
Quote = Annotated[str | None, _text("--quote", "引文", "任务原文里的那句话，从原文里照抄；空格不同不要紧")]
Due = Annotated[str | None, _text("--due", "日期", "完成时限，缺省是任务的、文件的时限")]
Firm = Annotated[str | None, _text("--firmness", "约束性", f"{_listed(Firmness)}；缺省照引文")]
Note = Annotated[str | None, _text("--note", "说明", "说明")]


@command(app, "target")
def target(
    *,
    task: TaskNumber = None,
    quote: Quote = None,
    indicator: Annotated[str | None, _text("--indicator", "名称", "指标名称，如 新增高新技术企业")] = None,
    unit_measure: Annotated[str | None, _text("--unit-measure", "单位", "计量单位，如 家、个、%")] = None,
    value: Annotated[str | None, _text("--value", "数", "目标值，如 15")] = None,
    kind: Annotated[str | None, _text("--kind", "类别", _listed(Kind))] = None,
    comparator: Annotated[str | None, _text("--comparator", "比较", f"{_listed(Comparator)}；缺省照引文")] = None,
    firmness: Firm = None,
    baseline: Annotated[str | None, _text("--baseline", "基数", "期初的水平，只用于到期水平（level）")] = None,
    due: Due = None,
    note: Note = None,
    implied: Annotated[bool, typer.Option("--implied", help="数不在字面上（清零、全覆盖、两位数）")] = False,
    data: options.Data = None,
) -> None:
    """增加一个目标：任务的原文里的一个数。编号接着排。在终端里少写的选项会一项一项地问，并照引文提出答案。"""
    folder = one_folder(data)
    before = read(folder)
    registry = before.registry

    def proposed(of: Callable[[Candidate], object]) -> Callable[[Answers], str]:
        return lambda known: _proposed(registry, known, of)

    with answered(
        add_command("target", data, flags=["--implied"] if implied else []),
        {
            "task": task, "quote": quote, "indicator": indicator, "unit_measure": unit_measure, "value": value,
            "kind": kind, "comparator": comparator, "firmness": firmness, "baseline": baseline, "due": due,
            "note": note,
        },
        (
            *_questions(registry),
            Question("indicator", "--indicator", "指标名称", guess=proposed(lambda candidate: candidate.indicator)),
            Question(
                "unit_measure", "--unit-measure", "计量单位", guess=proposed(lambda candidate: candidate.measure)
            ),
            Question("value", "--value", "目标值", _amount, guess=proposed(lambda candidate: f"{candidate.value:f}")),
            _choice("kind", Kind, "类别", proposed(lambda candidate: candidate.kind)),
            _choice(
                "comparator",
                Comparator,
                "比较方式",
                lambda known: proposed(lambda candidate: candidate.comparator)(known) or Comparator.AT_LEAST,
                needed=False,
            ),
            _firmness(registry),
            *([Question("baseline", "--baseline", "基数", _amount, needed=False)] if baseline else []),
            *_last(registry),
        ),
    ) as values:  # fmt: skip
        number = values.pop("task")
        new = Target(id="", implied=implied, **values)
        saved = change(folder, partial(add_target, number=number, new=new))
    _say(saved.result.id, saved.result.indicator, saved.places(folder))
    say_warnings(saved.warnings)


@command(app, "milestone")
def milestone(
    *,
    task: TaskNumber = None,
    quote: Quote = None,
    title: Annotated[str | None, _text("--title", "名称", "成果名称，如 出台《…通知》")] = None,
    firmness: Firm = None,
    due: Due = None,
    note: Note = None,
    data: options.Data = None,
) -> None:
    """增加一个成果：任务的原文里一件勾得掉的事。编号接着排。在终端里少写的选项会一项一项地问。"""
    folder = one_folder(data)
    before = read(folder)
    registry = before.registry
    with answered(
        add_command("milestone", data),
        {"task": task, "quote": quote, "title": title, "firmness": firmness, "due": due, "note": note},
        (
            *_questions(registry),
            Question("title", "--title", "成果名称", guess=lambda known: known.get("quote") or ""),
            _firmness(registry),
            *_last(registry),
        ),
    ) as values:
        number = values.pop("task")
        new = Milestone(id="", **values)
        saved = change(folder, partial(add_milestone, number=number, new=new))
    _say(saved.result.id, saved.result.title, saved.places(folder))
    say_warnings(saved.warnings)


def _say(id_: str, title: str, place: str) -> None:
    say(f"已增加 {id_} {cell(title)}，写入 {place}")


def _questions(registry: Registry) -> tuple[Question, Question]:
    """The questions for the task and for the quotation from its text."""

    def number(typed: str, _known: Answers) -> int:
        parsed = parse_number(typed)
        if parsed is None:
            raise WrongUse(f"“{typed}”不是任务序号，应写作数，如 5")
        return filed_task(registry, parsed).entity.number

    def quote(typed: str, known: Answers) -> str:
        task = known.get("task")
        return plain(typed) if task is None else verbatim(filed_task(registry, task).entity, plain(typed))

    return (
        Question("task", "", "任务序号", number),
        Question("quote", "--quote", "引文（从任务的原文里照抄）", quote),
    )


def _choice(
    key: str, words: type[Word], noun: str, guess: Callable[[Answers], str], *, needed: bool = True
) -> Question:
    """A question that is answered by one of a few words."""
    asks = f"{noun}（{listed(words)}）"
    return Question(
        key, f"--{key}", asks, lambda typed, _known: choices.choose(typed, words, noun), needed=needed, guess=guess
    )


def _firmness(registry: Registry) -> Question:
    def guess(known: Answers) -> str:
        strives = any(word in (known.get("quote") or "") for word in STRIVE_WORDS)
        return _proposed(registry, known, lambda candidate: candidate.firmness) or (
            Firmness.STRIVE if strives else Firmness.FIRM
        )

    return _choice("firmness", Firmness, "约束性", guess, needed=False)


def _amount(typed: str, known: Answers) -> Decimal:
    try:
        return parse_amount(typed, known.get("unit_measure") or "")
    except BadValue as error:
        raise WrongUse(str(error)) from None


def _last(registry: Registry) -> tuple[Question, Question]:
    """The questions for the due date, in the document's year if none is given, and for a note."""
    year = registry.document.start.year if registry.document else None
    return (
        Question("due", "--due", "完成时限", lambda typed, _known: parse_day(typed, "--due", year), needed=False),
        Question("note", "--note", "说明", needed=False),
    )


def _proposed(registry: Registry, known: Answers, of: Callable[[Candidate], object]) -> str:
    """A field of the only target that the quotation describes; empty if it describes none or several."""
    quote = known.get("quote") or ""
    if not quote or len(quote) > _MOST or registry.document is None:
        return ""
    candidates, _refused = find_targets(quote, registry.document.start.year)
    return str(of(candidates[0])) if len(candidates) == 1 else ""
