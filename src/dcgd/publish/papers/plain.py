"""Text from the data made fit for a document: nothing in it can be markup, a formula, or break the file."""

import re
from typing import Any

from dcgd.publish.table import cell

LONGEST = 1000
"""Characters of one value that a paper shows; a ledger's row of more would not fit a page."""
_ILLEGAL = re.compile("[\ud800-\udfff\ufffe\uffff]")


def clean(value: Any, most: int = LONGEST) -> str:
    """A value as one line that XML can hold: no control characters, no halves of surrogate pairs, cut at `most`."""
    text = _ILLEGAL.sub("\ufffd", cell(value))
    return text if len(text) <= most else text[: most - 1] + "…"


def dashed(value: Any) -> str:
    """The same, with a dash for what is not there."""
    return clean(value).strip() or "—"
