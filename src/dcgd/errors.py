"""What cannot be done as asked: one base, so that who catches catches a class, and every text is a Chinese sentence.

Raised anywhere, explained in one place (`dcgd.cli.failures`). Any other exception is the program's own fault.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a refusal is raised by what does without findings, and starts the sooner
    from dcgd.diagnostics import Diagnostic


class UserError(Exception):
    """What a user can mend. The text says in Chinese what is wrong and how to mend it.

    `diagnostics` are the findings behind it, if there are any: they are shown below the sentence.
    """

    def __init__(self, sentence: str, diagnostics: "Iterable[Diagnostic]" = ()) -> None:
        super().__init__(sentence)
        self.diagnostics = tuple(diagnostics)


class WrongUse(UserError):
    """Options or arguments that do not say, or do not together say, what can be done."""


class BadValue(UserError):
    """What was typed is no amount or no day, or not surely one."""


class NotFound(UserError):
    """A name, a number or an id that does not exist, or that several have.

    `name` is what was typed, where it may be the name of something of another kind.
    """

    def __init__(self, sentence: str, name: str = "") -> None:
        super().__init__(sentence)
        self.name = name


class NotInPart(UserError):
    """What is asked of a part of a registry is not in it: only the whole can tell. No user is told this."""


class NoRevision(NotFound):
    """A revision of a git repository that cannot be read."""


class Unreadable(UserError):
    """A document or a workbook that cannot be read; the sentence may be without its subject, the file."""


class Stopped(UserError):
    """Work that did not end within its bounds of time and memory; the sentence may be without its subject."""


class TooLong(Stopped):
    """Work, such as a query, that ran longer than it may."""


class TooMuch(Stopped):
    """Work that took more memory than it may, or of which too much came."""


class Crashed(Stopped):
    """Work whose process broke down."""


class Refused(UserError):
    """A change of a registry that is not made; nothing was written."""


class NotRecorded(Refused):
    """A report or a step that is not taken."""


class NeedsCorrection(NotRecorded):
    """A report that may only be taken as the correction of an earlier one."""


class CannotEdit(Refused):
    """A file that is not of a shape which the edit can keep."""


class Overtaken(Refused):
    """A change that was shown to somebody, of a registry that has changed since."""


class Busy(Refused):
    """Someone else has been writing to the registry for too long."""
