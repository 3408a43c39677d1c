"""考核 by groups of units (类别): each unit ranked among those like it. Pure."""

from collections.abc import Mapping, Sequence

from dcgd.tracking.score import Score, ranked

GroupOf = Mapping[tuple[str, str], str]
"""The group of a unit that has one, by registry and name."""


def ranked_by_group(several: Sequence[Score], groups: GroupOf, other: str) -> list[tuple[str, Score]]:
    """Scores of units with their groups, ranked within each; `other` is the group of those without one, and the last.

    Registries stay apart; groups follow each other as they do in `groups`.
    """
    order = [*dict.fromkeys(groups.values()), other]
    members: dict[tuple[str, str], list[Score]] = {}
    for registry in dict.fromkeys(score.registry for score in several):
        members |= {(registry, group): [] for group in order}
    for score in several:
        members[score.registry, groups.get((score.registry, score.name), other)].append(score)
    return [(group, score) for (_registry, group), scores in members.items() for score in ranked(scores)]
