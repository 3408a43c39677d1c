"""What the checks say: the words, numbers and names in a message and its hint, for one cause and for another."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dcgd.registry.load import read

BASE = Path(__file__).resolve().parents[1] / "examples" / "base"
REPORT, NOTICE = (
    "reports:\n  - {date: 2023-06-30, %s}\n",
    "{number: DB-2023-%03d, level: 黄, unit: 区水利局, subject: 1-1, issued: 2023-07-01, reply_by: 2023-07-10, reason: 滞后}",
)
PROBLEM = "problems:\n  - {id: WT-2023-001, task: 1, title: 缺人, steps: [%s]}\n"
QUOTE = "            quote: 新增高新技术企业 15 家以上\n"
ZERO_OF = "            value: 15\n            unit_measure: 家\n" + QUOTE
ADJUST = "            adjustments: [{date: %s, reason: 批复, approved_by: 常务会}]\n"
CASES: dict[str, tuple[str, str, str, str, str]] = {
    "an unknown id": ("progress/2023-06", "", REPORT % "target: 1-9, value: 1", "report-unknown", "没有编号“1-9”；是不是：1-1、1-m1、1？。改正编号"),
    "a unit that does not answer for it": (
        "progress/2023-06", "", REPORT % "target: 1-1, value: 1, by: 区水利局", "report-by",
        "区水利局不牵头也不参与任务 1。责任单位是区科学技术局",
    ),
    "of two that answer": (
        "progress/2023-06", "", REPORT % "task: 2, percent: 1, by: 区科技局", "report-by",
        "区科学技术局不牵头也不参与任务 2。责任单位是区水利局、区财政局",
    ),
    "one notice skipped": ("notices", "", "notices:\n" + "".join(f"  - {NOTICE % n}\n" for n in (1, 3)), "notice-number", "单号跳过了 DB-2023-002。补上作废的那一单，写明事由"),
    "two notices skipped": ("notices", "", "notices:\n" + "".join(f"  - {NOTICE % n}\n" for n in (1, 4)), "notice-number", "单号跳过了 DB-2023-002 到 DB-2023-003。补上作废的那一单，写明事由"),
    "a section's number": ("tasks", "number: 一", "number: 三", "section-order", "章节号“三”，这里应是“一”。依次编号，不缺、不重、不乱"),
    "no first task": ("tasks", "      - number: 1\n", "      - number: 2\n        title: 甲\n        text: 甲。\n        leads: [区水利局]\n      - number: 3\n", "task-missing", "缺少任务 1。补上，或改正序号"),
    "a target's id": ("tasks", "id: 1-1", "id: 2-1", "item-id", "编号“2-1”不是任务 1 的。写作 1-1 的样子"),
    "a milestone's id": ("tasks", "id: 1-m1", "id: 1-m0", "item-id", "编号“1-m0”不是任务 1 的。写作 1-m1 的样子"),
    "a problem without steps": ("problems", "", "problems:\n  - {id: WT-2023-001, task: 1, title: 缺人, steps: []}\n", "problem-trail", "问题没有经过。第一步是 action: raise"),
    "a problem that begins otherwise": ("problems", "", PROBLEM % "{action: assign, date: 2023-06-01, by: 甲, to: 乙}", "problem-trail", "一开始不能交办。这里可以是：raise（发现）"),
    "a step that may not follow": (
        "problems", "", PROBLEM % ", ".join(f"{{action: {each}, date: 2023-06-01, by: 甲}}" for each in ("raise", "assign", "resolve", "feedback", "raise")), "problem-trail",
        "反馈之后不能发现。这里可以是：close（销号）、reject（退回）、withdraw（撤回）",
    ),
    "a step back in time": ("problems", "", PROBLEM % "{action: raise, date: 2023-06-02, by: 甲}, {action: assign, date: 2023-06-01, by: 甲}", "problem-trail", "2023-06-01 早于上一步的 2023-06-02。步骤按日期先后写"),
    "a unit twice": ("tasks", "leads: [区科学技术局]", "leads: [区科学技术局, 区科学技术局]", "repeated-unit", "“区科学技术局”重复。删去其中一个"),
    "a unit twice by two names": ("tasks", "leads: [区科学技术局]", "leads: [区科学技术局, 区科技局]", "repeated-unit", "“区科技局”重复（与“区科学技术局”是同一个单位）。删去其中一个"),
    "a lead that participates": ("tasks", "participants: [区财政局]", "participants: [区水利局]", "lead-and-participant", "“区水利局”已是牵头单位。牵头或参与，留一处"),
    "an adjusted due date before the start": ("tasks", QUOTE, QUOTE + ADJUST % "2023-05-01, field: due, from: 2023-12-31, to: 2022-12-31", "period-order", "起算日 2023-01-01 晚于调整后的时限 2022-12-31。改正其中一个"),
    "the first adjustment from another value": ("tasks", QUOTE, QUOTE + ADJUST % "2023-05-01, field: value, from: 18, to: 12", "adjustment-chain", "第一次调整从 18 起，而 value 是 15。from 写原值"),
    "the first adjustment of a goal of 0": ("tasks", ZERO_OF, "            value: 0\n            unit_measure: 家\n            quote: 动态清零\n            implied: true\n" + ADJUST % "2023-05-01, field: value, from: 3, to: 2", "adjustment-chain", "第一次调整从 3 起，而 value 是 0。from 写原值"),
    "an adjustment of what is not there": ("tasks", QUOTE, QUOTE + ADJUST % "2023-05-01, field: baseline, from: 3, to: 2", "adjustment-chain", "第一次调整从 3 起，而没有 baseline。from 写原值"),
    "a task to review": ("tasks", "        leads: [区水利局]", "        review: true\n        leads: [区水利局]", "to-review", "任务 2 待核对。核对后删去这一行"),
    "a target to review": ("tasks", QUOTE, QUOTE + "            review: true\n", "to-review", "1-1 待核对。核对后删去这一行"),
    "a unit to review": ("units", "name: 区水利局", "name: 区水利局\n    review: true", "to-review", "区水利局 待核对。核对后删去这一行"),
    "no number in the quote": ("tasks", "quote: 新增高新技术企业 15 家以上", "quote: 新增高新技术企业", "quote-number", "目标值 15，引文里没有数。照引文改正；经批准的调整写进 adjustments；数不在字面上的写 implied: true"),
    "a quote with one space less": ("tasks", "quote: 新增高新技术企业 15 家以上", "quote: 新增高新技术企业15 家以上", "quote-not-in-text", "任务 1 的原文里没有这句话。只有空格不同：空格也照原文"),
    "another quote": ("tasks", "quote: 建立企业库", "quote: 建设企业库", "quote-not-in-text", "任务 1 的原文里没有这句话。从本任务的 text 里照抄一段"),
}  # fmt: skip


@pytest.fixture
def said(tmp_path: Path) -> Callable[[str, str, str, str], list[str]]:
    """Message and hint of each finding of a code when something stands otherwise in a file of the base registry."""

    def find(name: str, old: str, new: str, code: str) -> list[str]:
        folder = tmp_path / "registry"
        shutil.copytree(BASE, folder)
        file = folder / f"{name}.yaml"
        file.parent.mkdir(exist_ok=True)
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        assert old in text
        file.write_text(text.replace(old, new) if old else new, encoding="utf-8", newline="\n")
        return [
            f"{diagnostic.message}。{diagnostic.hint}"
            for diagnostic in read(folder, "").diagnostics
            if diagnostic.code == code
        ]

    return find


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_and_how_to_mend_it(said: Callable[..., list[str]], case: str) -> None:
    *edit, code, words = CASES[case]
    assert said(*edit, code) == [words]


@pytest.mark.parametrize(
    ("quote", "comparator", "word"),
    [
        ("新增 15 家以上", "about", "以上"),
        ("新增 15 家左右", "at_least", "左右"),
        ("控制在 15 家以内", "at_least", "以内"),
        ("压减到 15 家以下", "at_least", "以下"),
        ("突破 15 家", "at_least", "突破"),
        ("不超过 15 家", "at_least", "不超过"),
        ("控制在 15 家", "at_least", "控制在"),
        ("不高于 15 家", "at_least", "不高于"),
        ("超过 15 家", "at_least", "超过"),
        ("不低于 15 家", "about", "不低于"),
        ("不少于 15 家", "about", "不少于"),
        ("达到 15 家", "about", "达到"),
    ],
)
def test_every_word_for_a_comparator_is_known(
    said: Callable[..., list[str]], quote: str, comparator: str, word: str
) -> None:
    old = "            quote: 新增高新技术企业 15 家以上\n"
    [sentence] = said(
        "tasks", old, f"            quote: {quote}\n            comparator: {comparator}\n", "comparator-wording"
    )
    assert sentence.startswith(f"引文说“{word}”，比较方式却是 {comparator}")


@pytest.mark.parametrize(
    ("quote", "value", "wrong"),
    [
        ("动态清零", 0, False), ("动态清零", 1, True), ("实现全覆盖", 100, False), ("实现全覆盖", 90, True),
        ("保持两位数增长", 10, False), ("保持两位数增长", 9, True), ("翻一番", 2, False), ("动态清零", 10, True),
    ],
)  # fmt: skip
def test_numbers_said_in_words(said: Callable[..., list[str]], quote: str, value: int, wrong: bool) -> None:
    """Of words that nobody has listed nothing is claimed."""
    old = "            value: 15\n            unit_measure: 家\n            quote: 新增高新技术企业 15 家以上\n"
    new = f"            value: {value}\n            implied: true\n            unit_measure: 家\n            quote: {quote}\n"
    assert bool(said("tasks", old, new, "quote-number")) == wrong


@pytest.mark.parametrize(
    ("comparator", "name"), [("at_least", "以上"), ("more_than", "突破"), ("at_most", "不超过"), ("about", "左右")]
)
def test_a_comparator_is_said_by_its_word(said: Callable[..., list[str]], comparator: str, name: str) -> None:
    quote, word, right = (
        ("不少于 15 家", "不少于", "at_least") if comparator != "at_least" else ("15 家左右", "左右", "about")
    )
    edit = f"            quote: {quote}\n            comparator: {comparator}\n"
    [sentence] = said("tasks", QUOTE, edit, "comparator-wording")
    assert sentence == f"引文说“{word}”，比较方式却是 {comparator}（{name}）。改成 {right}"


def test_a_number_with_separators_is_the_number(said: Callable[..., list[str]]) -> None:
    edit = "            value: 1200\n            unit_measure: 家\n            quote: 新增 1,200 家左右\n"
    [sentence] = said("tasks", ZERO_OF, edit, "comparator-wording")
    assert sentence.startswith("引文说“左右”")


@pytest.mark.parametrize(
    ("adjusted", "code", "wrong"),
    [
        ("comparator, from: about, to: at_most", "comparator-wording", False),
        ("due, from: 2023-12-31, to: 2023-12-30", "comparator-wording", True),
        ("firmness, from: firm, to: strive", "firmness-wording", False),
        ("due, from: 2023-12-31, to: 2023-12-30", "firmness-wording", True),
    ],
)
def test_what_an_adjustment_has_changed_need_not_agree_with_the_quote(
    said: Callable[..., list[str]], adjusted: str, code: str, wrong: bool
) -> None:
    edit = f"{QUOTE}            comparator: about\n            firmness: strive\n"
    assert bool(said("tasks", QUOTE, edit + ADJUST % f"2023-05-01, field: {adjusted}", code)) == wrong


def test_clearing_is_at_most(said: Callable[..., list[str]]) -> None:
    edit = (
        "            value: 0\n            unit_measure: 家\n            quote: 动态清零\n            implied: true\n"
    )
    assert said("tasks", ZERO_OF, edit, "comparator-wording") == [
        "引文说“清零”，比较方式却是 at_least（以上）。改成 at_most"
    ]


def test_of_a_quote_that_is_not_in_the_text_only_the_quote_is_asked(said: Callable[..., list[str]]) -> None:
    edit = QUOTE.replace("新增", "新办") + "            firmness: strive\n"
    assert len(said("tasks", QUOTE, edit, "firmness-wording")) == 1


@pytest.mark.parametrize("word", ["力争", "争创", "争取"])
def test_every_word_for_striving_is_known(said: Callable[..., list[str]], word: str) -> None:
    old = "            quote: 新增高新技术企业 15 家以上\n"
    [sentence] = said("tasks", old, f"            quote: {word}新增 15 家以上\n", "firmness-wording")
    assert sentence == f"引文说“{word}”，约束性却是 firm。改成 strive"


def test_a_period_may_be_a_day(said: Callable[..., list[str]]) -> None:
    """A due date put on the day of the start."""
    due = ADJUST % "2023-05-01, field: due, from: 2023-12-31, to: 2023-01-01"
    assert said("tasks", QUOTE, QUOTE + due, "period-order") == []


def test_adjustments_follow_each_other_by_their_dates_not_by_their_places(said: Callable[..., list[str]]) -> None:
    first, second = "2023-05-01, field: value, from: 15, to: 14", "2023-06-01, field: value, from: 14, to: 12"
    both = (ADJUST % first).replace("[{", f"[{{date: {second}, reason: 批复, approved_by: 常务会}}, {{", 1)
    assert said("tasks", QUOTE, QUOTE + both, "adjustment-chain") == []
