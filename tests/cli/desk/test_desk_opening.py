"""`dcgd serve --desk`: over one registry that may be written to, on this computer alone."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dcgd.cli.desk.opening import in_browser
from desks import Client
from systems import linux

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_the_terminal_shows_the_address_that_lets_a_browser_in(data: Path) -> None:
    program = [sys.executable, "-m", "dcgd", "serve", "--desk", "-p", "0", "--data", str(data)]
    with subprocess.Popen(program, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stderr is not None
        lines = [process.stderr.readline().strip() for _ in range(3)]
        address = next(line for line in lines if line.startswith("http://127.0.0.1:"))
        port = int(address.split(":")[2].partition("/")[0])
        client = Client(port).enter(address)
        assert "办事台" in client.get("").text
        assert client.ask("GET", "/", Cookie=client.cookie).status == 200
        assert process.stderr.readline().startswith("请用浏览器打开（只能用一次")
        process.terminate()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--known-on", "2025-09-30"], "--known-on 只用来看"),
        (["--data", "examples/yunxi-meetings/minutes-2025"], "这里有 2 个登记册"),
    ],
)
def test_it_is_refused_where_nothing_could_be_written(call: Run, data: Path, options: list[str], sentence: str) -> None:
    root = Path(__file__).resolve().parents[3]
    given = [str(root / option) if option.startswith("examples") else option for option in options]
    done = call("serve", "--desk", "-p", "0", "--data", str(data), *given)
    assert done.returncode == 2
    assert sentence in done.stderr


def test_the_registry_inside_the_package_has_no_desk(call: Run) -> None:
    done = call("serve", "--desk", "-p", "0")
    assert done.returncode == 2
    assert "只读" in done.stderr or "dcgd init" in done.stderr


@pytest.mark.parametrize(("desktop", "opens"), [("DISPLAY", True), ("WAYLAND_DISPLAY", True), ("", False)])
def test_a_browser_is_opened_only_where_there_is_a_desktop(
    monkeypatch: pytest.MonkeyPatch, desktop: str, opens: bool
) -> None:
    asked: list[str] = []

    def opened(address: str) -> bool:
        asked.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", opened)
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    if desktop:
        monkeypatch.setenv(desktop, ":0")
    assert in_browser("http://127.0.0.1:1/") is opens
    assert asked == ["http://127.0.0.1:1/"] * opens


@linux("elsewhere there always is a desktop")
def test_where_there_is_no_browser_that_is_said(data: Path) -> None:
    program = [sys.executable, "-m", "dcgd", "serve", "--desk", "--open", "-p", "0", "--data", str(data)]
    environment = {name: text for name, text in os.environ.items() if "DISPLAY" not in name}
    with subprocess.Popen(program, stderr=subprocess.PIPE, encoding="utf-8", env=environment) as process:
        assert process.stderr is not None
        said = [process.stderr.readline() for _ in range(4)]
        process.terminate()
    assert said[-1] == "没有找到浏览器；照上面的地址打开。\n"
