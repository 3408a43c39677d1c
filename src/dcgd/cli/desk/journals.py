"""Problems, notices and requests: the lists that the commands give, each line with the steps that may come next."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from dcgd.cli.desk.deeds import DEEDS, Deed
from dcgd.cli.desk.guard import Visitor
from dcgd.cli.desk.pages import Answer, page
from dcgd.cli.desk.running import heard, listed
from dcgd.cli.desk.state import Desk
from dcgd.cli.session import open_session
from dcgd.index import journal
from dcgd.model import AFTER, ANSWER_AFTER, DECISION_AFTER, Decision, Notice, Problem, Request


class Journal(NamedTuple):
    """One list: its title, the command that gives it, the deed that begins a new entry, and what may follow in each."""

    title: str
    group: str
    """The command group, whose steps are deeds."""
    first: str
    """The path of the deed that begins."""
    read: Callable[[Any], Mapping[str, Sequence[Any]]]
    id_of: Callable[[Any], str]
    next: Callable[[Any], Sequence[str]]
    """The commands of the steps that may follow, the usual one first."""
    field: str
    """The field of these deeds that names the entry."""


def _after_request(request: Request) -> Sequence[str]:
    after = DECISION_AFTER[request.steps[-1].action]
    decided = ["decide"] if Decision.APPROVE in after else []
    return [*decided, *(["withdraw"] if Decision.WITHDRAW in after else [])]


def _after_problem(problem: Problem) -> Sequence[str]:
    return [action.value for action in AFTER[problem.steps[-1].action]]


def _after_notice(notice: Notice) -> Sequence[str]:
    last = notice.trail[-1].action if notice.trail else None
    return ["print", *(answer.value for answer in ANSWER_AFTER[last])]


JOURNALS = {
    "problems": Journal(
        "问题", "problem", "problem/raise", journal.problems, lambda entry: str(entry.id), _after_problem, "name"
    ),
    "notices": Journal(
        "督办单", "notice", "notice/issue", journal.notices, lambda entry: str(entry.number), _after_notice, "numbers"
    ),
    "requests": Journal(
        "申请", "request", "request/ask", journal.requests, lambda entry: str(entry.id), _after_request, "name"
    ),
}
"""By the paths of their pages."""


class Line(NamedTuple):
    """One entry: its texts as the command lists them, and the deeds that may come next."""

    id: str
    texts: Sequence[str]
    deeds: Sequence[Deed]


def show(desk: Desk, visitor: Visitor, path: str) -> Answer:
    """The list at a path."""
    one = JOURNALS[path]
    table = listed([one.group, "list", *desk.named])
    with heard(), open_session(desk.where) as session:
        entries = {one.id_of(entry): entry for known in one.read(session.connection).values() for entry in known}
    lines = [Line(texts[0], texts, _next(one, entries.get(texts[0]))) for texts in table.rows]
    return page(
        "journal.html.j2", visitor, title=one.title, heads=table.heads, lines=lines, first=DEEDS[one.first],
        field=one.field,
    )  # fmt: skip


def _next(one: Journal, entry: Any) -> list[Deed]:
    return [DEEDS[f"{one.group}/{step}"] for step in one.next(entry)] if entry is not None else []
