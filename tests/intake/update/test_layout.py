"""tasks.yaml is brought to what a merge says, and every byte that need not change stays."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dcgd.errors import CannotEdit
from dcgd.intake.update.layout import rewritten
from dcgd.intake.update.merge import MergedDocument, MergedSection, MergedTask
from dcgd.model import Checkpoint, Heading, Milestone, Task
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


Read = Callable[[str], Registry]


@pytest.fixture
def registry_of(tmp_path: Path) -> Read:
    def registry(text: str) -> Registry:
        (tmp_path / "tasks.yaml").write_text(text, encoding="utf-8")
        (tmp_path / "units.yaml").write_text("units:\n  - name: 甲局\n  - name: 乙局\n", encoding="utf-8")
        reading = read(tmp_path)
        assert {diagnostic.code for diagnostic in reading.diagnostics} <= {"to-review"}
        return reading.registry

    return registry


@pytest.fixture
def registry(registry_of: Read) -> Registry:
    return registry_of(TEXT)


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


def test_people_and_checkpoints_are_added_taken_out_and_put_in_their_place(
    registry: Registry, registry_of: Read
) -> None:
    points = (Checkpoint(date=date(2026, 3, 31), text="选址"), Checkpoint(date=date(2026, 6, 30), text="开工"))
    said: dict[str, object] = {
        "leaders": ("甲某",),
        "owner": "乙某",
        "contact": "丙某",
        "checkpoints": points,
        "review": True,
    }
    text = rewritten(TEXT, registry, merged(registry, kept(registry, 1, **said), kept(registry, 2)))
    added = text[text.index("leads: [甲局]\n") + len("leads: [甲局]\n") : text.index("\n      - number: 2")]
    assert set(filter(None, added.split("\n"))) == {
        "        leaders: [甲某]",
        "        owner: 乙某",
        "        contact: 丙某",
        "        checkpoints:",
        "          - {date: 2026-03-31, text: 选址}",
        "          - {date: 2026-06-30, text: 开工}",
        "        review: true",
    }

    moved = added.replace("          - {date: 2026-03-31, text: 选址}\n", "")
    with_people = registry_of(text)
    fewer = kept(with_people, 1, checkpoints=points[1:])
    assert rewritten(text, with_people, merged(with_people, fewer, kept(with_people, 2))) == text.replace(added, moved)
    none = kept(with_people, 1, leaders=(), owner=None, contact=None, checkpoints=(), review=True)
    bare = rewritten(text, with_people, merged(with_people, none, kept(with_people, 2)))
    assert bare.replace("        review: true\n", "") == TEXT


def test_checkpoints_of_an_item_stay_in_their_list(registry_of: Read) -> None:
    item = "        milestones:\n          - id: 1-m1\n            title: 拓宽\n            quote: 拓宽\n"
    text = TEXT.replace("        leads: [甲局]\n", "        leads: [甲局]\n" + item)
    there = registry_of(text)
    (was,) = there.tasks[0].entity.milestones
    milestones: tuple[Milestone, ...] = (replace(was, checkpoints=(Checkpoint(date=date(2026, 3, 31), text="选址"),)),)
    new = rewritten(text, there, merged(there, kept(there, 1, milestones=milestones), kept(there, 2)))
    points = "            checkpoints:\n              - {date: 2026-03-31, text: 选址}\n"
    assert new == text.replace("            quote: 拓宽\n", "            quote: 拓宽\n" + points)


def test_what_is_not_laid_out_as_lists_of_entries_is_refused(registry: Registry) -> None:
    flow = TEXT.split("sections:", maxsplit=1)[0] + "sections: [{number: 一, title: 交通}]\n"
    with pytest.raises(CannotEdit):
        rewritten(flow, registry, merged(registry, kept(registry, 1)))
