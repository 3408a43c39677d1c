"""The words of the registry as frozen dataclasses: what a document, a task, a target, a report … is.

Nothing here imports pydantic or yaml. The classes carry their rules as annotations (`annotated_types` and the
markers of `dcgd.model.kinds`), and the gate (`dcgd.registry.gate`) lets pydantic enforce them.
"""

from dcgd.model.appraisal import PROFILES, Appraisal, ByRole, Evaluation, Profile, Scheme
from dcgd.model.document import (
    COMPARATOR_WORDS,
    FIRMNESS_WORDS,
    STRIVE_WORDS,
    Adjustable,
    Adjustment,
    Checkpoint,
    Comparator,
    Document,
    Firmness,
    Heading,
    Kind,
    Milestone,
    PaceMode,
    Section,
    Target,
    Task,
    effective,
)
from dcgd.model.journal import ACTION_WORDS, AFTER, Action, Level, Notice, Problem, Report, Step, ordinal
from dcgd.model.rules import LIGHTS, REPLY_DAYS, Light, Notices, Reporting, Rules, Thresholds
from dcgd.model.status import Status
from dcgd.model.units import Unit

__all__ = [
    "ACTION_WORDS",
    "AFTER",
    "COMPARATOR_WORDS",
    "FIRMNESS_WORDS",
    "LIGHTS",
    "PROFILES",
    "REPLY_DAYS",
    "STRIVE_WORDS",
    "Action",
    "Adjustable",
    "Adjustment",
    "Appraisal",
    "ByRole",
    "Checkpoint",
    "Comparator",
    "Document",
    "Evaluation",
    "Firmness",
    "Heading",
    "Kind",
    "Level",
    "Light",
    "Milestone",
    "Notice",
    "Notices",
    "PaceMode",
    "Problem",
    "Profile",
    "Report",
    "Reporting",
    "Rules",
    "Scheme",
    "Section",
    "Status",
    "Step",
    "Target",
    "Task",
    "Thresholds",
    "Unit",
    "effective",
    "ordinal",
]
