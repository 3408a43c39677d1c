"""A draft reviewed at the desk: the source beside each entry, the worst evidence first; steps of `dcgd review`."""

from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from typing import NamedTuple

from dcgd.cli.desk.bodies import Form
from dcgd.cli.desk.doing import preview
from dcgd.cli.desk.forms import Given, checked_text
from dcgd.cli.desk.guard import Visitor
from dcgd.cli.desk.pages import Answer, page
from dcgd.cli.desk.running import command_line, heard, rehearse, typed_in
from dcgd.cli.desk.state import Desk, Work
from dcgd.cli.review_steps import Action, desk_of, draft_of, place_of
from dcgd.edits.review import FIELDS, NAMES
from dcgd.errors import WrongUse
from dcgd.intake.reviewing import ToReview
from dcgd.registry.load import read

_MOST = 40
"""How many drafts stand on one page; those behind them come as these are done."""


class Draft(NamedTuple):
    """One draft: what it is, what was drafted, what the document says, what is doubted, and what may be corrected."""

    entry: ToReview
    draft: str
    place: str
    keys: Sequence[tuple[str, str]]
    can_split: bool


def show(desk: Desk, visitor: Visitor, refusal: str = "") -> Answer:
    """What is still to be reviewed."""
    with heard():
        reading = read(desk.folder)
        waiting = desk_of(desk.folder, reading).waiting(reading)
    drafts = [
        Draft(
            one,
            draft_of(one),
            place_of(one),
            [(key, NAMES[key]) for key in FIELDS[one.what]],
            one.task is not one.entity and one.task is not None,
        )
        for one in waiting[:_MOST]
    ]
    return page(
        "review.html.j2",
        visitor,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK,
        title="核对草稿",
        drafts=drafts,
        left=len(waiting),
        actions=Action,
        refusal=refusal,
    )


def take(desk: Desk, visitor: Visitor, form: Form) -> Answer:
    """What a step would change."""
    given = Given(form.texts)
    try:
        words = _words(str(desk.folder) if not desk.data else desk.data[0], given)
    except WrongUse as error:
        return show(desk, visitor, str(error))
    act = typed_in(words)
    said = rehearse(act)
    if said.code or not said.writes:
        return show(desk, visitor, said.words or "这样没有什么要写的")
    return preview(
        desk, visitor, Work("核对草稿", act, [command_line(words)], said, "review", again=partial(show, desk))
    )


def _words(folder: str, given: Given) -> list[str]:
    """The words of the command. Raises WrongUse."""
    ids = [checked_text("编号", text) for text in given.texts.get("id", ())]
    action = given.text("action")
    if not ids:
        raise WrongUse("先勾选要认可的")
    more = {
        Action.CORRECT: (given.text("key"), checked_text("改为", given.text("value"))),
        Action.SPLIT: (checked_text("另一半的原话", given.text("quote"), is_long=True),),
    }.get(Action(action) if action in {known.value for known in Action} else Action.ACCEPT, ())
    if action not in {known.value for known in Action} or (more and not all(more)):
        raise WrongUse("还有没填的：改正要选哪一样、写改为什么，拆开要照抄另一半的原话")
    words = ["review", folder, action, *ids, *more]
    if any(word.startswith("-") for word in words):
        return ["review", "--", *words[1:]]
    return words
