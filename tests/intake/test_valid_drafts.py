"""Whatever document is imported, the draft is a registry without errors, however spoiled the document is."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcgd.diagnostics import Severity
from dcgd.intake.draft.drafting import draft
from dcgd.intake.draft.emit import tasks_yaml, units_yaml
from dcgd.intake.text.readers import read
from dcgd.registry.load import Reading
from dcgd.registry.load import read as load

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(path for path in (Path(__file__).parent / "documents").iterdir() if path.suffix != ".yaml")
OFFICIAL = ROOT / "data/source/dongzhengban-2023-11.md"
TEXTS = [read(path.read_bytes(), path.name).text for path in DOCUMENTS]
TEXTS.append(OFFICIAL.read_text(encoding="utf-8")[:5000])
CHARACTERS = list("一二三（）()[]【】〔〕：:；，、。\n 　0123456789%万亿年月日.．\"'#|\t\u2028\u200b*-&!?{}@`")
WORDS = ["责任单位：", "牵头", "负责", "区财政局", "100个", "清零", "全覆盖", "1,200家", "由10%提高到20%", "力争"]
WORDS += ["（市、区）", "2023年6月底前", "翻一番", "99999999999999999999万亿元", "第一章", "（一）"]


def drafted(text: str) -> Reading:
    made = draft(text, 2023)
    files = {"tasks.yaml": tasks_yaml(made.document, made.sections), "units.yaml": units_yaml(made.units)}
    reading = load(Path("nowhere"), "", read_bytes=lambda path: files[path.name].encode("utf-8"))
    assert [filed.entity for filed in reading.registry.tasks] == list(made.tasks())
    return reading


@pytest.mark.parametrize("path", [*DOCUMENTS, OFFICIAL], ids=lambda path: path.name)
def test_a_document_imports_without_errors_or_warnings_and_says_what_is_to_be_reviewed(path: Path) -> None:
    reading = drafted(read(path.read_bytes(), path.name).text)
    registry = reading.registry

    assert {diagnostic.code for diagnostic in reading.diagnostics} == {"to-review"}
    marked = [filed.entity.review for filed in registry.tasks] + [filed.entity.review for filed in registry.units]
    assert len(reading.diagnostics) == len(registry.items) + sum(marked)


@st.composite
def spoiled(draw: st.DrawFn) -> str:
    """A document with pieces put in, cut out, repeated, and taken from another one."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(text)))
        kind = draw(st.sampled_from(["in", "out", "again", "other"]))
        if kind == "in":
            text = text[:at] + draw(st.sampled_from([*CHARACTERS, *WORDS])) + text[at:]
        elif kind == "out":
            text = text[:at] + text[at + draw(st.integers(1, 30)) :]
        else:
            other = text if kind == "again" else draw(st.sampled_from(TEXTS))
            start = draw(st.integers(0, len(other)))
            text = text[:at] + other[start : start + draw(st.integers(1, 200))] + text[at:]
    return text


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(spoiled())
def test_a_spoiled_document_imports_without_errors(text: str) -> None:
    assert [diagnostic for diagnostic in drafted(text).diagnostics if diagnostic.severity is Severity.ERROR] == []
