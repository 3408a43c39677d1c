"""What others sent is read or refused in a sentence within bounds of time and memory, whatever is in it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import hostile
from dcgd.errors import Stopped, UserError
from dcgd.intake.draft.drafting import drafted
from dcgd.intake.text.bundle import File
from dcgd.publish.papers.render import OwnTemplate
from dcgd.source import bounded
from dcgd.source.bounded import Worker
from dcgd.tracking.returned.recognise import read_filled

IMPATIENT, PATIENT = "1", "120"
"""Seconds of computing: so that what is ended is ended soon, and that the honest is read on any computer."""
HALF_A_SECOND = 0.5
"""For what goes on far beyond any patience: the system counts whole seconds, so that the process has one in all."""
ENDLESS = {
    "forty million cells", "a million runs", "a million paragraphs", "a million tabs", "a thousand nested fields",
    "a hundred thousand styles and paragraphs", "a hundred thousand relations", "a bomb within what a package may have",
    "numbers that grow", "no table", "a text without end", "short lines", "units", "numbers in one sentence", "digits",
    "pages", "contents",
}  # fmt: skip
"""What takes more than two seconds on any computer; it is stopped sooner than the others, and not otherwise."""
WORKBOOKS = {kind: cache(make) for kind, make in hostile.WORKBOOKS.items()}
WORD = {kind: cache(make) for kind, make in hostile.WORD.items()}
"""Each made once for all that read it: the making takes as long as the reading."""
AT_THE_MOST = 60
MEGABYTES = 1000


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as at_work:
        yield at_work


def said(ask: Callable[[], object]) -> str:
    """What becomes of a document: nothing to say, or a sentence; all other exceptions pass."""
    try:
        ask()
    except UserError as refused:
        return str(refused)
    return ""


def assert_chinese(sentence: str) -> None:
    assert sentence == "" or any("\u4e00" <= character <= "\u9fff" for character in sentence), sentence


@pytest.fixture
def impatient(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What there is no end of is not waited for."""
    monkeypatch.setenv("DCGD_SECONDS", IMPATIENT)
    if kind.rpartition(": ")[2] in ENDLESS:
        monkeypatch.setattr(bounded, "patience", lambda: HALF_A_SECOND)


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_a_hostile_workbook(kind: str, worker: Worker, impatient: None) -> None:
    data = WORKBOOKS[kind]()
    begun = time.monotonic()
    sentence = said(lambda: worker.call(read_filled, data))
    assert sentence, "none of them is a form"
    assert_chinese(sentence)
    assert time.monotonic() - begun < AT_THE_MOST


DOCUMENTS = {
    f"{what}: {kind}": make
    for what, many in (
        ("Word", WORD),
        ("PDF", hostile.PDF),
        ("text", hostile.TEXTS),
        ("ledger", WORKBOOKS),
        ("files", hostile.BUNDLES),
        ("OFD", hostile.OFD),
    )
    for kind, make in many.items()
}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_hostile_document(kind: str, worker: Worker, impatient: None) -> None:
    data = DOCUMENTS[kind]()
    begun = time.monotonic()
    assert_chinese(said(lambda: worker.call(drafted, [File("文件", data)], 2023, False)))
    assert time.monotonic() - begun < AT_THE_MOST


@pytest.mark.parametrize("kind", WORD)
def test_a_hostile_template(kind: str, impatient: None) -> None:
    data = WORD[kind]()
    begun = time.monotonic()
    assert_chinese(said(lambda: OwnTemplate(data).docx({})))
    assert time.monotonic() - begun < AT_THE_MOST


@pytest.mark.parametrize("kind", hostile.HONEST)
def test_a_large_honest_document_is_read(kind: str, worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DCGD_SECONDS", PATIENT)
    data = hostile.HONEST[kind]()
    if "workbook" in kind:
        assert said(lambda: worker.call(read_filled, data)).startswith("不是发出去的表"), "all of it was looked at"
    else:
        read = worker.call(drafted, [File("文件", data)], 2023, False)
        assert list(read.draft.tasks())
        assert len(read.text) > 8000


COMMANDS = {
    "collect": ("progress", "collect", "FILE", "--period", "2025-09", "--dry-run", "--data", "REGISTRY"),
    "import": ("import", "FILE", "-o", "OUT"),
    "update": ("import", "FILE", "--update", "REGISTRY"),
    "summary": ("summary", "--template", "FILE", "--data", "REGISTRY"),
    "bulletin": ("export", "docx", "--template", "FILE", "--data", "REGISTRY", "-o", "OUT"),
}
WORST: dict[str, tuple[str, hostile.Make]] = {
    "a workbook of forty million cells": ("collect", WORKBOOKS["forty million cells"]),
    "a document of a million paragraphs": ("import", WORD["a million paragraphs"]),
    "a document with a million runs, to update from": ("update", WORD["a million runs"]),
    "a PDF of one bomb in another": ("import", hostile.PDF["a bomb in a bomb"]),
    "a text of units alone": ("import", hostile.TEXTS["units"]),
    "a template that fills the memory": (
        "summary",
        lambda: b"{% set n = namespace(x='xx') %}{% for a in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    ),
    "a template without end": (
        "bulletin",
        lambda: hostile.word(
            hostile.paragraph("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}")
        ),
    ),
}


@pytest.mark.parametrize("kind", WORST)
def test_a_command_costs_no_more_and_says_why(
    kind: str, example: Path, tmp_path: Path, measured: Callable[..., Any]
) -> None:
    command, make = WORST[kind]
    file = tmp_path / "交来的"
    file.write_bytes(make())
    places = {"FILE": str(file), "OUT": str(tmp_path / "out"), "REGISTRY": str(example)}
    cost = measured(*(places.get(word, word) for word in COMMANDS[command]), DCGD_SECONDS=IMPATIENT)
    assert cost.code == (1 if command == "collect" else 2)
    assert "已停止" in cost.said or "展开后太大" in cost.said
    assert "Traceback" not in cost.said
    assert "Error:" not in cost.said
    assert cost.seconds < AT_THE_MOST
    assert cost.megabytes < MEGABYTES
    assert not (tmp_path / "out").exists()


def test_of_many_workbooks_the_one_that_is_stopped_costs_no_other(
    example: Path, tmp_path: Path, measured: Callable[..., Any], returns: Any
) -> None:
    folder = tmp_path / "收"
    folder.mkdir()
    (folder / "1.xlsx").write_bytes(WORKBOOKS["forty million cells"]())
    (folder / "2.xlsx").write_bytes(returns.sheet().fill(**{"1-1": 9}).bytes())
    cost = measured(
        *("progress", "collect", str(folder), "--period", "2025-10", "--dry-run", "--data", str(example)),
        DCGD_SECONDS=IMPATIENT,
    )
    assert "已停止" in cost.said
    assert "拒收 1" in cost.said
    assert "登记 0，已有 0，存疑 0" not in cost.said


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes as Linux shows them")
def test_ctrl_c_ends_a_document_that_goes_on_for_ever(tmp_path: Path) -> None:
    file = tmp_path / "交来的.docx"
    file.write_bytes(WORD["a million paragraphs"]())
    with subprocess.Popen(
        [sys.executable, "-m", "dcgd", "import", str(file)],
        cwd=tmp_path,
        env={**os.environ, "DCGD_SECONDS": PATIENT},
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        end = time.monotonic() + AT_THE_MOST
        while not _children(process.pid) and time.monotonic() < end:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        _, complaint = process.communicate(timeout=AT_THE_MOST)
    assert (process.returncode, complaint) == (130, "已中断。\n")
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def _children(process: int) -> str:
    """The processes that a process has started."""
    return Path(f"/proc/{process}/task/{process}/children").read_text()


def test_all_that_stops_is_a_refusal() -> None:
    """So a command that knows nothing of bounds says it as it says everything else."""
    assert issubclass(Stopped, UserError)
