"""What a month's papers are made from beside the snapshot: its notices, the last bulletin, the forms of the units."""

from collections.abc import Sequence
from datetime import date

from dcgd.cli.console import say
from dcgd.cli.session import Session
from dcgd.index import journal
from dcgd.index.codec import rules_from_text
from dcgd.index.contacts import Reachable, on_paper
from dcgd.index.lookup import Filter
from dcgd.model import Notice, Paper
from dcgd.publish.papers.bulletin import Issue
from dcgd.publish.papers.month import figures, last_bulletin
from dcgd.publish.papers.wording import MOST_NAMED
from dcgd.publish.snapshot import Snapshot, take_snapshot
from dcgd.tracking.judged_items import judged_items
from dcgd.tracking.judging.months import month_of
from dcgd.tracking.returned import forms
from dcgd.tracking.returned.forms import Form


def forms_of(session: Session, month: int, wanted: Filter) -> list[tuple[Form, Reachable]]:
    """The forms of a month of the units that the filter leaves, and whose numbers may stand on each.

    Among them are those of units that only take part: nothing is asked of them.
    """
    connection = session.connection
    rules, title = connection.execute("SELECT rules, title FROM documents").fetchone()
    last = forms.window(month, rules_from_text(rules).reporting.cycle)[1]
    everything = [*judged_items(connection, wanted._replace(units=None), last)]  # a unit holds shares of any task
    unled = [judged.item for judged in everything if not judged.lead_units and not judged.shares]
    if unled and wanted.units is None:
        named = "、".join(f"{item.id} {item.title}" for item in unled[:MOST_NAMED])
        say(f"没有写明牵头单位、没有发表的 {len(unled)} 项：{named}{'…' if len(unled) > MOST_NAMED else ''}")
    made = forms.forms(everything, month, title or "")
    names = None if wanted.units is None else {name for _document, name in wanted.units}
    return [
        (form, on_paper(connection, "", form.origin.unit))
        for form in made
        if names is None or form.origin.unit in names
    ]


def notices_of(session: Session, month: int, as_of: date) -> list[tuple[Notice, Snapshot]]:
    """The notices issued in a month, each with its item as judged on the day of issue."""
    told = []
    for notice in journal.notices(session.connection).get("", []):
        if month_of(notice.issued) == month and notice.issued <= as_of:
            items = judged_items(session.connection, Filter(), notice.issued)
            judged = [item for item in items if item.item.id == notice.subject]
            if judged:
                told.append((notice, take_snapshot(session.connection, notice.issued, judged)))
    return told


def last_issue(session: Session, registered: Sequence[Paper], snapshot: Snapshot, period: str) -> Issue | None:
    """The last bulletin, with what it was made from; None, and said so, where that has changed since."""
    last = last_bulletin(registered, snapshot, period)
    if last is None:
        return None
    then = take_snapshot(session.connection, last.as_of, judged_items(session.connection, Filter(), last.as_of))
    if figures(then) == last.facts:
        return Issue(last.number, then)
    say(f"注意：{last.number} 印发以后补登或更正过它的数据，通报不写与上期相比。")
    return None
