"""Many writers at once: every report arrives. More of them, and readers beside: tools/torture.py."""

import subprocess
import sys
from pathlib import Path

from dcgd.registry.load import read

SMALL = {
    "tasks.yaml": """\
document: {number: 试〔2023〕1号, title: 试, issuer: 试, issued: 2023-01-01, start: 2023-01-01, due: 2023-12-31}
sections:
  - number: 一
    title: 试
    tasks:
      - number: 1
        title: 试
        text: 试。新增 9 家。
        leads: [区试局]
        targets:
          - {id: 1-1, indicator: 新增, kind: cumulative, value: 9, unit_measure: 家, quote: 新增 9 家}
""",
    "units.yaml": "units:\n  - name: 区试局\n",
}
ADDER = """
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from dcgd.edits.report import Claim, record_report
from dcgd.model import Stamp
from dcgd.registry.change import change
folder, name = Path(sys.argv[1]), sys.argv[2]
stamp = Stamp(datetime(2023, 7, 1, 9, tzinfo=timezone(timedelta(hours=8))), name)
sys.stdin.readline()
for number in range(20):
    claim = Claim(item="1-1", percent="5%", date=date(2023, 6, 30), note=f"{name}-{number}")
    change(folder, lambda before: record_report(before, claim, stamp))
"""


def test_eight_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    for file, text in SMALL.items():
        (tmp_path / file).write_text(text, encoding="utf-8", newline="\n")
    writers = [
        subprocess.Popen([sys.executable, "-c", ADDER, str(tmp_path), str(number)], stdin=subprocess.PIPE, text=True)
        for number in range(8)
    ]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=300)
    assert [writer.returncode for writer in writers] == [0] * 8
    notes = [filed.entity.note for filed in read(tmp_path).registry.reports]
    assert sorted(notes, key=str) == sorted(f"{writer}-{number}" for writer in range(8) for number in range(20))
    for name in range(8):
        own = [note for note in notes if note and note.startswith(f"{name}-")]
        assert own == [f"{name}-{number}" for number in range(20)], "each writer's in the order it wrote them"
