"""The registry is the document: an independent reading of the official text says the same, word for word.

That reading is in tests/official_text.py.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from official_text import OFFICIAL, SECTIONS, SOURCE

ROOT = Path(__file__).resolve().parents[2]


class Loader(yaml.CSafeLoader):
    """PyYAML's own loader with dates left as text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def load(name: str) -> Any:
    return yaml.load((ROOT / "data" / name).read_text(encoding="utf-8"), Loader)


DATA = load("tasks.yaml")
UNITS = load("units.yaml")["units"]
TASKS = {task["number"]: (section["number"], task) for section in DATA["sections"] for task in section["tasks"]}
TARGETS = [(task, target) for _, task in TASKS.values() for target in task.get("targets", [])]
MILESTONES = [(task, milestone) for _, task in TASKS.values() for milestone in task.get("milestones", [])]
CANONICAL = {name: unit["name"] for unit in UNITS for name in (unit["name"], *unit.get("aliases", []))}


def test_the_document_has_eleven_sections_and_ninety_tasks() -> None:
    assert len(SECTIONS) == 11
    assert list(OFFICIAL) == list(range(1, 91))
    assert list(TASKS) == list(range(1, 91))


def test_sections_are_those_of_the_document_in_its_order() -> None:
    assert [(section["number"], section["title"]) for section in DATA["sections"]] == list(SECTIONS.items())


@pytest.mark.parametrize("number", range(1, 91))
def test_a_task_is_word_for_word_what_the_document_says(number: int) -> None:
    section, task = TASKS[number]
    assert section == OFFICIAL[number].section
    assert task["text"] == OFFICIAL[number].text
    assert task["title"] == OFFICIAL[number].text.split("。")[0]
    assert task["leads"] == OFFICIAL[number].leads
    assert task.get("participants", []) == OFFICIAL[number].participants


def test_nothing_of_the_official_text_is_left_over() -> None:
    """From the first section on, every character is a heading, a number, a text or a bracket."""
    body = re.sub(r"\s", "", SOURCE[SOURCE.index("## 一、") :])
    for section, title in SECTIONS.items():
        body = re.sub(rf"#+{section}、{title}", "", body, count=1)
    for number, task in OFFICIAL.items():
        body = body.replace(f"{number}." + re.sub(r"\s", "", task.text), "", 1)
    assert re.sub(r"[（(]牵头单位：[^）)]*[）)]", "", body) == ""


def test_38_units_stand_behind_the_40_names_that_the_document_writes() -> None:
    written = {name for task in OFFICIAL.values() for name in (*task.leads, *task.participants)}
    assert len(written) == 40
    assert len(UNITS) == 38
    assert {CANONICAL[name] for name in written} == {unit["name"] for unit in UNITS}


@pytest.mark.parametrize(
    "names",
    [
        ("区发展和改革局", "区发展和改革委员会", "区发改局", "区发改委"),
        ("区行政审批服务局", "区行政审批局"),
        ("区工业和信息化局", "区工信局"),
        ("区科学技术局", "区科技局"),
        ("区住房和城乡建设局", "区住建局"),
        ("区人力资源和社会保障局", "区人社局"),
        ("区教育体育局", "区教体局"),
        ("区卫生健康局", "区卫健局"),
        ("区文化和旅游局", "区文旅局"),
        ("区自然资源和规划分局", "区自规分局"),
        ("区商务和投资促进局", "区商务局"),
    ],
)
def test_common_names_mean_the_same_unit(names: tuple[str, ...]) -> None:
    assert {CANONICAL[name] for name in names} == {names[0]}


@pytest.mark.parametrize(
    ("number", "leads", "participants"),
    [
        (19, "区发展和改革委员会 区商务和投资促进局 区自然资源和规划分局 区水利局 区财政局 区生态环境分局", ""),
        (34, "区商务和投资促进局 区发展和改革委员会", "区工业和信息化局 区文化和旅游局"),
        (75, "区教育体育局", "区民政局 区发展和改革局 区财政局 区自然资源和规划分局 区住房和城乡建设局"),
        (72, "区人力资源和社会保障局", "区农业农村局 区退役军人事务局 区妇联 区残联"),
        (49, "区农业农村局", "区发展和改革委员会 区住房和城乡建设局"),
        (59, "区商务和投资促进局", "区发展和改革委员会 区工业和信息化局 区财政局 区工商联"),
        (65, "区委宣传部 区文化和旅游局", ""),
        (69, "区委宣传部 区文化和旅游局", "区乡村振兴局 区卫生健康局 区工业和信息化局"),
        (71, "区人力资源和社会保障局", "区住房和城乡建设局 区财政局 区退役军人事务局"),
        (88, "", ""),
        (89, "", ""),
        (90, "", ""),
    ],
    ids=lambda value: str(value) if isinstance(value, int) else "",
)
def test_the_traps_of_the_document(number: int, leads: str, participants: str) -> None:
    """Breaks inside names (19, 34, 75) and in 牵头单位 (72), a semicolon (49), brackets apart (59, 65, 69), none."""
    task = TASKS[number][1]
    assert task["leads"] == leads.split()
    assert task.get("participants", []) == participants.split()
    assert "单位：" not in task["text"]
    assert task["text"].endswith("。")


def test_tasks_without_units_say_so_on_purpose() -> None:
    assert [number for number, (_, task) in TASKS.items() if task["leads"] == []] == [88, 89, 90]


def test_likely_slips_of_the_original_stay_and_are_noted() -> None:
    for number, words in (
        (2, "依中通、金帝等优势企业"),
        (2, "战略新兴产业"),
        (24, "坚持实际统筹布局"),
        (29, "生态修复型人工影响能力建设"),
        (49, "第三轮土地承包到期后再延长三十年"),
    ):
        assert words in TASKS[number][1]["text"]
        assert words in TASKS[number][1]["note"]
    repeated = [number for number, (_, task) in TASKS.items() if task["text"].startswith(f"{task['title']}。" * 2)]
    assert repeated == [62, 64, 84]
    assert all("重复" in TASKS[number][1]["note"] for number in repeated)


def test_the_blanks_of_the_source_are_kept() -> None:
    assert "新增高新技术企业 15 家以上" in TASKS[5][1]["text"]
    assert "实施投资500万元以上技术改造项目20个左右" in TASKS[11][1]["text"]
    assert "“两河喜鹊 美好东昌府”" in TASKS[64][1]["text"]


def test_there_are_37_targets_and_74_milestones() -> None:
    assert len(TARGETS) == 37
    assert len(MILESTONES) == 74


def test_some_thirty_tasks_are_judged_by_percent_and_words_alone() -> None:
    without = [number for number, (_, task) in TASKS.items() if not task.get("targets") and not task.get("milestones")]
    assert without == [
        *(1, 3, 4, 8, 9, 12, 17, 22, 25, 26, 27, 28, 29, 30, 39, 40),
        *(48, 49, 54, 55, 57, 59, 61, 64, 65, 73, 81, 82, 83, 84, 87),
    ]  # fmt: skip


def test_an_id_that_was_given_up_is_not_given_again() -> None:
    assert "33-m1" not in {milestone["id"] for _, milestone in MILESTONES}
    assert "33-m1 不再使用" in TASKS[33][1]["note"]


@pytest.mark.parametrize(("task", "item"), [*TARGETS, *MILESTONES], ids=lambda value: str(value.get("id", "")))
def test_every_quote_stands_in_the_official_text_of_its_task(task: dict[str, Any], item: dict[str, Any]) -> None:
    assert item["quote"] in OFFICIAL[task["number"]].text
    assert re.fullmatch(rf"{task['number']}-m?[1-9]\d*", item["id"])


WORDS = {
    "清零": Decimal(0),
    "全覆盖": Decimal(100),
    "基本实现覆盖": Decimal(100),
    "指标之内": Decimal(100),
    "两位数": Decimal(10),
}


@pytest.mark.parametrize("target", [target for _, target in TARGETS], ids=lambda target: str(target["id"]))
def test_the_number_in_the_quote_is_the_value(target: dict[str, Any]) -> None:
    value = Decimal(str(target["value"]))
    if target.get("implied"):
        assert [number for word, number in WORDS.items() if word in target["quote"]] == [value]
        return
    # The number that the unit of measure follows: 投资500万元以上…项目20个 has two numbers and one target.
    counted = re.findall(rf"(\d+(?:\.\d+)?) ?{re.escape(target['unit_measure'])}", target["quote"])
    assert [Decimal(number) for number in counted] == [value]


COMPARATORS = (
    ("左右", "about"),
    ("以上", "at_least"),
    ("突破", "more_than"),
    ("清零", "at_most"),
    ("之内", "at_most"),
    ("基本", "about"),
    ("", "at_least"),
)


@pytest.mark.parametrize(("task", "target"), TARGETS, ids=lambda value: str(value.get("id", "")))
def test_comparator_and_firmness_follow_the_wording(task: dict[str, Any], target: dict[str, Any]) -> None:
    tail = target["quote"][target["quote"].find(f"{target['value']}") :] if not target.get("implied") else ""
    around = tail + "".join(word for word in ("突破", "清零", "之内", "基本") if word in target["quote"])
    expected = next(comparator for word, comparator in COMPARATORS if word in around)
    assert target.get("comparator", "at_least") == expected
    sentence = next(part for part in task["text"].split("。") if target["quote"] in part)
    strives = any(word in sentence for word in ("力争", "争创"))
    if target.get("firmness", "firm") == "strive":
        assert strives
    elif strives:  # the word belongs to another number of the sentence
        assert not any(word in target["quote"] for word in ("力争", "争创"))


@pytest.mark.parametrize("milestone", [each for _, each in MILESTONES], ids=lambda each: str(each["id"]))
def test_a_milestone_is_striven_for_where_the_document_says_so(milestone: dict[str, Any]) -> None:
    strives = any(word in milestone["quote"] for word in ("力争", "争创", "争取"))
    assert milestone.get("firmness", "firm") == ("strive" if strives else "firm")
    assert any(word in milestone["title"] for word in ("力争", "争创", "争取")) == strives


def test_numbers_in_names_are_no_targets() -> None:
    values = {(task["number"], str(target["value"])) for task, target in TARGETS}
    for number, value in ((8, "35"), (18, "15"), (50, "12345"), (83, "20"), (11, "500"), (19, "10")):
        assert (number, value) not in values


def test_the_document_is_the_notice_of_may_2023() -> None:
    document = DATA["document"]
    assert document["number"] in SOURCE
    assert "聊城市东昌府区人民政府办公室" in SOURCE
    assert document["issuer"] == "聊城市东昌府区人民政府办公室"
    assert (document["issued"], document["start"], document["due"]) == ("2023-05-11", "2023-01-01", "2023-12-31")
    heading = next(line for line in SOURCE.split("\n") if "关于印发" in line)
    assert document["title"] == re.sub(r"[#\s]", "", heading)


def test_targets_of_section_six(call: Callable[..., Any]) -> None:
    done = call("targets", "--section", "六", "--as-of", "2023-06-30")
    ids = [line.split("\t")[0] for line in done.stdout.splitlines()[1:]]
    assert {one.split("-")[0] for one in ids} == {"42", "43", "44", "45", "47"}
    assert ids == [target["id"] for task, target in TARGETS if TASKS[task["number"]][0] == "六"]
