"""Coverage-guided fuzzing with atheris: `python tools/fuzz.py TARGET [--seconds 60]`; TARGET is one of those below.

Needs `pip install atheris` (Linux; Python 3.11 to 3.13). The corpus is what the repository holds (examples, data, found
cases) and a file of every kind (tools/fuzz_seeds.py). A case fails by an exception that is none of the refusals, by
more than `MEGABYTES`, and by more than `SECONDS` if not even a process of its own stops it as it is to. It is written
to `tests/fuzz/TARGET-DIGEST`, and is a test from then on: tests/fuzz/test_found.py runs every file there.
"""

import argparse
import hashlib
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import fuzz_seeds as seeds
from fuzz_seeds import BASE, FOUND, PARTS, ROOT

SECONDS, MEGABYTES = 10, 1500
FILES = (
    "tasks.yaml", "units.yaml", "rules.yaml", "progress/2025-06.yaml", "problems.yaml", "notices.yaml",
    "requests.yaml", "people.yaml", "papers.yaml",
)  # fmt: skip
"""The files of a registry in the order of the parts of a case."""


def assert_chinese(refused: Exception) -> None:
    """What is refused is said in Chinese."""
    assert any("\u4e00" <= character <= "\u9fff" for character in str(refused))


def gate(data: bytes) -> None:
    """Any bytes as tasks.yaml and, behind a separator, other files: diagnostics, never an exception."""
    from dcgd.registry.load import read

    names = tuple(name.replace("2025", "2023") for name in FILES)
    given = dict(zip(names, data.split(PARTS), strict=False))

    def content(path: Path) -> bytes:
        name = path.relative_to(BASE).as_posix()
        return given[name] if name in given else path.read_bytes()

    for diagnostic in read(BASE, "", read_bytes=content, also=tuple(given)).diagnostics:
        assert diagnostic.line >= 1
        assert diagnostic.column >= 1
        assert "\n" not in diagnostic.message + diagnostic.hint
        assert any("\u4e00" <= character <= "\u9fff" for character in diagnostic.message)


def _read(read: Callable[..., Any], *args: Any) -> Any:
    """What a reader makes of a case, None for a refusal in words."""
    from dcgd.errors import NotRecorded, Unreadable

    begun = time.process_time()
    try:
        return read(*args)
    except (Unreadable, NotRecorded) as refused:
        assert_chinese(refused)
        return None
    finally:
        if time.process_time() - begun > SECONDS:
            assert_stopped(read, *args)


def assert_stopped(read: Callable[..., Any], *args: Any) -> None:
    """What takes too long here must be refused where the program reads it: in a process of its own."""
    from dcgd.errors import UserError
    from dcgd.source.bounded import call

    begun = time.monotonic()
    try:
        call(read, *args)
    except UserError as refused:
        assert_chinese(refused)
    assert time.monotonic() - begun < 3 * SECONDS


def importer(data: bytes) -> None:
    """Any bytes as an official document: a refusal, or a draft."""
    from dcgd.intake.draft.drafting import drafted
    from dcgd.intake.text.bundle import File

    _read(drafted, [File("文件", data)], 2023)


def word(data: bytes) -> None:
    """The parts of a Word document: a refusal, or a draft."""
    importer(seeds.packed(data))


def bundle(data: bytes) -> None:
    """Any bytes as a file of a zip, and any zip behind a document: a refusal, or a draft."""
    from dcgd.intake.draft.drafting import drafted
    from dcgd.intake.text.bundle import File

    document = File("通知.txt", "一、工业\n1.修路。（牵头单位：区交通局）".encode())
    _read(drafted, [document, File("附件1.zip", data)], 2023)


def ofd(data: bytes) -> None:
    """The parts of an OFD: a refusal, or a draft."""
    importer(seeds.packed(data))


def pdf(data: bytes) -> None:
    """The objects of a PDF: a refusal, or a draft."""
    importer(seeds.printed(data))


def workbook(data: bytes) -> None:
    """The parts of a workbook: a refusal, or cells."""
    from dcgd.source.sheets import read_book

    _read(read_book, seeds.packed(data))


def form(data: bytes) -> None:
    """The parts of a filled form: a refusal, or lines that are recorded or doubted in words."""
    from datetime import date

    from dcgd.errors import NotRecorded
    from dcgd.tracking.judging.months import month_of
    from dcgd.tracking.returned.collected import collect
    from dcgd.tracking.returned.recognise import read_filled, recognise

    month = month_of(date(2025, 10, 1))
    filled = _read(read_filled, seeds.packed(data))
    if filled is None:
        return
    try:
        returned = recognise("收.xlsx", filled, _district(), month)
    except NotRecorded as refused:
        assert_chinese(refused)
        return
    for line in collect(_district(), [returned], month, date(2025, 11, 3)):
        assert line.report is not None or line.why


@cache
def _district() -> Any:
    """The made-up district."""
    from dcgd.registry.load import read

    return read(ROOT / "examples" / "yunxi-2025").registry


def diff(data: bytes) -> None:
    """Two versions of tasks.yaml, each any bytes: changes, and none between a version and itself."""
    from dcgd.registry.diff import Side, compare
    from dcgd.registry.load import read

    def side(tasks: bytes) -> Side:
        return Side(
            read(BASE, "", read_bytes=lambda path: tasks if path.name == "tasks.yaml" else path.read_bytes()).registry
        )

    older, newer = (data.split(PARTS) * 2)[:2]
    before, after = side(older), side(newer)
    compare(before, after)
    assert compare(after, before) is not None
    assert compare(before, before) == []


TARGETS: dict[str, Callable[[bytes], None]] = {
    "gate": gate,
    "import": importer,
    "bundle": bundle,
    "word": word,
    "ofd": ofd,
    "pdf": pdf,
    "workbook": workbook,
    "form": form,
    "diff": diff,
}


def _of(year: Path, name: str) -> bytes:
    """A file of the made-up year; one that it has not is that of an example."""
    path = year / name
    return (path if path.exists() else ROOT / "tests" / "examples" / "positive" / f"papers.{name}").read_bytes()


def corpus(name: str) -> list[bytes]:
    """Where the fuzzing of a target begins."""
    kept = [path.read_bytes() for path in sorted(FOUND.glob(f"{name}-*"))]
    examples = [path.read_bytes() for path in sorted((ROOT / "tests" / "examples").rglob("*.yaml"))]
    documents = sorted((ROOT / "tests" / "intake" / "documents").rglob("*.*"))
    year = ROOT / "examples" / "yunxi-2025"
    begins: dict[str, Callable[[], list[bytes]]] = {
        "gate": lambda: [*examples, PARTS.join(_of(year, file) for file in FILES)],
        "import": lambda: [path.read_bytes() for path in documents if path.is_file()],
        "bundle": seeds.bundles,
        "word": lambda: [*seeds.word_documents(), *seeds.open_documents()],
        "ofd": seeds.ofds,
        "pdf": seeds.pdfs,
        "workbook": lambda: [*seeds.workbooks(), *seeds.open_documents(), *seeds.word_documents()],
        "form": lambda: seeds.workbooks()[-1:],
        "diff": lambda: [PARTS.join(((BASE / "tasks.yaml").read_bytes(), example)) for example in examples],
    }
    return [*begins[name](), *kept]


def main() -> None:
    """Fuzz one target for a while."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("target", choices=TARGETS)
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

    with atheris.instrument_imports(include=["dcgd", "docx", "pypdf"]):
        for room in ("source", "registry", "registry.diff", "intake", "naming"):
            __import__(f"dcgd.{room}")
        TARGETS[given.target](corpus(given.target)[0])  # imports what it uses, instrumented

    def one(data: bytes) -> None:
        try:
            TARGETS[given.target](data)
        except Exception:
            kept = FOUND / f"{given.target}-{hashlib.sha256(data).hexdigest()[:12]}"
            kept.write_bytes(data)
            print(f"kept: {kept}", file=sys.stderr)
            raise

    work = Path(tempfile.mkdtemp())
    for index, data in enumerate(corpus(given.target)):
        (work / f"{index:04d}").write_bytes(data)
    limits = [
        f"-max_total_time={given.seconds}",
        f"-timeout={6 * SECONDS}",
        f"-rss_limit_mb={MEGABYTES}",
        "-max_len=100000",
    ]
    prefix = f"-artifact_prefix={FOUND}/{given.target}-"
    atheris.Setup([sys.argv[0], str(work), *limits, f"-seed={given.seed}", prefix, "-print_final_stats=1"], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
