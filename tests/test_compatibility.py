"""What was promised is kept: files of 0.1 and 1.0 stay readable, and nothing that 1.0 had is taken away."""

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import promise

KEPT = Path(__file__).resolve().parent / "compatibility"
PROMISED: Mapping[str, Mapping[str, list[str]]] = json.loads(
    (KEPT / "1.0" / "promise.json").read_text(encoding="utf-8")
)
Call = Callable[..., Any]


@pytest.fixture(scope="module")
def now() -> Mapping[str, Mapping[str, list[str]]]:
    return promise.promise()


@pytest.mark.parametrize("part", list(PROMISED))
def test_nothing_that_was_promised_is_taken_away(part: str, now: Mapping[str, Mapping[str, list[str]]]) -> None:
    """Commands and options, the shape of answers in JSON, the keys of the YAML, the codes of closed sets of words."""
    assert len(PROMISED[part]) > 10
    lost = {name: sorted(set(promised) - set(now[part].get(name, ()))) for name, promised in PROMISED[part].items()}
    assert {name: gone for name, gone in lost.items() if gone} == {}


@pytest.fixture
def registry(tmp_path: Path) -> Callable[[str], Path]:
    return lambda version: Path(shutil.copytree(KEPT / version / "云汐", tmp_path / version))


@pytest.mark.parametrize("version", ["0.1", "1.0"])
def test_a_registry_of_an_older_version_is_sound(version: str, registry: Callable[[str], Path], call: Call) -> None:
    done = call("validate", str(registry(version)), "--strict")
    assert (done.returncode, done.stderr) == (0, "3 项任务，4 个目标和成果，4 个单位：0 个错误，0 个警告，0 个提示。\n")
    done = call("verify", str(KEPT / version / "云汐"))
    assert done.returncode == 0, done.stderr


def test_verdicts_about_a_registry_of_0_1_are_those_of_0_1(call: Call) -> None:
    """What `targets` answered then; an answer may say more now."""
    told = json.loads((KEPT / "0.1" / "targets.json").read_text(encoding="utf-8"))
    folder = str(KEPT / "0.1" / "云汐")
    rows = json.loads(call("targets", "--as-of", "2025-07-31", "--format", "json", "--data", folder).stdout)
    assert len(rows) == len(told) == 4
    verdict = ("id", "due", "status", "light", "at_risk", "reasons", "value", "done_percent", "pace_percent")
    assert [{key: row[key] for key in verdict} for row in rows] == [{key: row[key] for key in verdict} for row in told]
    assert all(before.keys() <= after.keys() for before, after in zip(told, rows, strict=True))


def test_a_form_of_0_1_is_collected(registry: Callable[[str], Path], call: Call) -> None:
    folder = registry("0.1")
    form = KEPT / "0.1" / "区科学技术局_2025-07.xlsx"
    done = call("progress", "collect", str(form), "--period", "2025-07", "--format", "json", "--data", str(folder))
    assert [(row["id"], row["amount"], row["outcome"]) for row in json.loads(done.stdout)] == [
        ("1-1", "9 家", "record"),
        ("1-2", "1.5%", "record"),
    ]
    assert call("validate", str(folder), "--strict").returncode == 0


def test_a_month_sealed_by_1_0_is_read_and_unchanged(registry: Callable[[str], Path], call: Call) -> None:
    folder = str(registry("1.0"))
    [seal] = json.loads(call("seal", "list", "--format", "json", "--data", folder).stdout)
    assert (seal["period"], seal["sound"]) == ("2025-07", True)
    asked = ("targets", "--as-of", "2025-07-31", "--format", "json", "--data", folder)
    assert json.loads(call(*asked, "--known-on", "2025-07").stdout) == json.loads(call(*asked).stdout)


def test_exit_codes_mean_what_they_meant(registry: Callable[[str], Path], call: Call, tmp_path: Path) -> None:
    folder = str(registry("0.1"))
    assert call("at-risk", "--as-of", "2025-07-31", "--fail", "--data", folder).returncode == 1
    assert call("list", "--data", folder).returncode == 0
    assert call("list", "--data", str(tmp_path / "nowhere")).returncode == 2
    (Path(folder) / "units.yaml").write_text("units:\n  - nmae: 区水利局\n", encoding="utf-8")
    assert call("validate", folder).returncode == 1
