"""Every kind of change, shown by an edit of a small registry; docs/diff.md lists the same kinds."""

from collections.abc import Callable

import pytest

from dcgd.registry.diff import CHANGE_KINDS, Change, Effect

Edit = tuple[str, str, str]
TASKS, UNITS, PEOPLE, RULES = "tasks.yaml", "units.yaml", "people.yaml", "rules.yaml"
W, S, N, C = Effect.WEAKER, Effect.STRONGER, Effect.NEUTRAL, Effect.CORRECTION
PAPER = """papers:
  - {kind: bulletin, number: 督通〔2023〕1号, period: 2023-07, as_of: 2023-07-31, issued: 2023-08-10, to: 各单位, facts: %s}
""" % ("a4" * 32)
VOID = PAPER.replace("}\n", ", steps: [{action: withdraw, date: 2023-08-11, by: 督查室, note: 错}]}\n")
REQUEST = """requests:
  - {id: YQ-2023-001, subject: 2-1, field: due, to: 2024-03-31, steps: [{action: ask, date: 2023-08-01, by: 区水利局}]}
"""
SEAL = """seals:
  - {period: 2023-06, as_of: 2023-06-30, sealed: 2023-07-10T09:00:00+08:00, by: 督查室, archive: seals/2023-06.zip, records: %s, evidence: %s, papers: %s}
""" % (("a4" * 32,) * 3)
REFUSED = REQUEST.replace("}]}", "}, {action: refuse, date: 2023-08-02, by: 会议}]}")
CASES: list[tuple[str, list[Edit], list[tuple[str, Effect, str]]]] = [
    ("a value lowered", [(TASKS, "value: 15", "value: 12")], [("value-lowered", W, "1-1")]),
    ("a value raised", [(TASKS, "value: 15", "value: 18")], [("value-raised", S, "1-1")]),
    ("a limit raised", [(TASKS, "value: 90", "value: 95")], [("value-raised", W, "2-1")]),
    ("a limit lowered", [(TASKS, "value: 90", "value: 85")], [("value-lowered", S, "2-1")]),
    ("以上 to 左右", [(TASKS, "at_least", "about")], [("comparator-eased", W, "1-1")]),
    ("以上 to 突破", [(TASKS, "at_least", "more_than")], [("comparator-tightened", S, "1-1")]),
    ("以上 to 不超过", [(TASKS, "at_least", "at_most")], [("comparator-turned", W, "1-1")]),
    ("a due date put off", [(TASKS, "due: 2023-11-30", "due: 2023-12-15")], [("due-later", W, "2-1")]),
    ("a due date given up for that of the document", [(TASKS, "            due: 2023-11-30\n", "")], [("due-later", W, "2-1")]),
    ("a due date brought forward", [(TASKS, "due: 2023-11-30", "due: 2023-10-31")], [("due-earlier", S, "2-1")]),
    ("the document's due date put off", [(TASKS, "due: 2023-12-31", "due: 2024-01-31")], [("due-later", W, "文件")]),
    ("a task's own due date", [(TASKS, "        leads: [区水利局]", "        due: 2023-10-31\n        leads: [区水利局]")], [("due-earlier", S, "任务 2")]),
    ("a task extended", [(TASKS, "        note: 照录", "        note: 照录\n        adjustments: [{date: 2023-09-01, field: due, from: 2023-12-31, to: 2024-03-31, reason: 批复, approved_by: 常务会}]")], [("due-later", W, "任务 3")]),
    ("a start put off", [(TASKS, "start: 2023-02-01", "start: 2023-03-01")], [("start-later", W, "2-1")]),
    ("a start brought forward", [(TASKS, "start: 2023-02-01", "start: 2023-01-15")], [("start-earlier", N, "2-1")]),
    ("firm to 力争", [(TASKS, "value: 15", "value: 15\n            firmness: strive")], [("firmness-eased", W, "1-1")]),
    ("力争 to firm", [(TASKS, "            firmness: strive\n", "")], [("firmness-tightened", S, "1-2")]),
    ("a milestone only striven for", [(TASKS, "quote: 建立企业库\n", "quote: 建立企业库\n            firmness: strive\n")], [("firmness-eased", W, "1-m1")]),
    ("a baseline farther away", [(TASKS, "baseline: 2\n", "baseline: 1\n")], [("baseline-eased", W, "1-2")]),
    ("a baseline nearer", [(TASKS, "baseline: 2\n", "baseline: 2.5\n")], [("baseline-tightened", S, "1-2")]),
    ("a baseline taken away", [(TASKS, "            baseline: 2\n", "")], [("baseline-eased", W, "1-2")]),
    ("a baseline of no level", [(TASKS, "value: 15", "value: 15\n            baseline: 2")], [("baseline-changed", N, "1-1")]),
    ("cumulative to level", [(TASKS, "kind: cumulative", "kind: level")], [("kind-eased", W, "1-1")]),
    ("level to standing", [(TASKS, "kind: level", "kind: standing"), (TASKS, "            baseline: 2\n", "")], [("kind-tightened", S, "1-2"), ("baseline-changed", N, "1-2")]),
    ("standing to level", [(TASKS, "kind: standing", "kind: level")], [("kind-eased", W, "3-1")]),
    ("another unit of measure", [(TASKS, "unit_measure: 家", "unit_measure: 个")], [("measure-changed", W, "1-1")]),
    ("a checkpoint lowered", [(TASKS, "value: 6}", "value: 5}")], [("checkpoints-eased", W, "1-1")]),
    ("a checkpoint raised", [(TASKS, "value: 6}", "value: 7}")], [("checkpoints-tightened", S, "1-1")]),
    ("checkpoints taken away", [(TASKS, "            checkpoints:\n              - {date: 2023-06-30, value: 6}\n", "")], [("checkpoints-eased", W, "1-1")]),
    ("a checkpoint more", [(TASKS, "value: 6}", "value: 6}\n              - {date: 2023-09-30, value: 7}")], [("checkpoints-added", N, "1-1")]),
    ("a checkpoint in words where a number stood", [(TASKS, "value: 6}", "text: 过半}")], [("checkpoints-eased", W, "1-1")]),
    ("a checkpoint of a milestone in words", [(TASKS, "quote: 建立企业库\n", "quote: 建立企业库\n            checkpoints: [{date: 2023-06-30, text: 上线}]\n")], [("checkpoints-added", N, "1-m1")]),
    ("a checkpoint moved later, with approval", [(TASKS, "value: 6}\n", "value: 6}\n            adjustments: [{date: 2023-05-01, field: checkpoints, from: 2023-06-30, to: 2023-09-30, reason: 雨季, approved_by: 常务会}]\n")], [("checkpoint-later", W, "1-1")]),
    ("a checkpoint moved earlier, with approval", [(TASKS, "value: 6}\n", "value: 6}\n            adjustments: [{date: 2023-05-01, field: checkpoints, from: 2023-06-30, to: 2023-05-31, reason: 提速, approved_by: 常务会}]\n")], [("checkpoint-earlier", S, "1-1")]),
    ("a checkpoint of a whole task", [(TASKS, "        leads: [区水利局]", "        checkpoints: [{date: 2023-06-30, percent: 40}]\n        leads: [区水利局]")], [("checkpoints-added", N, "任务 2")]),
    ("words beside a number, and then other words", [(TASKS, "value: 6}", "value: 6}\n              - {date: 2023-06-30, text: 过半}")], [("checkpoints-added", N, "1-1")]),
    ("a heavier item", [(TASKS, "value: 15", "value: 15\n            weight: 2")], [("weight-changed", N, "1-1")]),
    ("an item tied to the city's", [(TASKS, "value: 15", "value: 15\n            implements: [市政发〔2023〕1号:3-1]")], [("links-changed", N, "1-1")]),
    ("an item that is another document's", [(TASKS, "value: 15", "value: 15\n            same_as: 甲政纪〔2023〕3号:1")], [("links-changed", N, "1-1")]),
    ("an item that continues last year's", [(TASKS, "value: 15", "value: 15\n            continues: 甲政字〔2022〕1号:1-1")], [("links-changed", N, "1-1")]),
    ("a task tied to the city's", [(TASKS, "        leads: [区水利局]", "        implements: [市政发〔2023〕1号:3]\n        leads: [区水利局]")], [("links-changed", N, "任务 2")]),
    ("a target divided", [(TASKS, "value: 15", "value: 15\n            shares: [{unit: 区水利局, value: 15}]")], [("share-added", N, "1-1@区水利局")]),
    ("a target divided otherwise", [(TASKS, "value: 15", "value: 15\n            shares: [{unit: 区水利局, value: 15}]\n            rollup: max")], [("rollup-changed", N, "1-1"), ("share-added", N, "1-1@区水利局")]),
    ("an item withheld", [(TASKS, "value: 15", "value: 15\n            public: false")], [("mark-changed", N, "1-1")]),
    ("a task's own people", [(TASKS, "        leads: [区水利局]", "        leaders: [李某某]\n        owner: 王某某\n        leads: [区水利局]")], [("duty-changed", N, "任务 2"), ("duty-changed", N, "任务 2")]),
    ("a unit with its short name and its people", [(UNITS, "  - name: 区水利局\n", "  - {name: 区水利局, short: 水利局, group: 政府部门, head: 王某某}\n")], [("unit-changed", N, "区水利局")] * 3),
    ("another post", [(PEOPLE, "post: 局长", "post: 副局长")], [("person-changed", N, "王某某")]),
    ("another phone", [(PEOPLE, "13000000001", "13000000002")], [("person-changed", N, "王某某")]),
    ("a person gone", [(PEOPLE, "  - {name: 李某某, post: 副区长}\n", "")], [("person-removed", N, "李某某")]),
    ("a person more", [(PEOPLE, "people:\n", "people:\n  - {name: 赵某某}\n")], [("person-added", N, "赵某某")]),
    ("pace by the day", [(TASKS, "value: 15", "value: 15\n            pace: daily")], [("pace-changed", N, "1-1")]),
    ("a target gone", [(TASKS, "re:          - id: 1-2.*?(?=        milestones:)", "")], [("target-removed", W, "1-2")]),
    ("a target more", [(TASKS, "        milestones:", "          - {id: 1-3, indicator: 另一项, kind: level, value: 3, unit_measure: 个, quote: 突破 3}\n        milestones:")], [("target-added", S, "1-3")]),
    ("a milestone gone", [(TASKS, "        milestones:\n          - id: 1-m1\n            title: 企业库\n            quote: 建立企业库\n", "")], [("milestone-removed", W, "1-m1")]),
    ("a milestone more", [(TASKS, "            quote: 建立企业库\n", "            quote: 建立企业库\n          - {id: 1-m2, title: 另一项, quote: 壮大企业}\n")], [("milestone-added", S, "1-m2")]),
    ("an item renumbered", [(TASKS, "id: 1-m1", "id: 1-m2")], [("item-renumbered", N, "1-m2")]),
    ("another indicator", [(TASKS, "indicator: 新增高新技术企业", "indicator: 新增高企")], [("indicator-changed", N, "1-1")]),
    ("a longer quote", [(TASKS, "quote: 建立企业库", "quote: 建立企业库。")], [("quote-changed", N, "1-m1")]),
    ("what holds anyway written out", [(TASKS, "            quote: 建立企业库\n", "            quote: 建立企业库\n            due: 2023-12-31\n")], [("written-changed", N, "1-m1")]),
    ("a value written as it was adjusted", [(TASKS, "value: 3\n", "value: 2.8\n")], [("written-changed", N, "1-2")]),
    ("an adjustment that changes nothing", [(TASKS, "approved_by: 常务会}\n", "approved_by: 常务会}\n              - {date: 2023-06-01, field: baseline, from: 2, to: 2, reason: 核实, approved_by: 常务会}\n")], [("adjustment-added", N, "1-2")]),
    ("an adjustment's reason rewritten", [(TASKS, "reason: 批复", "reason: 口头同意")], [("adjustment-changed", C, "1-2")]),
    ("an adjustment taken away", [(TASKS, "            adjustments:\n              - {date: 2023-05-01, field: value, from: 3, to: 2.8, reason: 批复, approved_by: 常务会}\n", "")], [("value-raised", S, "1-2"), ("adjustment-removed", W, "1-2")]),
    ("a task more", [(TASKS, "", "      - {number: 4, title: 新, text: 新。, leads: []}\n")], [("task-added", S, "任务 4")]),
    ("a task gone", [(TASKS, "re:  - number: 二.*", "")], [("section-removed", N, "章节 二"), ("task-removed", W, "任务 3")]),
    ("a section more", [(TASKS, "", "  - {number: 三, title: 保障}\n")], [("section-added", N, "章节 三")]),
    ("another heading", [(TASKS, "title: 民生", "title: 保障民生")], [("section-changed", N, "章节 二"), ("task-moved", N, "任务 3")]),
    ("a task's title", [(TASKS, "title: 节水", "title: 节约用水")], [("title-changed", N, "任务 2")]),
    ("a text that departs from the official one", [(TASKS, "建立企业库。\n", "建设企业库。\n")], [("text-changed", W, "任务 1")]),
    ("another lead", [(TASKS, "leads: [区水利局]", "leads: [区财政局]")], [("leads-changed", N, "任务 2")]),
    ("no lead", [(TASKS, "leads: [区水利局]", "leads: []")], [("leads-lost", W, "任务 2")]),
    ("a participant more", [(TASKS, "participants: [区财政局]", "participants: [区财政局, 区水利局]")], [("participant-added", N, "任务 1")]),
    ("no participant", [(TASKS, "        participants: [区财政局]\n", "")], [("participant-removed", N, "任务 1")]),
    ("the same lead by another name", [(TASKS, "leads: [区科学技术局]", "leads: [区科技局]")], [("units-rewritten", N, "任务 1")]),
    ("the document closed", [(TASKS, "re:(?m)^  due: (\\S+)$", "  due: 2023-12-31\n  closed: 2024-01-31")], [("document-changed", N, "归档日期")]),
    ("another document number", [(TASKS, "〔2023〕1号", "〔2023〕2号")], [("document-changed", N, "文号")]),
    ("a note", [(TASKS, "note: 照录", "note: 照录，疑为笔误")], [("note-changed", N, "任务 3")]),
    ("a mark", [(TASKS, "        note: 照录", "        note: 照录\n        review: true")], [("mark-changed", N, "任务 3")]),
    ("a unit more", [(UNITS, "", "  - name: 区民政局\n")], [("unit-added", N, "区民政局")]),
    ("a unit gone", [(UNITS, "  - name: 区水利局\n", "")], [("unit-removed", N, "区水利局")]),
    ("a unit renamed", [(UNITS, "name: 区水利局", "name: 区水务局\n    aliases: [区水利局]")], [("unit-renamed", N, "区水务局")]),
    ("an alias more", [(UNITS, "name: 区财政局", "name: 区财政局\n    aliases: [财政局]")], [("alias-added", N, "区财政局")]),
    ("an alias gone", [(UNITS, "    aliases: [区科技局]\n", "")], [("alias-removed", N, "区科学技术局")]),
    ("an alias of another unit: the lead is another", [(UNITS, "    aliases: [区人社局]\n", ""), (UNITS, "name: 区财政局", "name: 区财政局\n    aliases: [区人社局]")], [("leads-changed", N, "任务 3"), ("alias-added", N, "区财政局"), ("alias-removed", N, "区人力资源和社会保障局")]),
    ("a threshold wider", [(RULES, "behind: 10", "behind: 20")], [("rule-eased", W, "规则 thresholds.behind")]),
    ("a threshold narrower", [(RULES, "behind: 10", "behind: 5")], [("rule-tightened", S, "规则 thresholds.behind")]),
    ("reports each quarter", [(RULES, "", "reporting: {cycle: quarterly}\n")], [("rule-eased", W, "规则 reporting.cycle")]),
    ("less time to warn", [(RULES, "behind: 10", "due_soon_days: 20")], [("rule-eased", W, "规则 thresholds.due_soon_days")]),
    ("a milder light", [(RULES, "", "lights: {overdue: 黄}\n")], [("rule-eased", W, "规则 lights.overdue")]),
    ("another rule", [(RULES, "", "pace: daily\n")], [("rule-changed", N, "规则 pace")]),
    ("rules.yaml gone, defaults the same", [(RULES, "DELETE", "")], []),
    ("a report", [("progress/2023-07.yaml", "", "reports:\n  - {target: 1-1, date: 2023-07-31, value: 9}\n")], [("report-added", N, "1-1")]),
    ("a report edited", [("progress/2023-06.yaml", "value: 8", "value: 7")], [("report-corrected", C, "1-1")]),
    ("a correction", [("progress/2023-07.yaml", "", "reports:\n  - {target: 1-1, date: 2023-07-31, value: 7, correction: true}\n")], [("report-corrected", C, "1-1")]),
    ("a report withdrawn", [("progress/2023-06.yaml", "", "  - {target: 1-1, date: 2023-06-30, withdrawn: true, by: 督查室, note: 多填}\n")], [("report-withdrawn", C, "1-1")]),
    ("a report gone", [("progress/2023-06.yaml", "  - {target: 2-1, date: 2023-06-30, value: 40}\n", "")], [("report-removed", W, "2-1")]),
    ("a problem", [("problems.yaml", "", "  - {id: WT-2023-002, task: 1, title: 缺人, steps: [{action: raise, date: 2023-07-01, by: 区科技局}]}\n")], [("problem-added", N, "WT-2023-002")]),
    ("a problem's next step", [("problems.yaml", "", "      - {action: assign, date: 2023-06-02, by: 督查室, to: 区水利局}\n")], [("problem-changed", N, "WT-2023-001")]),
    ("a problem retitled", [("problems.yaml", "水表老化", "水表")], [("problem-changed", N, "WT-2023-001")]),
    ("a problem gone", [("problems.yaml", "DELETE", "")], [("problem-removed", W, "WT-2023-001")]),
    ("a notice", [("notices.yaml", "", "  - {number: DB-2023-002, level: 黄, unit: 区水利局, subject: 2-1, issued: 2023-08-01, reply_by: 2023-08-10, reason: 滞后}\n")], [("notice-added", N, "DB-2023-002")]),
    ("a notice answered", [("notices.yaml", "reason: 滞后", "reason: 滞后, replied: 2023-07-08")], [("notice-changed", N, "DB-2023-001")]),
    ("a request", [("requests.yaml", "", REQUEST)], [("request-added", N, "YQ-2023-001")]),
    ("a paper", [("papers.yaml", "", PAPER)], [("paper-added", N, "督通〔2023〕1号")]),
    ("a seal", [("seals.yaml", "", SEAL)], [("seal-added", N, "2023-06")]),
    ("a notice gone", [("notices.yaml", "DELETE", "")], [("notice-removed", W, "DB-2023-001")]),
    ("the official text reworded, and the task with it", [(TASKS, "建立企业库。\n", "建设企业库。\n"), ("source/a.md", "建立企业库", "建设企业库")], [("text-changed", N, "任务 1"), ("source-changed", N, "source/a.md")]),
    ("official text more", [("source/b.txt", "", "附件\n")], [("source-added", N, "source/b.txt")]),
    ("official text gone", [("source/a.md", "DELETE", "")], [("source-removed", W, "source/a.md")]),
    ("a task that cannot be read", [(TASKS, "value: 90", "value: 九十")], [("unreadable", W, "任务 2")]),
    ("a document that cannot be read", [(TASKS, "issued: 2023-01-10", "issued: 去年")], [("unreadable", W, "文件")]),
    ("a file that cannot be read", [(TASKS, "document:\n", "[\n")], [("unreadable", W, TASKS)]),
    ("units that cannot be read", [(UNITS, "name: 区水利局", "nmae: 区水利局")], [("unreadable", W, "区水利局")]),
    ("layout and comments", [(TASKS, "leads: [区水利局]", "leads:   # 牵头\n          - 区水利局")], []),
    ("nothing", [], []),
]  # fmt: skip


def told(changes: list[Change]) -> list[tuple[str, Effect, str]]:
    return [(change.kind, change.effect, change.subject) for change in changes]


@pytest.mark.parametrize(("edits", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_an_edit_is_the_change_it_means(
    edits: list[Edit], wanted: list[tuple[str, Effect, str]], changed: Callable[..., list[Change]]
) -> None:
    assert told(changed(*edits)) == wanted


def test_every_kind_is_shown_by_a_case() -> None:
    below = {
        "task-renumbered",
        "readable",
        "checkpoints-reworded",
        "share-removed",
        *(kind for kind in CHANGE_KINDS if kind.startswith("year-")),
        "request-changed",
        "request-removed",
        "seal-changed",
        "seal-removed",
        "paper-changed",
        "paper-removed",
    }  # cases of their own, below
    assert {kind for case in CASES for kind, _, _ in case[2]} | below == set(CHANGE_KINDS)


def test_a_unit_that_no_longer_takes_its_part_is_weaker(changed: Callable[..., list[Change]]) -> None:
    two, one = (
        (TASKS, "value: 15", f"value: 15\n            shares: [{{unit: 区水利局, value: 9}}{more}]")
        for more in (", {unit: 区财政局, value: 6}", "")
    )
    assert told(changed(one, before=[two])) == [("share-removed", W, "1-1@区财政局")]


def test_other_words_on_the_same_day_are_told_and_not_weighed(changed: Callable[..., list[Change]]) -> None:
    before = (TASKS, "value: 6}", "text: 过半}")
    assert told(changed((TASKS, "value: 6}", "text: 完成六成}"), before=[before])) == [
        ("checkpoints-reworded", N, "1-1")
    ]


def test_a_phone_that_changed_is_told_without_the_number(changed: Callable[..., list[Change]]) -> None:
    [change] = changed((PEOPLE, "13000000001", "13000000002"))
    assert "1300000" not in f"{change}"
    assert "联系方式" in change.before


def test_a_phone_in_the_official_text_is_not_told(changed: Callable[..., list[Change]]) -> None:
    before = ("source/b.txt", "", "联系人：张某某 13000000001\n附件\n")
    [change] = changed(("source/b.txt", "", before[2].replace("13000000001", "13000000002")), before=[before])
    assert (change.kind, change.detail) == ("source-changed", "只有电话一类的长数不同")
    [change] = changed(("source/b.txt", "", before[2].replace("附件", "附件二")), before=[before])
    assert "1300000" not in change.detail


def test_a_decision_is_a_change_of_its_request_and_a_lost_request_weakens(changed: Callable[..., list[Change]]) -> None:
    before = (("requests.yaml", "", REQUEST),)
    assert told(changed(("requests.yaml", "", REFUSED), before=before)) == [("request-changed", N, "YQ-2023-001")]
    assert told(changed(before=before)) == [("request-removed", W, "YQ-2023-001")]


def test_a_seal_is_neither_changed_nor_removed(changed: Callable[..., list[Change]]) -> None:
    before = (("seals.yaml", "", SEAL),)
    forged = ("seals.yaml", "", SEAL.replace("2023-06-30", "2023-06-29"))
    assert told(changed(forged, before=before)) == [("seal-changed", W, "2023-06")]
    assert told(changed(before=before)) == [("seal-removed", W, "2023-06")]


def test_a_paper_withdrawn_is_a_change_and_a_lost_one_weakens(changed: Callable[..., list[Change]]) -> None:
    before = (("papers.yaml", "", PAPER),)
    [change] = changed(("papers.yaml", "", VOID), before=before)
    assert (*told([change])[0], change.after) == ("paper-changed", N, "督通〔2023〕1号", "steps: 2023-08-11 作废")
    assert told(changed(before=before)) == [("paper-removed", W, "督通〔2023〕1号")]
