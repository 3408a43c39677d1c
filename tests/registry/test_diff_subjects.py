"""All that a change of tasks and units says: of what, by which title, before and after, and at which key."""

from collections.abc import Callable

import pytest

from dcgd.registry.diff import Change

TASKS, UNITS = "tasks.yaml", "units.yaml"
LEADS, DUE = "leads: [区水利局]", "        due: %s\n        leads: [区水利局]"
OTHERS = [
    (
        (UNITS, "name: 区水利局", "name: 区水务局\n    aliases: [区水利局]"),
        "unit-renamed",
        "区水务局",
        "",
        ("区水利局", "区水务局"),
        "name",
    ),
    (
        (UNITS, "name: 区财政局", "name: 区财政局\n    aliases: [财政局]"),
        "alias-added",
        "区财政局",
        "",
        ("", "财政局"),
        "aliases",
    ),
    ((UNITS, "    aliases: [区科技局]\n", ""), "alias-removed", "区科学技术局", "", ("区科技局", ""), "aliases"),
    (
        (UNITS, "", "  - {name: 区民政局, aliases: [民政局, 民政]}\n"),
        "unit-added",
        "区民政局",
        "",
        ("", "民政局、民政"),
        4,
    ),
    ((UNITS, "name: 区水利局", "name: 区水利局\n    note: 新"), "note-changed", "区水利局", "", ("", ""), "note"),
    (
        (UNITS, "name: 区水利局", "name: 区水利局\n    review: true"),
        "mark-changed",
        "区水利局",
        "",
        ("review: false", "review: true"),
        "review",
    ),
    (
        (TASKS, LEADS, "leads: [区财政局, 区水利局]"),
        "leads-changed",
        "任务 2",
        "节水",
        ("区水利局", "区财政局、区水利局"),
        "leads",
    ),
    ((TASKS, LEADS, "leads: []"), "leads-lost", "任务 2", "节水", ("区水利局", ""), "leads"),
    (
        (TASKS, "participants: [区财政局]", "participants: [区财政局, 区水利局]"),
        "participant-added",
        "任务 1",
        "壮大企业",
        ("", "区水利局"),
        "participants",
    ),
    (
        (TASKS, "participants: [区财政局]", "participants: []"),
        "participant-removed",
        "任务 1",
        "壮大企业",
        ("区财政局", ""),
        "participants",
    ),
    (
        (TASKS, "leads: [区科学技术局]", "leads: [区科技局]"),
        "units-rewritten",
        "任务 1",
        "壮大企业",
        ("区科学技术局", "区科技局"),
        "leads",
    ),
    ((TASKS, "number: 3\n", "number: 4\n"), "task-renumbered", "任务 4", "就业", ("3", "4"), "number"),
    ((TASKS, "title: 民生", "title: 保障民生"), "task-moved", "任务 3", "就业", ("章节 二", "章节 二"), 0),
    ((TASKS, "title: 节水", "title: 节约用水"), "title-changed", "任务 2", "节约用水", ("", ""), "title"),
    ((TASKS, "建立企业库。\n", "建设企业库。\n"), "text-changed", "任务 1", "壮大企业", ("", ""), "text"),
    ((TASKS, "re:  - number: 二.*", ""), "task-removed", "任务 3", "就业", ("含 3-1", ""), None),
    ((TASKS, "", "      - {number: 4, title: 新, text: 新。, leads: []}\n"), "task-added", "任务 4", "新", ("", ""), 1),
    (
        (TASKS, "        " + LEADS, DUE % "2023-10-31"),
        "due-earlier",
        "任务 2",
        "节水",
        ("2023-12-31", "2023-10-31"),
        "due",
    ),
    (
        (TASKS, "        " + LEADS, DUE % "2023-12-31"),
        "written-changed",
        "任务 2",
        "节水",
        ("due: None", "due: 2023-12-31"),
        "due",
    ),
    (
        (TASKS, "        " + LEADS, "        review: true\n        " + LEADS),
        "mark-changed",
        "任务 2",
        "节水",
        ("review: false", "review: true"),
        "review",
    ),
    (
        (TASKS, "re:          - id: 1-2.*?(?=        milestones:)", ""),
        "target-removed",
        "1-2",
        "研发投入占比",
        ("力争研发投入占比突破 3%", ""),
        0,
    ),
    (
        (
            TASKS,
            "            quote: 建立企业库\n",
            "            quote: 建立企业库\n          - {id: 1-m2, title: 另一项, quote: 壮大企业}\n",
        ),
        "milestone-added",
        "1-m2",
        "另一项",
        ("", "壮大企业"),
        1,
    ),
]


@pytest.mark.parametrize(("edit", "kind", "subject", "title", "words", "key"), OTHERS, ids=[each[1] for each in OTHERS])
def test_all_that_is_said_of_a_change_of_tasks_and_units(
    edit: tuple[str, str, str],
    kind: str,
    subject: str,
    title: str,
    words: tuple[str, str],
    key: str | int | None,
    changed: Callable[..., list[Change]],
) -> None:
    matching = [each for each in changed(edit) if each.kind == kind]
    said = [
        (each.subject, each.title, (each.before, each.after), (each.place.path or (None,))[-1]) for each in matching
    ]
    assert said == [(subject, title, words, key)]


EXTENSION = "{date: 2023-09-01, field: due, from: 2023-12-31, to: 2024-03-31, reason: 批复, approved_by: 常务会}"


def test_a_task_extended_names_who_approved_it_and_an_extension_taken_away_is_told(
    changed: Callable[..., list[Change]],
) -> None:
    extended = (TASKS, "        note: 照录", f"        note: 照录\n        adjustments: [{EXTENSION}]")
    [later] = changed(extended)
    assert (later.before, later.after, later.title) == ("2023-12-31", "2024-03-31", "就业")
    assert later.approval is not None
    assert (later.approval.approved_by, later.unapproved) == ("常务会", False)
    kinds = [(change.kind, change.subject) for change in changed(before=(extended,))]
    assert kinds == [("due-earlier", "任务 3"), ("adjustment-removed", "任务 3")]
