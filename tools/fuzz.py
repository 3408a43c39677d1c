"""Coverage-guided fuzzing with atheris: `python tools/fuzz.py gate|import|workbook|diff [--seconds 60]`.

Needs `pip install atheris` (Linux; Python 3.11 to 3.13). The corpus is what the repository holds: examples, data, found
cases. A case that fails (an exception that is none of the refusals, more than `SECONDS`, more than `MEGABYTES`) is
written to `tests/fuzz/TARGET-DIGEST`, and is a test from then on: tests/fuzz/test_found.py runs every file there.
"""

import argparse
import hashlib
import io
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOUND = ROOT / "tests" / "fuzz"
SECONDS, MEGABYTES = 10, 1500
_BASE = ROOT / "tests" / "examples" / "base"
_PARTS = b"\n#----\n"
"""What stands between the files of one case."""


def _words(refused: Exception) -> None:
    assert any("\u4e00" <= character <= "\u9fff" for character in str(refused))


def gate(data: bytes) -> None:
    """Any bytes as tasks.yaml and, behind a separator, other files: diagnostics, never an exception."""
    from dcgd.registry.load import read

    names = ("tasks.yaml", "units.yaml", "rules.yaml", "progress/2023-06.yaml", "problems.yaml", "notices.yaml")
    given = dict(zip(names, data.split(_PARTS), strict=False))

    def content(path: Path) -> bytes:
        name = path.relative_to(_BASE).as_posix()
        return given[name] if name in given else path.read_bytes()

    for each in read(_BASE, "", read_bytes=content, also=tuple(given)).diagnostics:
        assert each.line >= 1
        assert each.column >= 1
        assert "\n" not in each.message + each.hint
        assert any("\u4e00" <= character <= "\u9fff" for character in each.message)


def importer(data: bytes) -> None:
    """Any bytes as an official document: a refusal, or a draft."""
    from dcgd.errors import Unreadable
    from dcgd.intake.draft import draft
    from dcgd.intake.readers import read

    try:
        text = read(data, "文件").text
        draft(text, 2023)
    except Unreadable as refused:
        _words(refused)


def workbook(data: bytes) -> None:
    """Any bytes as the parts of a workbook (names and contents in turn), or as the workbook itself."""
    from dcgd.errors import Unreadable
    from dcgd.source.sheets import read_book

    pieces = data.split(_PARTS)
    cases = [data]
    if len(pieces) > 1:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, content in zip(pieces[::2], pieces[1::2], strict=False):
                member = name.decode("utf-8", "replace").partition("\0")[0] or "x"  # zipfile cuts a name at NUL
                if member not in archive.namelist():
                    archive.writestr(member, content)
        cases = [packed.getvalue()]
    for case in cases:
        try:
            read_book(case)
        except Unreadable as refused:
            _words(refused)


def diff(data: bytes) -> None:
    """Two versions of tasks.yaml, each any bytes: changes, and none between a version and itself."""
    from dcgd.registry.diff import Side, compare
    from dcgd.registry.load import read

    def side(tasks: bytes) -> Side:
        return Side(
            read(_BASE, "", read_bytes=lambda path: tasks if path.name == "tasks.yaml" else path.read_bytes()).registry
        )

    older, newer = (data.split(_PARTS) * 2)[:2]
    before, after = side(older), side(newer)
    compare(before, after)
    assert compare(after, before) is not None
    assert compare(before, before) == []


TARGETS: dict[str, Callable[[bytes], None]] = {"gate": gate, "import": importer, "workbook": workbook, "diff": diff}


def corpus(name: str) -> list[bytes]:
    """Where the fuzzing of a target begins."""
    examples = [path.read_bytes() for path in sorted((ROOT / "tests" / "examples").rglob("*.yaml"))]
    tasks = (_BASE / "tasks.yaml").read_bytes()
    found = [path.read_bytes() for path in sorted(FOUND.glob(f"{name}-*"))]
    if name == "gate":
        year = ROOT / "examples" / "yunxi-2025"
        files = ("tasks.yaml", "units.yaml", "rules.yaml", "progress/2025-06.yaml", "problems.yaml", "notices.yaml")
        return [*examples, _PARTS.join((year / file).read_bytes() for file in files), *found]
    if name == "diff":
        return [*(_PARTS.join((tasks, each)) for each in examples), *found]
    if name == "import":
        documents = sorted((ROOT / "tests" / "intake" / "documents").rglob("*.*"))
        return [*(path.read_bytes() for path in documents if path.is_file()), *found]
    return [_workbook(), *found]


def _workbook() -> bytes:
    from openpyxl import Workbook  # type: ignore[import-untyped,unused-ignore]

    book = Workbook()
    for row in (["编号", "本期完成", "日期"], ["5-1", 8, "2023-06-30"], ["=1+1", "８家", None]):
        book.active.append(row)
    packed = io.BytesIO()
    book.save(packed)
    with zipfile.ZipFile(packed) as archive:
        return _PARTS.join(piece for name in archive.namelist() for piece in (name.encode(), archive.read(name)))


def main() -> None:
    """Fuzz one target for a while."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("target", choices=TARGETS)
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

    with atheris.instrument_imports(include=["dcgd"]):
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
    limits = [f"-max_total_time={given.seconds}", f"-timeout={SECONDS}", f"-rss_limit_mb={MEGABYTES}", "-max_len=60000"]
    prefix = f"-artifact_prefix={FOUND}/{given.target}-"
    atheris.Setup([sys.argv[0], str(work), *limits, f"-seed={given.seed}", prefix, "-print_final_stats=1"], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
