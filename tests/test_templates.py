"""The Word templates that are shipped are what tools/templates.py makes."""

import io
import zipfile
from xml.etree.ElementTree import canonicalize

import pytest

from templates import FOLDER, MADE


def parts(data: bytes) -> dict[str, str | bytes]:
    """The parts of a Word file; XML in its canonical form, for libraries write the same in different bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        read = {name: archive.read(name) for name in archive.namelist()}
    return {name: canonicalize(part) if name.endswith((".xml", ".rels")) else part for name, part in read.items()}


@pytest.mark.parametrize("name", MADE)
def test_a_shipped_template_is_what_the_tool_makes(name: str) -> None:
    assert parts((FOLDER / name).read_bytes()) == parts(MADE[name]()), "run python tools/templates.py"


def test_nothing_else_is_shipped_as_a_word_template() -> None:
    assert {path.name for path in FOLDER.glob("*.docx")} == set(MADE)
