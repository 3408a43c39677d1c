"""`dcgd serve`: the dashboard on this computer alone, as fresh as the files."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dcgd.cli.options import Basis
from dcgd.cli.serving import HOST, Site, server
from systems import posix

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "yunxi-2025"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(EXAMPLE, folder)
    return folder


@pytest.fixture
def port(data: Path) -> Iterator[int]:
    with server(Site(Basis(as_of=date(2025, 9, 30), data=[str(data)])), 0) as found:
        thread = threading.Thread(target=found.serve_forever, args=(0.01,))
        thread.start()
        yield found.server_address[1]
        found.shutdown()
        thread.join()


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()
    finally:
        connection.close()


def rename(data: Path, old: str, new: str) -> None:
    path = data / "tasks.yaml"
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))


def test_it_answers_with_the_page_and_its_files(port: int) -> None:
    status, headers, body = get(port, "/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "完成云汐第三中学建设" in body
    assert get(port, "/assets/app.js")[1]["Content-Type"] == "text/javascript; charset=utf-8"
    assert get(port, "/assets/live.js")[0] == 200
    assert get(port, "/index.html?x=1#unit")[0] == 200


def test_every_answer_forbids_frames_sniffing_and_keeping(port: int) -> None:
    _status, headers, _body = get(port, "/")
    assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/desk/",
        "/desk/open?key=x",
        "/../pyproject.toml",
        "/assets/../index.html",
        "//etc/passwd",
        "/data/tasks.yaml",
    ],
)
def test_it_hands_out_nothing_else(port: int, path: str) -> None:
    assert get(port, path)[0] == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8321", "127.0.0.1.evil.example", "", "10.0.0.1"])
def test_another_name_for_this_computer_is_refused(port: int, host: str) -> None:
    assert get(port, "/", Host=host)[0] == 403


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8321", "LOCALHOST"])
def test_its_own_names_are_not(port: int, host: str) -> None:
    assert get(port, "/signature", Host=host)[0] == 200


def test_only_get_is_answered(port: int) -> None:
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    connection.request("POST", "/", body=b"x")
    assert connection.getresponse().status == 501
    connection.close()


def test_it_listens_on_this_computer_alone(port: int) -> None:
    assert HOST == "127.0.0.1"
    with socket.socket() as other:
        # Another address of the loopback network is free: the server has not taken all of them.
        other.bind(("127.0.0.2", port))


def test_a_change_of_the_files_changes_the_signature_and_the_page(port: int, data: Path) -> None:
    before = get(port, "/signature")[2]
    assert before == get(port, "/signature")[2]
    assert f'data-signature="{before}"' in get(port, "/")[2]
    rename(data, "title: 完成云汐第三中学建设", "title: 建成云汐第三中学")
    after = get(port, "/signature")[2]
    assert after != before
    body = get(port, "/")[2]
    assert "建成云汐第三中学" in body
    assert f'data-signature="{after}"' in body


def test_a_registry_that_breaks_is_explained_and_mends(port: int, data: Path) -> None:
    good = (data / "tasks.yaml").read_bytes()
    (data / "tasks.yaml").write_bytes(b"document: [")
    status, _headers, body = get(port, "/")
    assert status == 200
    assert "登记册有" in body
    (data / "tasks.yaml").unlink()
    assert get(port, "/")[0] == 500
    (data / "tasks.yaml").write_bytes(good)
    assert "完成云汐第三中学建设" in get(port, "/")[2]


@posix("POSIX signals")
def test_control_c_ends_it_quietly(data: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "dcgd", "serve", "--port", "0", "--data", str(data), "--as-of", "2025-09-30"],
        cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", env={**os.environ},
    )  # fmt: skip
    assert process.stderr is not None
    assert "http://127.0.0.1:" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (0, "", "\n已停止。\n")


def test_a_port_that_is_taken_is_named(port: int, data: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dcgd", "serve", "--port", str(port), "--data", str(data)],
        cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert f"端口 {port} 用不了" in done.stderr
