"""Work in a process of its own: the answer comes, or a refusal in time; nothing is left running, nothing is printed."""

import contextlib
import itertools
import operator
import os
import signal
import subprocess
import sys
import time
import xml.sax
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from xml.sax.handler import ContentHandler

import pytest

from dcgd.errors import Crashed, TooLong, TooMuch
from dcgd.source import bounded, bounded_work
from dcgd.source.bounded import Worker, call
from dcgd.source.bounded_work import _batches
from systems import posix

SOON = 60
"""Seconds in which any of this is over, however busy the computer is: none of it would ever end by itself."""


def test_what_a_function_returns_comes_back_as_it_is() -> None:
    assert call(divmod, 17, 5) == (3, 2)


def test_what_it_raises_is_raised_and_the_same_process_goes_on() -> None:
    with Worker() as worker:
        first = worker.call(os.getpid)
        with pytest.raises(ZeroDivisionError):
            worker.call(operator.truediv, 1, 0)
        assert worker.call(os.getpid) == first != os.getpid()


def test_what_takes_too_long_is_ended_and_the_next_has_a_process_of_its_own() -> None:
    begun = time.monotonic()
    with Worker() as worker:
        first = worker.call(os.getpid)
        with pytest.raises(TooLong, match=r"^用了 0\.2 秒还没有做完"):
            worker.call(all, itertools.repeat(1), seconds=0.2)
        assert worker.call(os.getpid) != first
    assert time.monotonic() - begun < SOON


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not keep the limit on memory")
def test_what_takes_too_much_memory_is_refused() -> None:
    with pytest.raises(TooMuch, match="内存超过 300 MB"):
        call(bytearray, 1_000_000_000, megabytes=300)
    assert call(len, b"x" * 50_000_000, megabytes=300) == 50_000_000


def test_an_answer_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "MOST_ANSWER", 1000)
    with pytest.raises(TooMuch, match="结果超过"):
        call(bytes, 2000)


def test_a_process_that_breaks_down_is_a_refusal_in_words(capfd: pytest.CaptureFixture[str]) -> None:
    for break_down, args in ((os.abort, ()), (os._exit, (3,))):
        with pytest.raises(Crashed, match="意外中断"):
            call(break_down, *args)
    assert capfd.readouterr() == ("", "")


def test_what_libraries_print_reaches_no_terminal_and_no_answer(capfd: pytest.CaptureFixture[str]) -> None:
    with Worker() as worker:
        for number in (1, 2):
            assert worker.call(os.write, number, b"English\n") == 8
        worker.call(print, "English")
        assert worker.call(abs, -1) == 1
    assert capfd.readouterr() == ("", "")


def test_an_exception_that_cannot_travel_is_a_refusal_that_names_it() -> None:
    """One that holds the parser in which it came up."""
    with pytest.raises(Crashed, match="SAXParseException"):
        call(xml.sax.parseString, b"<a", ContentHandler())


def test_items_come_one_by_one_and_who_has_seen_enough_leaves_nothing_running() -> None:
    with Worker() as worker:
        first = worker.call(os.getpid)
        items = worker.stream(itertools.count, 7)
        assert list(itertools.islice(items, 1200)) == list(range(7, 1207))
        items.close()  # type: ignore[attr-defined]
        assert worker.call(os.getpid) != first
        assert list(worker.stream(iter, "甲乙")) == ["甲", "乙"]


def test_large_items_go_one_by_one_and_small_ones_together() -> None:
    """Else as many large ones as there may be of the small would lie in memory at once."""
    large, small = b"x" * 2_000_000, b"x"
    assert [len(batch) for batch in _batches(iter([large, large, *[small] * 1100, large]))] == [1, 1, 500, 500, 101]


def test_an_item_that_others_are_slow_to_follow_is_not_kept_back(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(bounded_work, "time", SimpleNamespace(monotonic=lambda: now[0]))

    def slow() -> Iterator[int]:
        yield from range(3)
        now[0] += SOON
        yield from range(2)

    assert [len(batch) for batch in _batches(slow())] == [4, 1]


def test_the_time_in_which_nobody_waits_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(bounded, "time", SimpleNamespace(monotonic=lambda: now[0]))
    with Worker() as worker:
        for number, item in enumerate(worker.stream(iter, range(2000), seconds=SOON)):
            assert item == number
            now[0] += SOON


def test_the_seconds_are_those_that_the_environment_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    for wish, seconds in (("", 8), ("60", 60), ("0", 8), ("99999", 8), ("-1", 8), ("x", 8)):
        monkeypatch.setenv("DCGD_SECONDS", wish)
        assert bounded.patience() == seconds


def test_the_current_folder_is_no_place_for_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pickle", "struct", "queue", "dcgd"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(5)")
    monkeypatch.chdir(tmp_path)
    assert call(abs, -3) == 3


_WAITS = """
import sys
from dcgd.source.bounded import Worker
work = "import itertools, os; print(os.getpid(), file=open({!r}, 'w')); all(itertools.repeat(1))"
with Worker() as worker:
    worker.call(exec, work.format(sys.argv[1]), seconds=600)
"""


@posix("looks for processes by POSIX means")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_who_is_ended_while_waiting_leaves_no_process_behind(tmp_path: Path, number: signal.Signals) -> None:
    """Though the process is in the midst of code written in C, which gives no thread of its own a turn."""
    said = tmp_path / "said"
    with subprocess.Popen([sys.executable, "-c", _WAITS, said], stderr=subprocess.DEVNULL) as waiting:
        assert_soon(lambda: said.exists() and said.read_text().endswith("\n"), "it does not begin")
        waiting.send_signal(number)
        waiting.wait(SOON)
    child = int(said.read_text())
    try:
        assert_soon(lambda: not _alive(child), "the process still runs")
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


def assert_soon(happens: Callable[[], bool], else_: str) -> None:
    end = time.monotonic() + SOON
    while not happens():
        assert time.monotonic() < end, else_
        time.sleep(0.02)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    except ProcessLookupError:
        return False
