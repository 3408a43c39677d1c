"""Many processes write into one registry at once while others read it and make papers of it."""

import os
import re
import threading
import time
import urllib.request
from collections.abc import Callable
from functools import partial
from pathlib import Path

from processes import command, done, errors, forked, lay_ready, workplace
from writers import MIXED, ONCE, PAPERS, READERS, ROOT

READY = "ready"
"""The file that tells readers that all is written."""


def looked(look: Callable[[], int]) -> int:
    """Look again and again until all is written; returns the first code but 0, and notes how often it looked."""
    os.nice(10)  # who reads without a pause leaves the cores to who writes: else that takes twice as long
    reads = 0
    while not reads or not Path(READY).exists():
        code = look()
        if code:
            return code
        reads += 1
    Path(f"reads-{os.getpid()}").write_text(str(reads))
    return 0


def look() -> int:
    """Look by reading all of it and by the index: no errors, no report gone, none twice."""
    from dcgd.index.freshness import Source
    from dcgd.index.store import open_index

    seen = 0

    def once() -> int:
        nonlocal seen
        wrong = errors(Path("data"))
        if wrong:
            print("read", wrong)
            return 71
        source = Source(str(Path("data").resolve()), "")
        connection = open_index([source], Path("cache").resolve(), lambda _done, _all: None)
        wrong, count = connection.execute(  # one that is withdrawn is not gone
            "SELECT (SELECT sum(errors) FROM documents), (SELECT count(*) FROM reports)"
            " + (SELECT count(*) FROM withdrawn WHERE kind = 'reports')"
        ).fetchone()
        doubled = connection.execute(
            "SELECT count(*) - count(DISTINCT note) FROM reports WHERE note GLOB 'm[0-9]*'"
        ).fetchone()[0]
        connection.close()
        if wrong or count < seen or doubled:
            print("index", wrong, count, seen, doubled)
            return 72
        seen = count
        return 0

    return looked(once)


def look_at_the_page() -> int:
    """Look at the page that is served: it shows the registry, and no complaint about it."""
    from dcgd.cli.options import Basis
    from dcgd.cli.serving import Site, server

    serving = server(Site(Basis()), 0)
    threading.Thread(target=serving.serve_forever, daemon=True).start()

    def once() -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{serving.server_port}/", timeout=60) as answer:
            page = answer.read().decode()
        if "登记册有" in page or "城市建成区黑臭水体" not in page:
            print("page", page[:2000])
            return 73
        return 0

    return looked(once)


def repeat(commands: tuple[tuple[str, ...], ...]) -> int:
    """Run commands one after the other, all of them each time."""

    def once() -> int:
        for args in commands:
            code = command(args)
            if code:
                print("ended with", code, args)
                return code
        return 0

    return looked(once)


def crowd(processes: int, writes: int, base: Path) -> tuple[int, int, float]:
    """Let many processes write at once while others read; returns (writes, reads, seconds), raises AssertionError."""
    work = base / "crowd"
    workplace(work)
    for once in ONCE:
        lay_ready(once, work)
    marks = [f"m{writer:02d}-{number:04d}" for writer in range(processes) for number in range(writes)]

    def write(writer: int) -> Callable[[], int]:
        def child() -> int:
            for number in range(writes):
                kind = MIXED[(writer + number) % len(MIXED)]
                fill = {
                    "mark": f"m{writer:02d}-{number:04d}",
                    "task": 1 + number % 15,
                    "day": f"2026-{1 + writer % 9:02d}-{1 + number % 28:02d}",
                }
                code = command(tuple(part.format(**fill) for part in kind.args))
                if code:
                    return code
            return 0

        return child

    looking: tuple[Callable[[], int], ...] = (
        look,
        look,
        look_at_the_page,
        partial(repeat, READERS),
        partial(repeat, PAPERS),
    )
    begun = time.monotonic()
    readers = [forked(work, child, base / f"reader{number}.txt") for number, child in enumerate(looking)]
    writers = [forked(work, write(number), base / f"writer{number}.txt") for number in range(processes)]
    writers += [
        forked(work, partial(command, once.args), base / f"writer-{number}.txt") for number, once in enumerate(ONCE)
    ]
    codes = [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in writers]
    seconds = time.monotonic() - begun
    (work / READY).touch()
    codes += [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in readers]
    told = ("错误：", "出错：", "ended with", "read ", "index ", "page ", "Traceback")
    said = "".join(
        line
        for path in (*base.glob("reader*.txt"), *base.glob("writer*.txt"))
        for line in path.read_text("utf-8").splitlines(True)
        if any(word in line for word in told)
    )
    assert not any(codes), f"{codes}\n{said}"
    assert errors(work / "data") == []
    # A notice gives the adjustments of its matter as reasons.
    files = [path for path in (work / "data").rglob("*.yaml") if path.name != "notices.yaml"]
    text = "".join(path.read_text("utf-8") for path in files)
    text = re.sub(r"by: 区m[\d-]+局", "", text)  # who reports under a name that the unit was just given
    counts = {mark: text.count(mark) for mark in marks}
    assert set(counts.values()) == {1}, f"lost or doubled: {[mark for mark, count in counts.items() if count != 1][:9]}"
    assert_done_once(work)
    return len(marks), sum(int(path.read_text()) for path in work.glob("reads-*")), seconds


def assert_done_once(work: Path) -> None:
    """Raise AssertionError unless each command of `ONCE` has done its work, and once."""
    data = work / "data"
    notices = (data / "notices.yaml").read_text("utf-8")
    numbers = re.findall(r"number: (DB-\d+-\d+)", notices)
    assert len(set(numbers)) == len(numbers), f"numbers given twice: {numbers}"
    sheets = {path.name.split()[0] for path in (work / "notices").glob("*.docx")}
    assert sheets == set(numbers[3:]) != set(), f"{sheets} are not the sheets of {numbers[3:]}"
    there = (ROOT / "examples" / "yunxi-2025" / "notices.yaml").read_text("utf-8")
    replies = [text.count("replied") + text.count("action: reply") for text in (there, notices)]
    assert replies[1] == replies[0] + 1, f"one is replied to, once: {replies}"
    papers = [
        re.findall(r"number: (\S+?),", (folder / "papers.yaml").read_text("utf-8"))
        for folder in (ROOT / "examples" / "yunxi-2025", data)
    ]
    assert papers[1] == [*papers[0], "第1期"], f"one paper is issued, once, the first of its year: {papers[1]}"
    assert "区大数据局" in (data / "units.yaml").read_text("utf-8")
    assert "智慧水务" in "".join(path.read_text("utf-8") for path in (data / "source").iterdir())
    before = {path: path.read_bytes() for path in data.rglob("*.yaml")}
    for once in ONCE:
        if once.name in ("progress collect", "import --update"):
            done(work, once.args)
    assert {path: path.read_bytes() for path in data.rglob("*.yaml")} == before, "what is done is not done again"
