"""The questions of `dcgd progress fill`: item by item, each answer checked as it is given and kept at once."""

from collections.abc import Callable, Mapping, Sequence

from dcgd.cli.asking import plain, prompted
from dcgd.cli.console import say, width
from dcgd.cli.fill_draft import Answer
from dcgd.cli.fill_work import Work
from dcgd.edits.report import consider
from dcgd.errors import NeedsCorrection, UserError
from dcgd.naming import chinese_day, halfwidth
from dcgd.publish.tabular.width import wrap
from dcgd.tracking.reporting.checkpoints import shown
from dcgd.tracking.returned.forms import FormItem

HOW = "回车：跳过，或保留方括号里的；<：返回；-：清空；q：结束，去看汇总；Ctrl-C：停下，填过的留着。"
_BACK, _QUIT = frozenset("<＜《〈"), frozenset({"q", "退出", "结束"})
_NOTHING = frozenset({"-", "－", "—", "——", "无", "没有"})
_YES, _NO = (
    frozenset({"y", "yes", "是", "√", "完成", "已完成"}),
    frozenset({"", "n", "no", "否", "没有", "未完成", "-"}),
)
_WORDS = (("note", "进展情况"), ("difficulty", "存在问题"), ("next_step", "下一步打算"))


class Back(Exception):
    """Who answers wants to go back to what was asked before."""


class Quit(Exception):
    """Who answers has had enough, and wants to see what there is."""


def go_through(
    items: Sequence[tuple[str, FormItem]], work: Work, answers: dict[str, Answer], keep: Callable[[], object], at: int
) -> None:
    """Ask about the items, each with the unit that answers for it, from the one at a place on.

    `answers` grow as they are given, and `keep` is called after each.
    """
    while at < len(items):
        unit, item = items[at]
        answer = answers.setdefault(item.id, Answer())
        answer.unit, answer.whole = unit, False
        _present(item, unit, f"[{at + 1}/{len(items)}]")
        try:
            _ask_of(item, work, answer, keep)
        except Back:
            at = max(0, at - 1)
            continue
        except Quit:
            return
        answer.whole = True
        keep()
        at += 1


def asked(words: str, default: str = "") -> str:
    """One answer, without outer blanks; empty for one that says there is nothing. Raises Back, Quit, UserError."""
    text = prompted(words, default, shown=bool(default)).strip()
    if text in _BACK:
        raise Back
    if halfwidth(text).lower() in _QUIT:
        raise Quit
    if text in _NOTHING:
        return ""
    return plain(text) if text else ""


def yes(words: str, others: Mapping[str, str] | None = None, default: str = "") -> str:
    """`y` for yes, empty for no, or one of the others by what was typed; asks again for anything else."""
    while True:
        try:
            text = halfwidth(asked(words, default)).lower()
        except UserError as error:
            say(f"  {error}")
            continue
        if text in _YES:
            return "y"
        if text in _NO:
            return ""
        if others and text in others:
            return others[text]
        say("  写 y，或直接回车")


def _present(item: FormItem, unit: str, number: str) -> None:
    """What is known of an item, wrapped to the terminal."""
    lines = (
        f"{number} {item.id} {item.title}（{item.what.chinese}，{unit}）",
        f"目标：{item.goal}　时限：{chinese_day(item.due)}",
        f"上次：{item.reported}　序时进度：{item.pace}",
        *(f"节点：{shown(point)}，没有报过完成" for point in item.checkpoints),
    )
    say("")
    for place, line in enumerate(lines):
        for part in wrap(line, max(16, width() - 2 * bool(place))):
            say("  " * bool(place) + part)


def _ask_of(item: FormItem, work: Work, answer: Answer, keep: Callable[[], object]) -> None:
    """All questions of one item, until the answers together can be recorded, or say nothing."""
    first = True
    while True:
        try:
            _number(item, work, answer)
            keep()
            first = False
            for point in item.checkpoints:
                day = point.date.isoformat()
                met = yes(f"节点“{point.text}”完成了吗（y 完成了）", default="y" if day in answer.met else "")
                answer.met = [known for known in answer.met if known != day] + [day] * bool(met)
                keep()
            if answer.amount or item.checkpoints:
                for key, words in (*_WORDS, ("evidence", "佐证（文件或网址，几个的用；隔开）")):
                    setattr(answer, key, _text(words, getattr(answer, key)))
                    keep()
            if answer.says:
                for claim in work.claims(item, answer):
                    consider(work.registry, claim, work.stamp)
        except Back:
            if first:
                raise
            first = True
        except UserError as error:
            say(f"  {error}")
        else:
            return


def _text(words: str, default: str) -> str:
    while True:
        try:
            return asked(words, default)
        except UserError as error:
            say(f"  {error}")


def _number(item: FormItem, work: Work, answer: Answer) -> None:
    """Ask for the number until it can be recorded, or there is none."""
    measure = item.measure if item.what.has_number else "完成百分比，%"
    while True:
        typed = _text(f"本期完成（{measure}）", answer.amount)
        if typed != answer.amount:
            answer.amount, answer.sure, answer.correct = typed, False, False
        if not typed or _may_stand(item, work, answer):
            return
        answer.amount = ""


def _may_stand(item: FormItem, work: Work, answer: Answer) -> bool:
    """Whether the number can be recorded; what is odd about it is told, and whether it is meant is asked."""
    while True:
        try:
            [claim] = work.claims(item, Answer(unit=answer.unit, amount=answer.amount, correct=answer.correct))
            odd = consider(work.registry, claim, work.stamp).odd
        except NeedsCorrection as error:
            say(f"  {error}")
            answer.correct = bool(yes("确是更正以前报错的吗（y 是，回车重填）"))
            if not answer.correct:
                return False
            continue
        except UserError as error:
            say(f"  {error}")
            return False
        if not odd or answer.sure:
            return True
        for oddity in odd:
            say(f"  存疑：{oddity.sentence}")
        corrects = {"c": "c"} if any(oddity.may_correct for oddity in odd) else {}
        reply = yes(f"确实如此写 y，{'是更正以前报错的写 c，' if corrects else ''}回车重填", corrects)
        answer.sure, answer.correct = reply == "y", answer.correct or reply == "c"
        if reply != "c":
            return answer.sure
