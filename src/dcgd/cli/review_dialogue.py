"""`dcgd review` at a terminal: one draft after the other, one key a step, each step written at once."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import typer

from dcgd.cli.asking import prompted
from dcgd.cli.console import say, width
from dcgd.cli.review_steps import Action, Desk, Step, corrected, draft_of, key_of, place_of, told
from dcgd.edits import review as edits
from dcgd.edits.review import FIELDS, MAY_GO, NAMES
from dcgd.errors import UserError
from dcgd.intake.reviewing import Drafted, ToReview
from dcgd.publish.table import cell
from dcgd.publish.tabular.width import wrap
from dcgd.registry.change import Edited
from dcgd.registry.load import Reading
from dcgd.words import Word

_KEYS = "a 认可，c 改正，d 删去，s 拆开，n 以后再看，t 看任务全文，u 撤销上一步，q 停下"
_AROUND = 40
"""So many characters are shown before and behind a quote."""
_Edit = Callable[[Reading, Sequence[ToReview]], Edited[Any]]


def go_through(desk: Desk, reading: Reading) -> None:
    """Show one draft after the other and do what the key that is pressed says, until nothing is left or `q`.

    What is written is written; who stops or is killed goes on another time with what is left.
    """
    done: list[Step] = []
    later: set[str] = set()
    first = ""
    while True:
        waiting = desk.waiting(reading)
        now = [one for one in waiting if one.id not in later]
        now.sort(key=lambda one: one.id != first)
        if not now:
            say(f"还有 {len(waiting)} 条以后再看，再运行一次接着看。" if waiting else "都核对过了。")
            return
        one = now[0]
        _present(one, len(waiting))
        key = _pressed()
        if key == "q":
            say(f"停下了，做过的都已写入；还有 {len(waiting)} 条待核对。")
            return
        if key == "n":
            later.add(one.id)
        elif key == "t":
            _text(one)
            first = one.id
        elif key == "u":
            reading, first = _back(desk, done, reading)
        else:
            try:
                reading = _do(desk, done, one, key) or reading
            except UserError as error:
                say(f"  {error}")
                for diagnostic in getattr(error, "diagnostics", ()):
                    say(f"  {diagnostic.message}")
            first = one.id


def _pressed() -> str:
    """The next key that means something; Enter alone means nothing. Ctrl-C and the end of input stop, as `q` does."""
    words = _KEYS
    while True:
        try:  # Ctrl-C stops as soon as it is said
            if words:
                say(words)
            pressed = _key()
        except (KeyboardInterrupt, EOFError):
            return "q"
        key = pressed.strip().lower()[:1]
        if not pressed or key in ("\x03", "\x04"):
            return "q"
        if key in ("a", "c", "d", "s", "n", "t", "u", "q"):
            return key
        words = f"  没有这个键；{_KEYS}" if key else ""


def _key() -> str:
    """What is pressed, without waiting for Enter; of several keys at once all of them."""
    try:
        import termios
        import tty
    except ImportError:  # Windows
        return typer.getchar()
    keyboard = sys.stdin.fileno()
    before = termios.tcgetattr(keyboard)
    try:
        tty.setcbreak(keyboard, termios.TCSADRAIN)
        return os.read(keyboard, 32).decode("utf-8", "replace")
    finally:
        termios.tcsetattr(keyboard, termios.TCSADRAIN, before)


def _forget_keys() -> None:
    """Drop what was pressed before the next draft is shown: nobody accepts what they have not seen."""
    with suppress(ImportError, OSError):
        import termios

        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)


def _do(desk: Desk, done: list[Step], one: ToReview, key: str) -> Reading | None:
    """One step of a draft: asked what it needs, written, said. Nothing where who is asked says nothing."""
    action = {"a": Action.ACCEPT, "c": Action.CORRECT, "d": Action.DROP, "s": Action.SPLIT}[key]
    edit = _edit(action, one)
    if edit is None:
        return None
    step, reading = desk.do(edit)
    done.append(step)
    say(f"  {told(action, step.result)}")
    return reading


def _edit(action: Action, one: ToReview) -> _Edit | None:
    if action is Action.ACCEPT:
        return lambda before, waiting: edits.accept(before, [edits.meant(waiting, one.id)])
    if action is Action.DROP:
        return lambda before, waiting: edits.discard(before, edits.meant(waiting, one.id))
    if action is Action.CORRECT:
        names = "、".join(NAMES[key] for key in FIELDS[one.what])
        key = _asked(f"改哪一样（{names}）") if names else "name"
        typed = _asked(f"{key}改为{_now(one, key)}") if key and names else "-" if key else ""
        return (
            (lambda before, waiting: corrected(before, waiting, name=one.id, key=key, typed=typed)) if typed else None
        )
    quote = _asked("另一半的原话（从任务的原文里照抄）") if one.what not in (Drafted.TASK, Drafted.UNIT) else "-"
    return (lambda before, waiting: edits.split(before, edits.meant(waiting, one.id), quote)) if quote else None


def _now(one: ToReview, typed: str) -> str:
    """What stands under a key so far, and how it is taken out where it may be."""
    key = key_of(one, typed)
    value = getattr(one.entity, key) if key in FIELDS[one.what] else None
    said = value.chinese if isinstance(value, Word) else cell(list(value) if isinstance(value, tuple) else value)
    parts = [f"现在是“{said}”"] * bool(said) + ["- 是不写"] * (key in MAY_GO)
    return f"（{'，'.join(parts)}）" if parts else ""


def _asked(words: str) -> str:
    """What is typed after a question; empty for Enter alone, and for Ctrl-C, which gives up this step only."""
    try:
        return prompted(f"  {words}", "", shown=False).strip()
    except typer.Abort:
        say("")
        return ""


def _back(desk: Desk, done: list[Step], reading: Reading) -> tuple[Reading, str]:
    """Take the last step of this session back; gives the registry then, and the id to go on with."""
    if not done:
        say("  这一次还没有做过什么，没有可以撤销的。")
        return reading, ""
    step = done[-1]
    before = {one.id for one in desk.waiting(reading)}
    try:
        _taken, reading = desk.do(lambda there, _waiting: edits.take_back(there, step.was, step.now))
    except UserError as error:
        say(f"  {error}")
        return reading, ""
    done.pop()
    say("  上一步撤销了。")
    come = [one.id for one in desk.waiting(reading) if one.id not in before]
    return reading, come[0] if come else ""


def _present(one: ToReview, left: int) -> None:
    """The draft beside its source, wrapped to the terminal."""
    part = one.task if one.task is not one.entity else None
    of = f"（任务 {part.number} {part.title}：{'、'.join(part.leads)}）" if part else ""
    lines = [f"[还有 {left} 条] {one.what.chinese} {one.id} {one.title if one.title != one.id else ''}{of}"]
    place = f" {place_of(one)}" if place_of(one) else ""
    lines.append(f"原文{place}：{_around(one)}")
    if draft := draft_of(one):
        lines.append(f"草稿：{draft}")
    lines += [f"疑处：{doubt}" for doubt in one.doubts] or ["没有看出疑处"]
    _forget_keys()
    say("")
    for at, line in enumerate(lines):
        for piece in wrap(line, max(16, width() - 2 * bool(at))):
            say("  " * bool(at) + piece)


def _around(one: ToReview) -> str:
    """The words of the document in their sentence, marked in what stands around them."""
    if one.task is None or one.what is Drafted.TASK:
        return one.words if len(one.words) <= 4 * _AROUND else one.words[: 4 * _AROUND] + "……（t 看全文）"
    text, at = one.task.text, one.task.text.find(one.words)
    if at < 0:
        return one.words
    end = at + len(one.words)
    before = "…" * (at > _AROUND) + text[max(0, at - _AROUND) : at]
    return f"{before}【{one.words}】{text[end : end + _AROUND]}{'…' * (end + _AROUND < len(text))}"


def _text(one: ToReview) -> None:
    for line in (one.task.text if one.task else one.words).split("\n"):
        for piece in wrap(line, max(16, width() - 2)):
            say(f"  {piece}")
