"""A closed registry is judged as of the day on which it was, whatever year it is now, unless a day is asked for."""

import json
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

from dcgd.cli.clock import today
from dcgd.index.closed import Unasked, closed_days, last_closed
from dcgd.index.lookup import Filter
from dcgd.tracking.judged_items import judged_items
from districts import ROOT, opened

Run = Callable[..., subprocess.CompletedProcess[str]]
OLD = ROOT / "examples" / "yunxi-2024"
LATER = date(2031, 5, 1)


def reasons(*folders: Path, day: date) -> dict[str, str]:
    with closing(opened(*folders)) as connection:
        judged = judged_items(connection, Filter(), day)
        return {f"{item.home.registry}:{item.item.id}": "；".join(item.verdict.reasons) for item in judged}


def test_years_later_it_keeps_its_last_verdicts() -> None:
    assert "已逾期 31 天" in reasons(OLD, day=Unasked.of(LATER))[":4-2"]
    assert "已逾期 2312 天" in reasons(OLD, day=LATER)[":4-2"]


def test_beside_an_open_one_each_is_judged_by_its_own_day(example: Path) -> None:
    judged = reasons(OLD, example, day=Unasked.of(LATER))
    assert "已逾期 31 天" in judged["yunxi-2024:4-2"]
    assert "已逾期 1947 天" in judged["example:14-1"]
    with closing(opened(OLD, example)) as connection:
        closed = {"yunxi-2024": date(2025, 1, 31)}
        assert (closed_days(connection, LATER), last_closed(connection, LATER)) == (closed, None)
        assert closed_days(connection, date(2025, 1, 30)) == {}, "not closed yet"


def test_commands_say_that_day_and_not_today(call: Run) -> None:
    done = call("summary", "--data", str(OLD))
    assert "截至 2025年1月31日" in done.stdout
    rows = json.loads(call("overdue", "--data", str(OLD), "--format", "json").stdout)
    assert {row["id"]: "已逾期 31 天" in "".join(row["reasons"]) for row in rows} == {
        "2-m1": True,
        "4-2": True,
        "5": True,
    }
    asked = json.loads(call("overdue", "--data", str(OLD), "--as-of", "2025-03-31", "--format", "json").stdout)
    assert all("已逾期 90 天" in "".join(row["reasons"]) for row in asked)


def test_every_table_of_the_index_knows_the_day(call: Run) -> None:
    done = call("sql", "SELECT closed FROM documents", "--data", str(OLD), "--format", "json")
    assert json.loads(done.stdout) == [{"closed": "2025-01-31"}]


def test_known_today_is_what_is_known_and_known_before_it_was_closed_is_of_that_day(call: Run) -> None:
    asked = ("overdue", "--data", str(OLD), "--format", "json")
    now = call(*asked).stdout
    assert call(*asked, "--known-on", today().isoformat()).stdout == now
    before = call(*asked, "--known-on", "2025-01-15").stdout
    assert before == call(*asked, "--known-on", "2025-01-15", "--as-of", "2025-01-15").stdout != now
