"""A registry brought up to a newer document says what that document says, whatever changed in between."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcgd.edits.update import Updated, updated
from dcgd.intake.draft.drafting import draft
from dcgd.intake.draft.emit import tasks_yaml, units_yaml
from dcgd.registry.change import Edited
from dcgd.registry.load import read

HEADINGS = ["壮大实体经济", "改善城乡环境", "保障改善民生"]
TITLES = ["培育企业", "建设公园", "扩大学位", "整治小巷", "提升水质", "稳定就业", "完善路网", "发展旅游"]
UNITS = ["区财政局", "区水利局", "区住建局", "区住房和城乡建设局", "各镇（街道）"]


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A notice of some sections with some of the titles, each with its number, its unit and its count."""
    titles = draw(st.lists(st.sampled_from(TITLES), min_size=1, max_size=8, unique=True))
    lines, number = [], 0
    for at, heading in enumerate(HEADINGS):
        mine = titles[at::3]
        if not mine:
            break
        lines.append(f"## {'一二三'[at]}、{heading}")
        for title in mine:
            number += 1
            count, unit = draw(st.integers(1, 3)), draw(st.sampled_from(UNITS))
            extra = draw(st.sampled_from(["", f"出台《{title}办法》。", "加强协调。"]))
            lines.append(f"{number}.{title}。新增{title}项目{count}个。{extra}（牵头单位：{unit}）")
    return "\n\n".join(["# 云汐区2026年重点工作任务", *lines]) + "\n"


def create(folder: Path, text: str) -> None:
    found = draft(text, 2026)
    (folder / "source").mkdir()
    for name, content in (
        ("tasks.yaml", tasks_yaml(found.document, found.sections)),
        ("units.yaml", units_yaml(found.units)),
        ("source/通知.md", text),
    ):
        (folder / name).write_bytes(content.encode("utf-8"))


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(documents(), documents())
def test_after_an_update_every_task_is_as_the_newer_document_has_it(older: str, newer: str) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        create(folder, older)
        commented = re.sub(
            "(?m)^(      - number: .*\n        title: (.*))",
            r"      # 说明：\2\n\1",
            (folder / "tasks.yaml").read_text("utf-8"),
        )
        (folder / "tasks.yaml").write_bytes(commented.encode("utf-8"))
        found = draft(newer, 2026)
        edited = updated(read(folder), folder, found, newer, "source/x.md")
        texts, moved = edited.texts, edited.result.moved
        assert updated(read(folder), folder, found, newer, "source/x.md") == edited
        for file, text in texts.items():
            (folder / file).write_bytes(text.encode("utf-8"))
        after = read(folder)

        said = [(each.number, each.title, each.text, each.leads, each.participants) for each in found.tasks()]
        tasks = [filed.entity for filed in after.registry.tasks]
        assert [(each.number, each.title, each.text, each.leads, each.participants) for each in tasks] == said
        assert [filed.entity.title for filed in after.registry.sections] == [each.title for each in found.sections]
        assert not {each.code for each in after.diagnostics} - {"to-review", "unused-unit", "quote-not-in-text"}
        assert all(old != new for old, new in moved.items())
        for title in {each.title for each in draft(older, 2026).tasks()} & {each.title for each in tasks}:
            assert re.search(
                f"# 说明：{title}\n      - number: .*\n        title: {title}\n", texts.get("tasks.yaml", commented)
            )
        assert updated(after, folder, found, newer, "source/x.md") == Edited({}, Updated({}))


LEDGER = (
    "# 云汐区2026年重点任务\n\n| 序号 | 工作任务 | 一季度 | 责任单位 |\n|---|---|---|---|\n"
    "| 1 | 加强统筹协调 | 完成选址 | 区住建局 |\n"
)


def test_checkpoints_that_have_no_place_any_more_are_told(tmp_path: Path) -> None:
    create(tmp_path, LEDGER)
    tasks = tmp_path / "tasks.yaml"
    text = tasks.read_text(encoding="utf-8")
    item = "        milestones:\n          - {id: 1-m1, title: 协调会, quote: 统筹协调}\n"
    tasks.write_text(re.sub(r"        checkpoints:\n(?: {10}.*\n)+", item, text), encoding="utf-8")
    newer = LEDGER.replace("完成选址", "完成立项")

    edited = updated(read(tmp_path), tmp_path, draft(newer, 2026), newer, "source/a.md")
    assert edited.result.points == ("任务 1：2026-03-31 完成立项",)
    same = updated(read(tmp_path), tmp_path, draft(LEDGER + "\n", 2026), LEDGER + "\n", "source/a.md")
    assert same.result.points == ()
