"""Checks of the appraisal scheme: its bounds, and the units named in evaluations entered by hand."""

from collections.abc import Iterator

from dcgd.diagnostics import Finding, Place
from dcgd.naming import Nearby, not_found
from dcgd.registry.checks.periods import RULES_ORDER
from dcgd.registry.checks.units import UNKNOWN_UNIT
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory
from dcgd.registry.files import RULES


def bounds(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """The floor is no higher than the base, the base no higher than the cap."""
    scheme = registry.rules.appraisal.scheme()
    if not scheme.floor <= scheme.base <= scheme.cap:
        message = f"最低分 {scheme.floor}、起评分 {scheme.base}、最高分 {scheme.cap} 应依次不减"
        yield RULES_ORDER.at(Place(RULES, ("appraisal",)), message, "改正其中一个")


def evaluated(registry: Registry, directory: Directory) -> Iterator[Finding]:
    """Every evaluation names a known unit."""
    near = Nearby(directory.names())
    for index, evaluation in enumerate(registry.rules.appraisal.evaluations):
        if directory.find(evaluation.unit) is None and not registry.broken_units:
            place = Place(RULES, ("appraisal", "evaluations", index, "unit"))
            message = not_found(evaluation.unit, near(evaluation.unit))
            yield UNKNOWN_UNIT.at(place, message, "改正单位名称")


CHECKS = (bounds, evaluated)
