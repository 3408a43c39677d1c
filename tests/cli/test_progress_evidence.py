"""`dcgd progress add` with evidence, and what is said twice."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_evidence_is_recorded_with_its_digest_and_verify_says_what_became_of_it(example: Path, call: Run) -> None:
    proof = example.parent / "验收单.pdf"
    proof.write_bytes(b"%PDF-1.7\n")
    digest = hashlib.sha256(proof.read_bytes()).hexdigest()
    args = ("progress", "add", "1-1", "--value", "16", "--date", "2025-12-31", "--data", str(example))
    shown = ("--evidence", str(proof), "--evidence", "https://example.com/a", "--difficulty", "缺人")
    assert call(*args, *shown).returncode == 0
    assert call(*args, "--evidence", str(proof), "--keep").returncode == 0
    log = json.loads(call("progress", "log", "1-1", "--data", str(example), "-f", "json").stdout)
    assert [row["evidence"] for row in log[-2:]] == [
        [
            {"file": "../验收单.pdf", "url": None, "sha256": digest},
            {"file": None, "url": "https://example.com/a", "sha256": None},
        ],
        [{"file": f"evidence/{digest}.pdf", "url": None, "sha256": digest}],
    ]
    assert log[-2]["difficulty"] == "缺人"
    assert call("verify", str(example)).returncode == 0
    proof.write_bytes(b"%PDF-1.7\n!")
    (example / "evidence" / f"{digest}.pdf").unlink()
    done = call("verify", str(example))
    assert done.returncode == 1
    assert "evidence-changed ../验收单.pdf 的内容与登记时不一样" in done.stdout
    assert f"evidence-missing 没有文件 evidence/{digest}.pdf" in done.stdout


def test_the_very_same_report_is_told_and_not_recorded_twice(example: Path, call: Run) -> None:
    args = ("progress", "add", "1-1", "--value", "16", "--date", "2025-12-31", "--note", "投产", "--data", str(example))
    assert call(*args).returncode == 0
    path = example / "progress" / "2025-12.yaml"
    before = path.read_bytes()
    done = call(*args)
    assert (done.returncode, path.read_bytes()) == (0, before)
    assert done.stderr.startswith("已有同样的进展，没有再登记：1-1 ")
    assert "2025-12-31 为 16" in done.stderr
    assert call(*args, "--filled-by", "周某某").returncode == 0, "what says more is another one"
    assert call(*args, "--filled-by", "周某某", "--received", "2026-01-05").returncode == 0
    assert call(*args, "--filled-by", "周某某", "--received", "2026-01-05", "--yes").returncode == 0, "it is meant"
    assert path.read_bytes().count("投产".encode()) == 4
    withdrawal = ("--by", "督查室", "--note", "错", "--data", str(example))
    for _ in range(4):
        assert call("progress", "withdraw", "1-1", *withdrawal).returncode == 0
    assert "已登记" in call(*args).stderr, "what was withdrawn is not there"


def test_what_is_refused_leaves_no_copy(example: Path, call: Run) -> None:
    proof = example.parent / "验收单.pdf"
    proof.write_bytes(b"%PDF-1.7\n")
    args = ("--value", "1", "--date", "2025-12-31", "--evidence", str(proof), "--keep", "--data", str(example))
    before = sorted((example / "evidence").rglob("*"))
    assert call("progress", "add", "1-1", *args).returncode == 2
    assert sorted((example / "evidence").rglob("*")) == before


def test_a_file_that_is_not_there_is_only_named_and_that_is_said(example: Path, call: Run) -> None:
    args = ("progress", "add", "1-1", "--value", "16", "--date", "2025-12-31", "--evidence", "没有.pdf")
    done = call(*args, "--data", str(example))
    assert (done.returncode, "没有文件 没有.pdf，只记了名" in done.stderr) == (0, True)
    done = call(*args, "--keep", "--data", str(example))
    assert (done.returncode, "没有什么可以留存" in done.stderr) == (2, True)
