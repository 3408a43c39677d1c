"""What is counted from rows that are kept is what a snapshot counts."""

import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from dcgd.index import judged as keeper
from dcgd.index.closed import Unasked
from dcgd.index.freshness import Source
from dcgd.index.lookup import Filter
from dcgd.index.store import open_index
from dcgd.model import Grouping
from dcgd.publish.counted import COUNTED, OfRows, OfSnapshot
from dcgd.publish.snapshot import take_snapshot
from dcgd.tracking.judged_items import judged_items
from dcgd.tracking.keeping import kept_view
from districts import ROOT, nothing

DAYS = (date(2024, 12, 31), date(2025, 6, 30), Unasked(2025, 11, 15), date(2026, 3, 1))


@pytest.mark.parametrize("day", DAYS, ids=repr)
@pytest.mark.parametrize(
    "names", [("yunxi-2025",), ("nanting-2025", "shili-2025", "yunxi-2024", "yunxi-2025")], ids=len
)
def test_rows_and_snapshot_count_alike(
    tmp_path: Path, names: tuple[str, ...], day: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "FEW", 1)
    for name in names:
        shutil.copytree(ROOT / "examples" / name, tmp_path / name)
    sources = [Source(str(tmp_path / name), name if len(names) > 1 else "") for name in names]
    with closing(open_index(sources, None, nothing)) as connection:
        snapshot = OfSnapshot(take_snapshot(connection, day, judged_items(connection, Filter(), day)))
    with closing(open_index(sources, tmp_path / "cache", nothing)) as connection:
        view = kept_view(connection, day, whole=True)
        assert view is not None
        rows = OfRows(connection, view, day)
        assert rows.overall == snapshot.overall
        for grouping in sorted(COUNTED - {Grouping.LIGHT, Grouping.STATUS}):
            groups = list(rows.by(grouping))
            assert groups == list(snapshot.by(grouping)), grouping
            assert groups
