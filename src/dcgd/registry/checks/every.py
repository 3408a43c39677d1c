"""All cross-checks, in the order in which they run."""

from dcgd.registry.checks import (
    appraisal,
    checkpoints,
    journal,
    links,
    notices,
    numbering,
    papers,
    people,
    periods,
    problems,
    requests,
    shares,
    stamps,
    units,
    wording,
)

CHECKS = (
    *numbering.CHECKS,
    *units.CHECKS,
    *people.CHECKS,
    *wording.CHECKS,
    *periods.CHECKS,
    *checkpoints.CHECKS,
    *links.CHECKS,
    *shares.CHECKS,
    *journal.CHECKS,
    *stamps.CHECKS,
    *problems.CHECKS,
    *notices.CHECKS,
    *requests.CHECKS,
    *papers.CHECKS,
    *appraisal.CHECKS,
)
