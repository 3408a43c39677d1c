"""The dashboard of the example, to look at in the browser of tests/browsers.py."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from dcgd.cli.html import page_snapshot
from dcgd.cli.session import open_session
from dcgd.publish.site.page import pages
from dcgd.publish.snapshot import Snapshot

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "yunxi-2025"


def snapshot_of(folder: Path, day: date) -> Snapshot:
    with open_session([str(folder)]) as session:
        return page_snapshot(session, day)


of_example = cache(partial(snapshot_of, EXAMPLE))
"""The snapshot of the example on a day; nobody changes it."""


@pytest.fixture
def made() -> Callable[..., Snapshot]:
    """The snapshot of a registry on a day, by default of the example at the end of its third quarter."""

    def make(folder: Path = EXAMPLE, day: date = date(2025, 9, 30)) -> Snapshot:
        return of_example(day) if folder == EXAMPLE else snapshot_of(folder, day)

    return make


@cache
def example_pages() -> Mapping[str, bytes]:
    """The dashboard of the example."""
    return pages(of_example(date(2025, 9, 30)))


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., str]:
    """Write the dashboard of a snapshot below the test's folder; returns the address of its page."""

    def write(snapshot: Snapshot | None = None, **options: Any) -> str:
        folder = tmp_path / "网页 一"  # a space and Chinese, as offices name folders
        usual = snapshot is None and not options
        files = example_pages() if usual else pages(snapshot or of_example(date(2025, 9, 30)), **options)
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return (folder / "index.html").as_uri()

    return write
