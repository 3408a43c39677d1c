"""tasks.yaml is brought to what a merge says, and every byte that need not change stays."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dcgd.errors import CannotEdit
from dcgd.intake.update.layout import rewritten
from dcgd.intake.update.merge import MergedDocument, MergedSection, MergedTask
from dcgd.model import Heading, Task
from dcgd.registry.content import Registry
from dcgd.registry.load import read

TEXT = """\
# 台账
document:
  number: 甲政发〔2026〕1号  # 文号
  title: 通知
  issuer: 甲区人民政府
  issued: 2026-01-10
  start: 2026-01-01
  due: 2026-12-31

sections:
  - number: 一
    title: 交通
    tasks:
      # 修路的说明
      - number: 1
        title: 修路
        text: 修路。拓宽。
        leads: [甲局]

      - number: 2
        title: 架桥
        text: 架桥。加固。
        leads: [乙局]  # 新设的局
        due: 2026-06-30
"""


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    (tmp_path / "tasks.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "units.yaml").write_text("units:\n  - name: 甲局\n  - name: 乙局\n", encoding="utf-8")
    reading = read(tmp_path)
    assert reading.diagnostics == []
    return reading.registry


def merged(registry: Registry, *tasks: MergedTask, title: str = "交通") -> MergedDocument:
    assert registry.document is not None
    (section,) = registry.sections
    return MergedDocument(registry.document, (MergedSection(Heading(number="一", title=title), section, tasks),))


def kept(registry: Registry, task: int, **changes: object) -> MergedTask:
    was = registry.tasks[task - 1]
    return MergedTask(replace(was.entity, **changes), was)  # type: ignore[arg-type]


def test_what_does_not_change_stays_to_the_byte(registry: Registry) -> None:
    assert rewritten(TEXT, registry, merged(registry, kept(registry, 1), kept(registry, 2))) == TEXT


def test_only_the_values_that_differ_are_replaced(registry: Registry) -> None:
    changed = kept(registry, 2, text="架桥。新建。", leads=("甲局", "乙局"), due=date(2026, 9, 30))
    text = rewritten(TEXT, registry, merged(registry, kept(registry, 1), changed, title="路网"))
    assert text == TEXT.replace("架桥。加固。", "架桥。新建。").replace("[乙局]", "[甲局, 乙局]").replace(
        "2026-06-30", "2026-09-30"
    ).replace("title: 交通", "title: 路网")


def test_a_task_moves_with_the_comments_above_it_and_one_that_is_gone_is_taken_out(registry: Registry) -> None:
    turned = merged(registry, kept(registry, 2, number=1), kept(registry, 1, number=2))
    text = rewritten(TEXT, registry, turned)
    assert text.index("title: 架桥") < text.index("# 修路的说明") < text.index("title: 修路")
    alone = rewritten(TEXT, registry, merged(registry, kept(registry, 2, number=1)))
    assert "修路" not in alone
    assert "# 新设的局" in alone


def test_a_new_task_is_written_as_the_import_writes_it(registry: Registry) -> None:
    new = MergedTask(Task(number=3, title="植树", text="植树。养护。", leads=("甲局",)), None)
    text = rewritten(TEXT, registry, merged(registry, kept(registry, 1), kept(registry, 2), new))
    assert text.startswith(TEXT)
    added = "".join(text.removeprefix(TEXT).split())
    assert added == "-number:3title:植树text:植树。养护。leads:[甲局]"


def test_a_value_that_is_none_any_more_is_taken_out_with_its_key(registry: Registry) -> None:
    text = rewritten(TEXT, registry, merged(registry, kept(registry, 1), kept(registry, 2, due=None)))
    assert text == TEXT.replace("        due: 2026-06-30\n", "")


def test_what_is_not_laid_out_as_lists_of_entries_is_refused(registry: Registry) -> None:
    flow = TEXT.split("sections:", maxsplit=1)[0] + "sections: [{number: 一, title: 交通}]\n"
    with pytest.raises(CannotEdit):
        rewritten(flow, registry, merged(registry, kept(registry, 1)))
