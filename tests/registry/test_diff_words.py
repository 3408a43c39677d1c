"""What a change says of before and after: the amounts, steps and fields of the records, not only that they differ."""

from collections.abc import Callable

import pytest

from dcgd.registry.diff import Change, Effect

REPORTS, PROBLEMS, NOTICES = "progress/2023-06.yaml", "problems.yaml", "notices.yaml"
TASKS, RULES, UNITS = "tasks.yaml", "rules.yaml", "units.yaml"
CASES = [
    (
        (REPORTS, "value: 8,", "value: 7, note: 核实,"),
        "report-corrected",
        ("2023-06-30 8（区科学技术局）", "2023-06-30 7（区科学技术局，核实）"),
    ),
    (
        (PROBLEMS, "", "      - {action: assign, date: 2023-06-02, by: 督查室, to: 区水利局}\n"),
        "problem-changed",
        ("发现", "发现、交办"),
    ),
    ((PROBLEMS, "水表老化", "水表"), "problem-changed", ("title: 水表老化", "title: 水表")),
    (
        (NOTICES, "reason: 滞后", "reason: 滞后, replied: 2023-07-08"),
        "notice-changed",
        ("replied: 缺省", "replied: 2023-07-08"),
    ),
    (
        (NOTICES, "reason: 滞后", "reason: 慢, replied: 2023-07-08"),
        "notice-changed",
        ("reason: 滞后，replied: 缺省", "reason: 慢，replied: 2023-07-08"),
    ),
    ((TASKS, "value: 15", "value: 15\n            implied: true"), "mark-changed", ("implied: false", "implied: true")),
    (
        (REPORTS, "value: 40}", "percent: 40, evidence: 台账, correction: true}"),
        "report-corrected",
        ("2023-06-30 40", "2023-06-30 40%（台账，更正）"),
    ),
    ((REPORTS, "  - {target: 2-1, date: 2023-06-30, value: 40}\n", ""), "report-removed", ("2023-06-30 40", "")),
    (
        ("progress/2023-07.yaml", "", "reports: [{task: 1, date: 2023-07-31, percent: 5}]"),
        "report-added",
        ("", "2023-07-31 5%"),
    ),
    (
        (REPORTS, "by: 区科学技术局", "by: 区财政局"),
        "report-corrected",
        ("2023-06-30 8（区科学技术局）", "2023-06-30 8（区财政局）"),
    ),
    ((RULES, "behind: 10", "behind: 20"), "rule-eased", ("10", "20")),
    ((RULES, "behind: 10", "tolerance: 8"), "rule-eased", ("5", "8")),
    ((RULES, "behind: 10", "far_behind: 20"), "rule-tightened", ("30", "20")),
    ((RULES, "behind: 10", "due_soon_days: 40"), "rule-tightened", ("30", "40")),
    ((RULES, "", "reporting: {grace_days: 9}\n"), "rule-eased", ("5", "9")),
    ((RULES, "", "reporting: {first: 2023-03-01}\n"), "rule-changed", ("缺省", "2023-03-01")),
    ((RULES, "", "lights: {stale: 蓝}\n"), "rule-eased", ("黄", "蓝")),
    ((RULES, "", "lights: {stale: 红}\n"), "rule-tightened", ("黄", "红")),
    ((RULES, "", "lights: {due_soon: 灰}\n"), "rule-eased", ("蓝", "灰")),
]
ADJUSTED = "2023-05-01 value 3 → 2.8（常务会：批复）"
ITEMS = [
    (("value: 15", "value: 12"), "value-lowered", ("15 家", "12 家"), "value"),
    (("at_least", "about"), "comparator-eased", ("以上", "左右"), "comparator"),
    (("at_least", "more_than"), "comparator-tightened", ("以上", "超过"), "comparator"),
    (("at_least", "at_most"), "comparator-turned", ("以上", "不超过"), "comparator"),
    (("value: 15", "value: 15\n            firmness: strive"), "firmness-eased", ("约束性", "力争"), "firmness"),
    (("kind: cumulative", "kind: level"), "kind-eased", ("累计新增", "到期水平"), "kind"),
    (("kind: cumulative", "kind: standing"), "kind-eased", ("累计新增", "始终保持"), "kind"),
    (("unit_measure: 家", "unit_measure: 个"), "measure-changed", ("15 家", "15 个"), "unit_measure"),
    (("value: 15", "value: 15\n            pace: daily"), "pace-changed", ("随规则", "daily"), "pace"),
    (
        ("value: 6}", "value: 5}\n              - {date: 2023-09-30, value: 7}"),
        "checkpoints-eased",
        ("2023-06-30 6 家", "2023-06-30 5 家、2023-09-30 7 家"),
        "checkpoints",
    ),
    (("baseline: 2\n", "baseline: 1\n"), "baseline-eased", ("2%", "1%"), "baseline"),
    (("            baseline: 2\n", ""), "baseline-eased", ("2%", "无"), "baseline"),
    (("due: 2023-11-30", "due: 2023-12-15"), "due-later", ("2023-11-30", "2023-12-15"), "due"),
    (("start: 2023-02-01", "start: 2023-03-01"), "start-later", ("2023-02-01", "2023-03-01"), "start"),
    (("id: 1-m1", "id: 1-m2"), "item-renumbered", ("1-m1", "1-m2"), 0),
    (("value: 3\n", "value: 2.8\n"), "written-changed", ("value: 3", "value: 2.8"), "value"),
    (("note: 照录", "note: 存疑"), "note-changed", ("", ""), "note"),
    (("批复", "口头"), "adjustment-changed", (ADJUSTED, ADJUSTED.replace("批复", "口头")), "adjustments"),
    (("re:            adjustments:.*?常务会}\n", ""), "adjustment-removed", (ADJUSTED, ""), "adjustments"),
]


@pytest.mark.parametrize(("edit", "kind", "words", "key"), ITEMS, ids=[f"{kind} {edit[1]}" for edit, kind, *_ in ITEMS])
def test_before_and_after_of_an_item_and_the_key_where_it_stands(
    edit: tuple[str, str],
    kind: str,
    words: tuple[str, str],
    key: str | int,
    changed: Callable[..., list[Change]],
) -> None:
    matching = [change for change in changed((TASKS, *edit)) if change.kind == kind]
    assert [(change.before, change.after, change.place.path[-1]) for change in matching] == [(*words, key)]


DOCUMENT = [
    (("number: 甲政字〔2023〕1号", "number: 甲政字〔2023〕2号"), ("document-changed", "文号")),
    (("title: 甲区2023年重点工作任务", "title: 甲区重点工作任务"), ("document-changed", "标题")),
    (("issuer: 甲区人民政府办公室", "issuer: 甲区人民政府"), ("document-changed", "发文机关")),
    (("issued: 2023-01-10", "issued: 2023-01-11"), ("document-changed", "成文日期")),
    (("start: 2023-01-01", "start: 2023-01-02"), ("start-later", "文件")),
    (("start: 2023-01-01", "start: 2022-12-31"), ("start-earlier", "文件")),
    (("due: 2023-12-31", "due: 2023-12-30"), ("due-earlier", "文件")),
    (("due: 2023-12-31", "due: 2023-12-31\n  note: 照录"), ("note-changed", "文件")),
    (("issued: 2023-01-10", "issued: 不详"), ("unreadable", "文件")),
]


@pytest.mark.parametrize(("edit", "said"), DOCUMENT, ids=[f"{edit[1]}" for edit, _ in DOCUMENT])
def test_each_field_of_the_document_is_named(
    edit: tuple[str, str], said: tuple[str, str], changed: Callable[..., list[Change]]
) -> None:
    assert [(change.kind, change.subject) for change in changed((TASKS, *edit)) if change.subject[0] in "文标发成"] == [
        said
    ]


def test_a_document_that_can_be_read_again_is_named(changed: Callable[..., list[Change]]) -> None:
    changes = changed(before=((TASKS, "issued: 2023-01-10", "issued: 不详"),))
    assert [(change.kind, change.subject, change.place.path) for change in changes] == [
        ("readable", "文件", ("document",))
    ]


@pytest.mark.parametrize(("edit", "kind", "words"), CASES, ids=[" ".join(edit[:2]) for edit, *_ in CASES])
def test_before_and_after_are_told(
    edit: tuple[str, str, str], kind: str, words: tuple[str, str], changed: Callable[..., list[Change]]
) -> None:
    matching = [change for change in changed(edit) if change.kind == kind]
    assert [(change.before, change.after) for change in matching] == [words]


TITLES = [
    ((PROBLEMS, "DELETE", ""), "problem-removed", "WT-2023-001", "水表老化", "problems.yaml"),
    ((PROBLEMS, "水表老化", "水表"), "problem-changed", "WT-2023-001", "水表", "problems.yaml"),
    ((NOTICES, "DELETE", ""), "notice-removed", "DB-2023-001", "区水利局", "notices.yaml"),
    ((NOTICES, "reason: 滞后", "reason: 慢"), "notice-changed", "DB-2023-001", "", "notices.yaml"),
    ((TASKS, "number: 3\n", "number: 4\n"), "task-renumbered", "任务 4", "就业", "tasks.yaml"),
    ((TASKS, "re:  - number: 二.*", ""), "section-removed", "章节 二", "民生", "tasks.yaml"),
]


@pytest.mark.parametrize(
    ("edit", "kind", "subject", "title", "file"), TITLES, ids=[f"{each[1]} {each[3]}" for each in TITLES]
)
def test_what_changed_is_called_by_its_title(
    edit: tuple[str, str, str], kind: str, subject: str, title: str, file: str, changed: Callable[..., list[Change]]
) -> None:
    matching = [(each.subject, each.title, each.place.file) for each in changed(edit) if each.kind == kind]
    assert matching == [(subject, title, file)]


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        (("value: 15", "value: 12"), "value-raised"),
        (("comparator: at_least", "comparator: about"), "comparator-tightened"),
        (("            firmness: strive\n", ""), "firmness-eased"),
    ],
)
def test_what_the_quote_belied_and_no_longer_does_is_corrected(
    wrong: tuple[str, str], kind: str, changed: Callable[..., list[Change]]
) -> None:
    changes = changed(before=((TASKS, *wrong),))
    assert [(change.kind, change.effect) for change in changes] == [(kind, Effect.CORRECTION)]


def test_a_milestone_is_found_at_its_place(changed: Callable[..., list[Change]]) -> None:
    [change] = changed((TASKS, "quote: 建立企业库", "quote: 建立企业库。"))
    assert change.place.path == ("sections", 0, "tasks", 0, "milestones", 0)


def test_leads_are_told_all(changed: Callable[..., list[Change]]) -> None:
    two = (TASKS, "leads: [区水利局]", "leads: [区财政局, 区水利局]")
    [change] = changed(before=(two,))
    assert (change.before, change.after) == ("区财政局、区水利局", "区水利局")


def test_units_with_no_name_in_common_are_not_one(changed: Callable[..., list[Change]]) -> None:
    changes = changed((UNITS, "name: 区财政局", "name: 区民政局"))
    assert {(change.kind, change.subject) for change in changes} >= {
        ("unit-removed", "区财政局"),
        ("unit-added", "区民政局"),
    }


@pytest.mark.parametrize(("value", "kind"), [(45, "checkpoints-eased"), (35, "checkpoints-tightened")])
def test_a_checkpoint_of_a_limit_is_eased_upwards(value: int, kind: str, changed: Callable[..., list[Change]]) -> None:
    def at(value: int) -> tuple[str, str, str]:
        return TASKS, "value: 90\n", f"value: 90\n            checkpoints: [{{date: 2023-06-30, value: {value}}}]\n"

    assert [change.kind for change in changed(at(value), before=(at(40),))] == [kind]


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [("0.5", None, "baseline-eased"), (None, "5.5", "baseline-tightened"), (None, "6", "baseline-eased")],
)
def test_no_baseline_is_one_of_0(
    before: str | None, after: str | None, kind: str, changed: Callable[..., list[Change]]
) -> None:
    """The goal is 2.8: as far from 0 as from 5.6."""

    def based(value: str | None) -> tuple[str, str, str]:
        return TASKS, "            baseline: 2\n", f"            baseline: {value}\n" if value else ""

    assert [change.kind for change in changed(based(after), before=(based(before),))] == [kind]
