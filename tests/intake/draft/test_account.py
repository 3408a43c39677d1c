"""Nothing is dropped silently: every character is heading, task, responsibility, preamble or noise, exactly once."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.intake.draft.drafting import draft
from dcgd.intake.draft.report import render
from dcgd.intake.draft.result import Draft, Kind, Part
from dcgd.intake.outline.imprint import end_matter
from dcgd.intake.text.body import build_body
from dcgd.intake.text.glyphs import ALIKE
from dcgd.intake.text.readers import read
from dcgd.unseen import without_unseen

ROOT = Path(__file__).resolve().parents[3]
PATHS = [path for path in sorted((Path(__file__).parents[1] / "documents").iterdir()) if path.suffix != ".yaml"]
PATHS.append(ROOT / "data" / "source" / "dongzhengban-2023-11.md")
TEXTS = [read(path.read_bytes(), path.name).text for path in PATHS]
PIECES = st.sampled_from(
    [
        *(
            "一、",
            "（一）",
            "1.",
            "2．",
            "（1）",
            "①",
            "\n",
            "\n\n",
            "。",
            "；",
            "）",
            "〕",
            "|",
            "\t",
            "# ",
            "- ",
            " ",
            "　",
            "《",
            "”",
        ),
        *(
            "（牵头单位：区水利局",
            "责任单位：",
            "区财政局、",
            "（A负责）",
            "新增15家",
            "2023年6月底前完成",
            "全覆盖，",
            "— 2 —",
            "目录",
        ),
    ]
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(TEXTS))
    begin = draw(st.integers(0, len(text)))
    text = text[begin : begin + draw(st.integers(0, 1500))]
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 30))
        text = text[:at] + "".join(draw(st.lists(PIECES, max_size=4))) + text[at + cut :]
    return text


def parts(text: str, drafted: Draft, part: Part) -> str:
    return "".join(text[span.start : span.end] for span in drafted.spans if span.part is part)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", without_unseen(text.translate(ALIKE)))


def assert_accounted(text: str) -> None:
    drafted = draft(text, 2023)
    at = 0
    for span in drafted.spans:
        assert span.start == at < span.end
        at = span.end
    assert at == len(text)
    told = Counter("".join(squeezed(task.text) for task in drafted.tasks()))
    painted = Counter(squeezed(parts(text, drafted, Part.TASK)))
    assert not told - painted
    assert not re.search(r"\w", "".join(painted - told))
    numbers = [task.number for task in drafted.tasks()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert render(drafted, "utf-8")


@given(mutated())
def test_spans_partition_any_text_and_tasks_hold_what_is_painted_as_task(text: str) -> None:
    assert_accounted(text)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_so_do_texts_of_nothing_but_marks(text: str) -> None:
    assert_accounted(text)


@pytest.mark.parametrize("text", TEXTS, ids=[path.stem for path in PATHS])
def test_the_wording_of_tasks_is_exactly_what_is_painted_as_task(text: str) -> None:
    drafted = draft(text, 2023)

    told = "".join(squeezed(task.text) for task in drafted.tasks())
    assert sorted(told) == sorted(squeezed(parts(text, drafted, Part.TASK)))


@pytest.mark.parametrize("text", TEXTS, ids=[path.stem for path in PATHS])
def test_noise_has_no_words_but_page_numbers_letterhead_and_signature(text: str) -> None:
    drafted = draft(text, 2023)
    body = build_body(text)
    signature = text[body.origin[end_matter(body)] :] if end_matter(body) < len(body.text) else ""

    for span in drafted.spans:
        words = re.findall(r"[\u4e00-\u9fff]+", text[span.start : span.end])
        if span.part is Part.NOISE and words:
            letterhead = drafted.document.issuer in "".join(words) or words[0] in drafted.document.issuer
            assert letterhead or text[span.start : span.end].strip() in signature


def test_units_stand_in_what_is_painted_as_responsibility() -> None:
    text = TEXTS[-1]
    drafted = draft(text, 2023)
    said = squeezed(parts(text, drafted, Part.RESPONSIBILITY))

    assert all(name in said for task in drafted.tasks() for name in (*task.leads, *task.participants))
    assert "单位：" not in squeezed(parts(text, drafted, Part.TASK) + parts(text, drafted, Part.PREAMBLE))


def test_the_report_says_what_was_read_and_what_was_left_out() -> None:
    text = "一、工业\n1. 做强企业。打造“15分钟生活圈”。（区工信局负责，大家一起加油）\n2. 强化保障。6月底前加强领导。\n"
    text += "二、附表\n| 任务 | 节点 | 责任单位 |\n|---|---|---|\n| 修路 | 主体封顶 | 区交通局 |\n"
    text += "三、公园\n| 任务 | 三季度 | 责任单位 |\n|---|---|---|\n| 新建公园5个 | 建成2个 | 区住建局 |\n"
    drafted = draft(text, 2023)
    said = render(drafted, "gb18030")

    assert {remark.kind for remark in drafted.remarks} == set(Kind)
    assert "gb18030" in said
    assert "任务 4 项" in said
    assert "“三季度：建成2个”：任务 4：节点 2023-09-30，照目标的计量单位" in said
    assert "“节点：主体封顶”：任务 3：没有认出是哪一天的" in said
    assert "大家一起加油" in said
    assert "任务 2 没有写责任单位" in said
    assert "是名称的一部分" in said
    assert "第 2 行" in said
