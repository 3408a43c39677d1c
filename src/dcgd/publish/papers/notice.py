"""The notice (督办单) as a Word document: one sheet to one unit on one item."""

from datetime import date
from typing import Any

from dcgd.model import Notice
from dcgd.naming import chinese_day
from dcgd.publish.papers.render import OwnTemplate, house_docx


def facts(notice: Notice, matter: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """What a notice says: `notice` (its record), `matter` as `papers.facts.item_facts` gives it, `document`."""
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
    }


def sheet(facts: dict[str, Any], own: OwnTemplate | None = None) -> bytes:
    """The sheet as a Word file: `facts` as the function of this name gives them; `own`: a user's template.

    Raises what `OwnTemplate` raises.
    """
    if own is not None:
        return own.docx(facts)
    issued = date.fromisoformat(facts["notice"]["issued"])
    return house_docx("notice", facts, author=facts["document"]["issuer"], day=issued)
