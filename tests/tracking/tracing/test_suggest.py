"""Proposals: what reads alike is proposed, with the words that speak for it."""

from contextlib import closing
from pathlib import Path

import pytest

from dcgd.tracking.tracing.sheets import sheets
from dcgd.tracking.tracing.suggest import LEAST, MOST, Proposal, common, proposals
from districts import ROOT, opened

CITY = ROOT / "examples" / "shili-2025"


def proposed(*folders: Path) -> list[Proposal]:
    with closing(opened(*folders)) as connection:
        return list(proposals(sheets(connection)))


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """The made-up district without its links to the city."""
    lines = (ROOT / "examples/yunxi-2025/tasks.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "yunxi").mkdir()
    kept = (line for line in lines if not line.strip().startswith("implements:"))
    (tmp_path / "yunxi/tasks.yaml").write_text("".join(kept), encoding="utf-8")
    (tmp_path / "yunxi/units.yaml").write_bytes((ROOT / "examples/yunxi-2025/units.yaml").read_bytes())
    return tmp_path / "yunxi"


def test_what_the_example_links_is_proposed_first_without_its_links(bare: Path) -> None:
    best = {one.member.item.id: one.promise.item.id for one in reversed(proposed(CITY, bare))}
    linked = {"1-1": "1-1", "1-2": "1-2", "5-2": "4-1", "7-1": "3-1", "9-1": "5-1", "10-1": "6-1", "13-1": "7-2"}
    assert linked.items() <= best.items()


def test_the_words_in_common_speak_for_it_and_the_score_is_a_share(bare: Path) -> None:
    found = proposed(CITY, bare)
    [nursery] = [one for one in found if one.member.item.id == "1-m1"]
    assert (nursery.promise.item.title, nursery.words) == ("新增高新技术企业", ("高新技术企业",))
    assert all(LEAST <= one.score <= 1 for one in found)
    assert max(sum(other.member is one.member for other in found) for one in found) <= MOST


def test_what_says_what_it_implements_gets_no_proposal() -> None:
    assert [one.member.item.id for one in proposed(CITY, ROOT / "examples/yunxi-2025")] == ["1-m1"]


def test_registries_of_which_none_is_above_get_none(example: Path) -> None:
    assert proposed(example, ROOT / "examples/nanting-2025") == []


def test_words_are_runs_of_two_characters_at_least() -> None:
    assert common("新增养老床位200张", "养老服务床位") == ("养老", "床位")
    assert common("甲乙", "丙丁") == ()
