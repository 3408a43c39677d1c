"""The Word templates that are shipped are what tools/templates.py makes."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree.ElementTree import canonicalize

import pytest

from templates import FOLDER, MADE


def parts(data: bytes) -> dict[str, str | bytes]:
    """The parts of a Word file; XML in its canonical form, for libraries write the same in different bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        read = {name: archive.read(name) for name in archive.namelist()}
    return {name: canonicalize(part) if name.endswith((".xml", ".rels")) else part for name, part in read.items()}


MAKE = """
import sys
from pathlib import Path
from templates import MADE
for name, make in MADE.items():
    Path(sys.argv[1], name).write_bytes(make())
"""


@pytest.mark.slow
def test_the_shipped_templates_are_what_the_tool_makes(tmp_path: Path) -> None:
    """In a process of its own: openpyxl, once loaded, lends the oldest python-docx another namespace."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", MAKE, tmp_path], env=environment, check=True)
    for name in MADE:
        assert parts((FOLDER / name).read_bytes()) == parts((tmp_path / name).read_bytes()), "run tools/templates.py"


def test_nothing_else_is_shipped_as_a_word_template() -> None:
    assert {path.name for path in FOLDER.glob("*.docx")} == set(MADE)
