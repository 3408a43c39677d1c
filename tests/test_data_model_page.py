"""docs/data-model.md is what the model says."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_page_is_current() -> None:
    code = "import runpy; print(runpy.run_path('tools/data_model.py')['page'](), end='')"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    page = (ROOT / "docs" / "data-model.md").read_text(encoding="utf-8")
    assert page == done.stdout, "run: python tools/data_model.py"


def test_every_default_that_is_said_to_stand_below_stands_there() -> None:
    page = (ROOT / "docs" / "data-model.md").read_text(encoding="utf-8")
    said = re.findall(r"(?m)^\| `(\w+)` \|[^|]*\| 见下表 \|", page)
    assert len(said) > 5
    assert [key for key in said if not re.search(rf"(?m)^### `{key}`", page)] == []
