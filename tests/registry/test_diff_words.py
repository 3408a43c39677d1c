"""What a change says of before and after: the amounts, steps and fields of the records, not only that they differ."""

from collections.abc import Callable

import pytest

from dcgd.registry.diff import Change

REPORTS, PROBLEMS, NOTICES, TASKS = "progress/2023-06.yaml", "problems.yaml", "notices.yaml", "tasks.yaml"
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
    ((TASKS, "value: 15", "value: 15\n            implied: true"), "mark-changed", ("implied: false", "implied: true")),
]
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
    assert [(each.kind, each.subject) for each in changed((TASKS, *edit)) if each.subject[0] in "文标发成"] == [said]


@pytest.mark.parametrize(("edit", "kind", "words"), CASES, ids=[" ".join(edit[:2]) for edit, _, _ in CASES])
def test_before_and_after_are_told(
    edit: tuple[str, str, str], kind: str, words: tuple[str, str], changed: Callable[..., list[Change]]
) -> None:
    found = [each for each in changed(edit) if each.kind == kind]
    assert [(each.before, each.after) for each in found] == [words]
