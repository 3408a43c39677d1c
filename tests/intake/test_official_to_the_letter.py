"""The registry against its official text, to the character."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcgd.intake.official import differences, verified
from dcgd.registry.load import read
from dcgd.registry.official import official_contents, official_texts, run_of

pytestmark = pytest.mark.usefixtures("one_worker")
ROOT = Path(__file__).resolve().parents[2]
REAL = read(ROOT / "data").registry
OFFICIAL = official_texts(ROOT / "data")
(NAME,) = OFFICIAL


def spoil(folder: Path, old: str, new: str, file: str = "tasks.yaml") -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text, old
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def told(folder: Path) -> list[str]:
    """`line:column message` of each difference; the official place, as the hint has it, after it."""
    diagnostics = verified(read(folder, ""), folder)
    assert {diagnostic.code for diagnostic in diagnostics} <= {"official-text"}
    return [
        f"{diagnostic.line}:{diagnostic.column} {diagnostic.message}｜{diagnostic.hint}" for diagnostic in diagnostics
    ]


def test_the_shipped_registry_is_the_official_text() -> None:
    assert differences(REAL, official_contents(ROOT / "data")) == []


def test_a_number_that_was_changed_in_text_and_quote_is_found_at_its_characters(registry: Path) -> None:
    text = (registry / "tasks.yaml").read_text(encoding="utf-8")
    (registry / "tasks.yaml").write_text(
        text.replace("新增高新技术企业 15 家", "新增高新技术企业 12 家").replace("value: 15\n", "value: 12\n", 1),
        encoding="utf-8",
    )
    assert read(registry).diagnostics == []
    line = next(number for number, line in enumerate(text.splitlines(), 1) if "text: 壮大科技型" in line)
    column = text.splitlines()[line - 1].index("15 家") + 1
    assert told(registry) == [
        f"{line}:{column} 任务 5 的原文与官方文本不符：…，新增高新技术企业 [-15-]{{+12+}} 家以上。开展科技型…｜见 {NAME}:35:107"
    ]
    official = OFFICIAL[NAME].splitlines()[34]
    assert official[106:].startswith("15 家以上")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("稳控国企平台风险", "稳控平台风险", "任务 84 的原文与官方文本不符：…融机构风险化解，稳控[-国企-]平台风险，严厉打击非…"),
        ("加快融入聊城市", "加快融入我聊城市", "任务 1 的原文与官方文本不符：…实验室体系。加快融入{+我+}聊城市实验室体系建设…"),
        ("leads: [区科学技术局, 区财政局]", "leads: [区财政局]", "任务 6 的牵头单位与官方文本不符：[-区科学技术局、-]区财政局"),
        ("participants: [区地方金融监管局]", "participants: []", "任务 6 的参与单位与官方文本不符：[-区地方金融监管局-]"),
        ("title: 纵深推进新旧动能转换", "title: 纵深推进动能转换", "章节 二 的标题与官方文本不符：纵深推进[-新旧-]动能转换"),
        ("number: 东昌政办字", "number: 东政办字", "文号“东政办字〔2023〕11号”不在官方文本里"),
        ("issued: 2023-05-11", "issued: 2023-05-12", "成文日期“2023年5月12日”不在官方文本里"),
        ("推动绿色低碳高质量发展2023年", "推动绿色低碳高质量发展2024年", "标题“东昌府区人民政府办公室关于印发东昌府区深化新旧动能转换推动绿色低碳高质量发展2024年重点工作任务的通知”不在官方文本里"),
        ("value: 15\n", "value: 12\n", "目标值 12，引文里是 15"),
    ],
)  # fmt: skip
def test_what_the_registry_has_otherwise(old: str, new: str, said: str, registry: Path) -> None:
    spoil(registry, old, new)
    assert [line_told.split(" ", 1)[1].split("｜")[0] for line_told in told(registry)] == [said]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("\n90. 强化督导检查", "\n91. 强化督导检查", ["任务 90 的序号，官方文本是“91”"]),
        ("用好用活督查考核结果", "用好督查考核结果", ["任务 90 的原文与官方文本不符：…全方位监督检查，用好{+用活+}督查考核结果，充分发…"]),
        ("（牵头单位：区应急局）", "", ["任务 83 的责任单位与官方文本不符：{+区应急局+}"]),
        ("（牵头单位：区应急局）", "另加一句。（牵头单位：区应急局）", ["任务 83 的原文与官方文本不符：…极端天气应对等工作。[-另加一句。-]"]),
        ("（牵头单位：区应急局）", "（牵头单位：区应急局）另加一句。", ["任务 83 的原文与官方文本不符：…极端天气应对等工作。[-另加一句。-]"]),
    ],
)  # fmt: skip
def test_what_the_official_text_has_otherwise(old: str, new: str, said: list[str], registry: Path) -> None:
    spoil(registry, old, new, NAME)
    assert [line_told.split(" ", 1)[1].split("｜")[0] for line_told in told(registry)] == said


def test_a_sentence_at_the_very_end_is_not_passed_over_but_what_closes_a_document_is(registry: Path) -> None:
    path = registry / NAME
    closing = "\n\n聊城市东昌府区人民政府办公室\n\n2023年5月11日\n\n（此件公开发布）\n"
    path.write_text(OFFICIAL[NAME].rstrip() + closing, encoding="utf-8")
    assert told(registry) == []
    path.write_text(OFFICIAL[NAME].rstrip() + "\n\n附加一句话。" + closing, encoding="utf-8")
    assert [line_told.split("｜")[0].split(" ", 1)[1] for line_told in told(registry)] == [
        "任务 90 的原文与官方文本不符：…，依法依规追责问责。[-附加一句话。-]"
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("（牵头单位：区应急局）", "(牵头单位:区应急局)"),
        ("，参与单位：区商务", "；参与单位：区商务"),
        ("\n90. ", "\n90．"),
        ("## 二、", "二、"),
        ("新增高新技术企业", "新增高新\n\n技术企业"),
        ("\n2. 推动", "\n　　2. 推动"),
    ],
)
def test_layout_between_texts_and_breaks_of_lines_and_pages_do_not_count(old: str, new: str, registry: Path) -> None:
    spoil(registry, old, new, NAME)
    assert told(registry) == []


def test_blanks_inside_a_text_do_count(registry: Path) -> None:
    spoil(registry, "新增高新技术企业 15 家以上。开展", "新增高新技术企业15家以上。开展", NAME)
    assert [line_told.split(" ", 1)[1].split("｜")[0] for line_told in told(registry)] == [
        "任务 5 的原文与官方文本不符：…措，新增高新技术企业{+ +}15 家以上。开展科…",
        "任务 5 的原文与官方文本不符：…增高新技术企业 15{+ +}家以上。开展科技型中…",
    ]


def test_other_ways_to_name_the_units(tmp_path: Path) -> None:
    for bracket in ("（区科技局牵头，区财政局配合）", "（责任单位：区科技局、区财政局）", "（区科技局、区财政局负责）"):
        both = "负责" in bracket
        (tmp_path / "source").mkdir(exist_ok=True)
        (tmp_path / "tasks.yaml").write_text(
            "document: {number: 甲1号, title: 通知, issuer: 甲, issued: 2023-01-10, start: 2023-01-01, due: 2023-12-31}\n"
            "sections:\n  - number: 一\n    title: 创新\n    tasks:\n"
            "      - {number: 1, title: 壮大, text: 壮大。培育企业。, "
            + ("leads: [区科技局, 区财政局]}\n" if both else "leads: [区科技局], participants: [区财政局]}\n"),
            encoding="utf-8",
        )
        (tmp_path / "units.yaml").write_text("units:\n  - name: 区科技局\n  - name: 区财政局\n", encoding="utf-8")
        (tmp_path / "source" / "a.txt").write_text(
            f"通知\n甲1号\n2023年1月10日\n一、创新\n（一）壮大。培育企业。{bracket}\n", encoding="utf-8"
        )
        assert told(tmp_path) == []
        spoil(tmp_path, "区科技局", "区财政局", "source/a.txt")
        spoiled = told(tmp_path)
        assert spoiled
        assert all("单位与官方文本不符" in line_told for line_told in spoiled)


def test_a_task_that_the_official_text_does_not_have(registry: Path) -> None:
    text = (registry / NAME).read_text(encoding="utf-8")
    start, end = text.index("6. 优化创新创业生态"), text.index("7. 大力培育创新型企业")
    (registry / NAME).write_text(text[:start] + text[end:], encoding="utf-8")
    assert [line_told.split(" ", 1)[1].split("｜")[0] for line_told in told(registry)] == [
        "官方文本里找不到任务 6（优化创新创业生态）的原文"
    ]


@pytest.mark.slow
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_one_character_more_less_or_other_in_any_text_is_found(data: st.DataObject) -> None:
    """Spoil the official text anywhere inside a task's text: that task is told, at that place or just beside it."""
    task = data.draw(st.sampled_from(REAL.tasks)).entity
    run = run_of(OFFICIAL)
    start = run.text.index(task.text)
    at = start + data.draw(st.integers(len(task.title) + 1, len(task.text) - 2))
    file, line, column = run.place(at)
    lines = OFFICIAL[file].split("\n")
    kept = lines[line - 1]
    more, less = data.draw(st.sampled_from([("鑫", 0), ("", 1), ("鑫", 1)]))
    lines[line - 1] = kept[: column - 1] + more + kept[column - 1 + less :]
    told_of_it = differences(REAL, {file: "\n".join(lines).encode()})
    assert len(told_of_it) == 1 or (less and kept[column - 1] in "“”"), "a space counts within quotation marks alone"
    for difference in told_of_it:
        assert f"任务 {task.number} 的原文与官方文本不符" in difference.message
        assert difference.source[:2] == (file, line) or abs(difference.source[1] - line) <= 2


def test_the_run_knows_the_place_of_every_character() -> None:
    run = run_of({"a.md": "## 一、甲\n\n  乙丙\r\n", "b.txt": "\n丁"})
    assert run.text == "一、甲乙丙丁"
    assert [run.place(offset) for offset in range(6)] == [
        ("a.md", 1, 4),
        ("a.md", 1, 5),
        ("a.md", 1, 6),
        ("a.md", 3, 3),
        ("a.md", 3, 4),
        ("b.txt", 2, 1),
    ]
    assert run_of({}).place(0) == ("", 1, 1)
