"""Where a check begins to find something: on both sides of its bound."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dcgd.registry.load import read

BASE = Path(__file__).resolve().parents[1] / "examples" / "base"
Codes = Callable[..., list[str]]
STRIVE = "            value: 15\n            firmness: strive\n"


@pytest.fixture
def codes(tmp_path: Path) -> Codes:
    """The messages of a code when files of the base registry are replaced."""

    def find(code: str, **files: str) -> list[str]:
        folder = tmp_path / f"r{len(list(tmp_path.iterdir()))}"
        shutil.copytree(BASE, folder)
        for name, text in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8", newline="\n")
        return [diagnostic.message for diagnostic in read(folder, "").diagnostics if diagnostic.code == code]

    return find


@pytest.mark.parametrize(("number", "dots"), [(12, False), (13, True), (2000, True)])
def test_ten_missing_tasks_are_listed_and_of_more_it_is_said(codes: Codes, number: int, dots: bool) -> None:
    tasks = (BASE / "tasks.yaml").read_text(encoding="utf-8").replace("- number: 2\n", f"- number: {number}\n")
    [message] = codes("task-missing", tasks=tasks)
    assert message.startswith("缺少任务 2、3、4、")
    assert message.endswith("…") == dots


@pytest.mark.parametrize(("far_behind", "wrong"), [(10, False), (9.9, True)])
def test_far_behind_may_be_as_near_as_behind(codes: Codes, far_behind: float, wrong: bool) -> None:
    told = codes("rules-order", rules=f"thresholds: {{behind: 10, far_behind: {far_behind}}}\n")
    assert bool(told) == wrong


@pytest.mark.parametrize(("floor", "cap", "wrong"), [(60, 60, False), (61, 60, True), (60, 59, True)])
def test_floor_base_and_cap_may_be_one(codes: Codes, floor: int, cap: int, wrong: bool) -> None:
    told = codes("rules-order", rules=f"appraisal: {{profile: deduct, floor: {floor}, base: 60, cap: {cap}}}\n")
    assert bool(told) == wrong


def test_a_word_for_striving_counts_in_the_whole_sentence_also_the_first(codes: Codes) -> None:
    tasks = (BASE / "tasks.yaml").read_text(encoding="utf-8").replace("            value: 15\n", STRIVE)
    first = "text: 新增高新技术企业 15 家以上，力争更多。"
    assert codes("firmness-wording", tasks=tasks.replace("text: 壮大企业。新增高新技术企业 15 家以上。", first)) == []
    assert len(codes("firmness-wording", tasks=tasks)) == 1


@pytest.mark.parametrize(("second", "wrong"), [(8, False), (9, False), (7, True)])
def test_a_cumulative_value_may_stand_still(codes: Codes, second: int, wrong: bool) -> None:
    reports = [f"  - {{target: 1-1, date: 2023-06-{day}, value: {value}}}\n" for day, value in ((29, 8), (30, second))]
    told = codes("report-falls", **{"progress/2023-06": "reports:\n" + "".join(reports)})
    assert bool(told) == wrong


@pytest.mark.parametrize(
    ("extension", "wrong"),
    [
        ("field: due, from: 2023-12-31, to: 2024-03-31", ""),
        ("field: due, from: 2023-11-30, to: 2024-03-31", "第一次调整从 2023-11-30 起，而 due 是 2023-12-31"),
        ("field: value, from: 1, to: 2", "第一次调整从 1 起，而没有 value"),
    ],
)
def test_a_task_is_extended_from_its_own_due_date(codes: Codes, extension: str, wrong: str) -> None:
    tasks = (BASE / "tasks.yaml").read_text(encoding="utf-8")
    whole = f"adjustments: [{{date: 2023-09-01, {extension}, reason: 批复, approved_by: 常务会}}]"
    bare = tasks[: tasks.index("        targets:")] + f"        {whole}\n"
    assert codes("adjustment-chain", tasks=bare) == ([wrong] if wrong else [])


def test_a_task_that_has_targets_is_not_extended_as_a_whole(codes: Codes) -> None:
    tasks = (BASE / "tasks.yaml").read_text(encoding="utf-8")
    whole = (
        "adjustments: [{date: 2023-09-01, field: due, from: 2023-12-31, to: 2024-03-31, reason: 批复, approved_by: 会}]"
    )
    added = tasks.replace("        targets:", f"        {whole}\n        targets:", 1)
    assert codes("adjustment-chain", tasks=added) == ["任务 1 有目标或成果，时限在它们那里调整"]
    early = added.replace("to: 2024-03-31", "to: 2022-12-31")
    assert codes("period-order", tasks=early) == ["起算日 2023-01-01 晚于调整后的时限 2022-12-31"]
