"""Links and pipes among the files of a registry: what lies elsewhere is neither read nor written."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dcgd.errors import Refused
from dcgd.registry.change import Edited, change
from dcgd.registry.load import read
from dcgd.registry.official import official_files
from dcgd.source.edit import append
from systems import make_link, posix

Call = Callable[..., Any]


def test_a_link_out_of_the_registry_is_neither_read_nor_written_through(call: Call, example: Path) -> None:
    outside = example.parent / "secret.yaml"
    outside.write_text("reports: []\n", encoding="utf-8")
    make_link(example / "progress" / "2026-02.yaml", outside)
    (example / "rules.yaml").unlink()
    make_link(example / "rules.yaml", "/dev/zero")
    found = [(each.file, each.line, each.column, each.code) for each in read(example, "").diagnostics]
    assert found == [("progress/2026-02.yaml", 1, 1, "link-outside"), ("rules.yaml", 1, 1, "link-outside")]
    report = {"target": "2-1", "date": "2026-02-20", "value": 40}
    with pytest.raises(Refused, match="指向登记册之外"):
        change(example, lambda _before: Edited({"progress/2026-02.yaml": append("", "reports", report)}, None))
    assert outside.read_text(encoding="utf-8") == "reports: []\n"
    assert call("list", "--data", str(example)).returncode == 0


def test_a_folder_of_reports_that_leads_outside_is_not_written_into(example: Path) -> None:
    outside = example.parent / "outside"
    (example / "progress").rename(outside)
    make_link(example / "progress", outside)
    before = sorted(outside.iterdir())
    assert {each.code for each in read(example).diagnostics if each.file.find("progress") >= 0} == {"link-outside"}
    report = {"target": "2-1", "date": "2026-02-20", "value": 40}
    with pytest.raises(Refused, match="指向登记册之外"):
        change(example, lambda _before: Edited({"progress/2026-02.yaml": append("", "reports", report)}, None))
    assert sorted(outside.iterdir()) == before


def test_an_official_text_that_lies_elsewhere_is_none(call: Call, example: Path) -> None:
    outside = example.parent / "secret.md"
    outside.write_text("1. 密码。hunter2（牵头单位：区水利局）\n", encoding="utf-8")
    make_link(example / "source" / "zz.md", outside)
    assert [path.name for path in official_files(example)] == ["yunxi-2025-3.md"]
    shutil.rmtree(example / "source")
    make_link(example / "source", outside.parent)
    done = call("verify", "--data", str(example))
    assert (done.returncode, done.stdout) == (0, "")
    assert "指向别处的链接不算。只核对了佐证和封存，任务的原文没有核对。" in done.stderr
    assert "佐证 1 份照摘要核对：一份不差。" in done.stderr
    assert "一字不差" not in done.stderr
    shutil.rmtree(example / "evidence")
    assert call("verify", "--data", str(example)).returncode == 1, "the evidence is missed"
    shutil.rmtree(example / "progress")
    done = call("verify", "--data", str(example))
    assert (done.returncode, done.stdout) == (2, "")
    assert "指向别处的链接不算" in done.stderr


def test_a_link_inside_the_registry_and_a_linked_registry_are_fine(example: Path) -> None:
    (example / "rules.yaml").rename(example / "ours.yaml")
    make_link(example / "rules.yaml", "ours.yaml")
    linked = example.parent / "linked"
    make_link(linked, example)
    assert read(linked).diagnostics == []


@posix("Windows has no pipes among files")
def test_a_pipe_is_not_waited_for(call: Call, example: Path) -> None:
    (example / "rules.yaml").unlink()
    os.mkfifo(example / "rules.yaml")
    [found] = read(example, "").diagnostics
    assert (found.code, found.message) == ("unreadable-file", "读不了 rules.yaml：不是普通的文件")
    for _ in range(2):  # the second time there is an index, which asks whether the file is what it was
        assert call("list", "--data", str(example)).returncode == 0
