"""The notice (督办单) as a Word document: one sheet to one unit on one item, and a sheet for its answer."""

from datetime import date
from typing import Any

from dcgd.data_words import PaperKind
from dcgd.model import Duty, Notice, Role, Status
from dcgd.naming import chinese_day, printed_name
from dcgd.publish.papers import wording
from dcgd.publish.papers.facts import item_facts
from dcgd.publish.papers.office import Imprint, office_facts
from dcgd.publish.papers.render import OwnTemplate, house_docx
from dcgd.publish.snapshot import Snapshot
from dcgd.publish.table import Row
from dcgd.tracking.judged_items import JudgedItem

_AGAIN = {
    "未回复": "上一张督办单到期没有回复。",
    "仍未好转": "上一张督办单回复以后仍未好转。",
    "情况变差": "上一张督办单发出后情况变差。",
}
"""What a reason ends in that was recorded when a second notice was issued, and how the sheet says it."""


def notice_facts(snapshot: Snapshot, notice: Notice, imprint: Imprint | None = None) -> Row:
    """What a notice says: `notice` (its record), `matter` (its item, see `papers.facts`), `document`, and the sheet.

    `snapshot` holds the item alone, judged on the day of issue. `imprint`: the number of the sheet, if it has one.
    """
    (judged,) = snapshot.items
    document = dict(snapshot.documents[0])
    matter = item_facts(snapshot)[0]
    dated = Imprint(number=(imprint or Imprint()).number, dated=notice.issued, phone=(imprint or Imprint()).phone)
    office = office_facts(snapshot, PaperKind.NOTICE, dated)
    to = f"书面报{office['desk']}" if office["desk"] else "书面报告"
    year = notice.issued.year
    names = {unit: short for (_document, unit), short in snapshot.shorts.items()}
    return {
        "notice": {
            "number": notice.number,
            "level": notice.level,
            "unit": notice.unit,
            "subject": notice.subject,
            "issued": notice.issued.isoformat(),
            "reply_by": notice.reply_by.isoformat(),
            "reason": notice.reason,
        },
        "matter": matter,
        "document": document,
        "issued": chinese_day(notice.issued),
        "reply_by": chinese_day(notice.reply_by),
    } | office | {
        "helpers": _helpers(judged, notice.unit, names),
        "leader": _people(snapshot, judged, Duty.LEADER, notice.unit),
        "owner": _people(snapshot, judged, Duty.OWNER, notice.unit),
        "source": f"《{document['title']}》（{document['number']}）第{judged.item.task}项“{judged.home.task_title}”",
        "wanted": _wanted(judged),
        "due": f"{chinese_day(judged.verdict.due)}{_adjusted(judged)}",
        "progress": _progress(judged, year),
        "why": _why(judged, notice),
        "reply_weekday": wording.day_and_weekday(notice.reply_by, year),
        "reply_to": to,
    }  # fmt: skip


def sheet(told: Row, own: OwnTemplate | None = None) -> bytes:
    """The sheet as a Word file, of facts as `notice_facts` gives them; `own`: a user's template.

    Raises what `OwnTemplate` raises.
    """
    if own is not None:
        return own.docx(told)
    return house_docx("notice", told, author=told["signed"], day=date.fromisoformat(told["notice"]["issued"]))


def _helpers(judged: JudgedItem, unit: str, names: dict[str, str]) -> str:
    """The other units of the task: who leads it as well is marked, for a lead answers for all."""
    joint = [f"{names.get(other, other)}（共同牵头）" for other in judged.lead_units if other != unit]
    helping = [names.get(other, other) for other, role in judged.home.units if role == Role.PARTICIPANT]
    return "、".join([*joint, *(name for name in helping if name != names.get(unit, unit))])


def _people(snapshot: Snapshot, judged: JudgedItem, duty: Duty, unit: str) -> str:
    """Who answers for an item in a duty, with post; of several units' people those of the unit, if any are its own."""
    document = judged.home.document_id
    people = [name for name, whose in judged.home.people if whose is duty]
    own = [
        name
        for name in people
        if (position := snapshot.positions.get((document, name))) is not None and position.unit == unit
    ]
    said = []
    for name in own or people:
        position = snapshot.positions.get((document, name))
        said.append(f"{(position.post if position else None) or ''}{printed_name(name)}")
    return "、".join(said)


def _wanted(judged: JudgedItem) -> str:
    """The document's own sentence, and the goal where it was adjusted since."""
    item, verdict = judged.item, judged.verdict
    quote: Any = wording.ended(item.quote or judged.home.task_title)
    changed = item.what.has_number and verdict.goal != verdict.original_goal
    return f"{quote}（经批准调整为{wording.tight(verdict.wanted)}）" if changed else str(quote)


def _adjusted(judged: JudgedItem) -> str:
    verdict = judged.verdict
    return "" if verdict.due == verdict.original_due else f"（经批准由{chinese_day(verdict.original_due)}调整）"


def _progress(judged: JudgedItem, year: int) -> str:
    reported = judged.verdict.reported
    when = f"（{wording.month_and_day(reported, year)}报送）" if reported else ""
    return f"{wording.progress_words(judged)}{when}。"


def _why(judged: JudgedItem, notice: Notice) -> str:
    """Why the notice is sent, in two lines at most: what the program recorded is said anew, what a person did kept."""
    verdict = judged.verdict
    if not verdict.reasons or not notice.reason.startswith(verdict.reasons[0]):
        return wording.ended(wording.readable(notice.reason))
    late = wording.late_words(judged, notice.issued)
    if verdict.status in (Status.UNREPORTED, Status.STALE):
        late = "未按要求报送进展"
    elif verdict.status is Status.DUE_SOON:
        late = f"时限将至，还有{(verdict.due - notice.issued).days}天"
    beyond = notice.reason.removeprefix("；".join(verdict.reasons))
    again = next((said for word, said in _AGAIN.items() if word in beyond), "")
    return f"{wording.ended(late or verdict.label)}{again}"
