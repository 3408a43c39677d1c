"""What the catalogue says of one code."""

from typing import NamedTuple

from dcgd.diagnostics import Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


class Entry(NamedTuple):
    """One kind of finding; texts are Chinese; `wrong` and `right` are YAML, or words where it is not in the YAML;
    `mend` says in a sentence or two what to do.
    """

    code: str
    severity: Severity
    title: str
    meaning: str
    wrong: str
    right: str
    mend: str = ""
