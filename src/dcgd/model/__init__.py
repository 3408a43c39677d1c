"""The words of the registry as frozen dataclasses: what a document, a task, a target, a report … is.

Nothing here imports pydantic or yaml. The classes carry their rules as annotations (`annotated_types` and the
markers of `dcgd.model.fields`), and `dcgd.registry.validation` has pydantic enforce them.
"""

from dcgd.data_words import (
    STRIVE_WORDS,
    VALUE_WORDS,
    Action,
    Adjustable,
    Answer,
    Comparator,
    Cycle,
    Decision,
    Firmness,
    Grouping,
    HeadKind,
    Kind,
    Level,
    PaceMode,
    PaperAction,
    PaperKind,
    Profile,
)
from dcgd.model.appraisal import PROFILES, Appraisal, ByRole, Evaluation, Scheme
from dcgd.model.document import (
    ADJUSTABLE,
    Adjustment,
    Checkpoint,
    Document,
    Heading,
    Milestone,
    Section,
    Target,
    Task,
    effective,
)
from dcgd.model.journal import AFTER, ANSWER_AFTER, Notice, NoticeStep, Problem, Report, Step, ordinal
from dcgd.model.papers import Office, Paper, PaperStep
from dcgd.model.people import PRIVATE, Person, answering, contact_details
from dcgd.model.requests import DECISION_AFTER, Request, RequestStep
from dcgd.model.rules import LIGHTS, REPLY_DAYS, Calendar, Notices, Reporting, Rules, Thresholds
from dcgd.model.stamps import Evidence, Stamp
from dcgd.model.units import Unit
from dcgd.words import Duty, Light, Role, Status, What

__all__ = [
    "ADJUSTABLE",
    "AFTER",
    "ANSWER_AFTER",
    "DECISION_AFTER",
    "LIGHTS",
    "PRIVATE",
    "PROFILES",
    "REPLY_DAYS",
    "STRIVE_WORDS",
    "VALUE_WORDS",
    "Action",
    "Adjustable",
    "Adjustment",
    "Answer",
    "Appraisal",
    "ByRole",
    "Calendar",
    "Checkpoint",
    "Comparator",
    "Cycle",
    "Decision",
    "Document",
    "Duty",
    "Evaluation",
    "Evidence",
    "Firmness",
    "Grouping",
    "HeadKind",
    "Heading",
    "Kind",
    "Level",
    "Light",
    "Milestone",
    "Notice",
    "NoticeStep",
    "Notices",
    "Office",
    "PaceMode",
    "Paper",
    "PaperAction",
    "PaperKind",
    "PaperStep",
    "Person",
    "Problem",
    "Profile",
    "Report",
    "Reporting",
    "Request",
    "RequestStep",
    "Role",
    "Rules",
    "Scheme",
    "Section",
    "Stamp",
    "Status",
    "Step",
    "Target",
    "Task",
    "Thresholds",
    "Unit",
    "What",
    "answering",
    "contact_details",
    "effective",
    "ordinal",
]
