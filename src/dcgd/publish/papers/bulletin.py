"""The bulletin (通报) as a Word document laid out after GB/T 9704-2012."""

from datetime import date
from typing import Any

from dcgd.publish.papers.render import OwnTemplate, house_docx


def bulletin(facts: dict[str, Any], own: OwnTemplate | None = None) -> bytes:
    """The bulletin as a Word file. `facts` as `papers.facts.facts` gives them, of one document.

    `own`: a user's template in place of the house's. Raises what `OwnTemplate` raises.
    """
    if own is not None:
        return own.docx(facts)
    return house_docx("bulletin", facts, author=facts["document"]["issuer"], day=date.fromisoformat(facts["as_of"]))
