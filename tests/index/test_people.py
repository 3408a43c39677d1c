"""Whom a name means, which units are of a group, and what each person answers for."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from dcgd.errors import NotFound
from dcgd.index import listing, people
from dcgd.index.contacts import everybody
from dcgd.index.items import items
from dcgd.index.lookup import Filter
from dcgd.index.readonly import guard
from dcgd.index.search import prepare, query
from districts import opened


@pytest.fixture
def connection(example: Path) -> Iterator[sqlite3.Connection]:
    index = opened(example)
    yield index
    index.close()


def numbers(connection: sqlite3.Connection, wanted: Filter) -> list[int]:
    return [row["number"] for row in listing.tasks(connection, wanted)]


def named(pairs: frozenset[tuple[int, str]]) -> list[str]:
    return sorted(name for _document, name in pairs)


def test_a_name_means_one_person(connection: sqlite3.Connection) -> None:
    assert named(people.people(connection, ["李某某", "吴某某"])) == ["吴某某", "李某某"]


def test_the_bracket_may_be_left_out_where_one_person_bears_it(connection: sqlite3.Connection) -> None:
    assert named(people.people(connection, ["钱某某"])) == ["钱某某（督查室）"]


def test_a_name_that_two_share_is_asked_back(connection: sqlite3.Connection) -> None:
    with pytest.raises(NotFound, match="张某某（工信）、张某某（水利）；写明是哪一个"):
        people.people(connection, ["张某某"])
    assert named(people.people(connection, ["张某某（水利）"])) == ["张某某（水利）"]


def test_a_name_that_nobody_has_says_who_is_near(connection: sqlite3.Connection) -> None:
    with pytest.raises(NotFound, match="钱某某（督查室）"):
        people.people(connection, ["钱某"])


def test_a_group_means_its_units(connection: sqlite3.Connection) -> None:
    assert named(people.units_in_groups(connection, ["开发区", "垂管单位"])) == ["云汐经济开发区", "区生态环境分局"]
    with pytest.raises(NotFound, match="没有单位类别“国企”；类别有：政府部门、垂管单位、开发区"):
        people.units_in_groups(connection, ["国企"])


@pytest.mark.parametrize(
    ("name", "duty", "wanted"),
    [
        ("吴某某", None, [5, 7, 8, 9, 14]),
        ("吴某某", "leader", [5, 7, 8, 9, 14]),
        ("吴某某", "owner", []),
        ("张某某（水利）", "owner", [5, 8]),
        ("张某某（工信）", "contact", [2, 3]),
        ("蒋某某", None, [7]),
    ],
)
def test_tasks_by_who_answers(connection: sqlite3.Connection, name: str, duty: str | None, wanted: list[int]) -> None:
    """Task 8 is led by two units and names one owner itself: the head of the other one does not answer for it."""
    assert numbers(connection, Filter(people=people.people(connection, [name]), duty=duty)) == wanted


def test_people_narrow_what_units_and_words_narrow(connection: sqlite3.Connection) -> None:
    units = people.units_in_groups(connection, ["垂管单位"])
    leader = people.people(connection, ["吴某某"])
    assert numbers(connection, Filter(units=units, people=leader, search="黑臭")) == [8]
    assert numbers(connection, Filter(units=units, people=people.people(connection, ["李某某"]))) == []


def test_a_task_knows_its_people_in_their_standing_order(connection: sqlite3.Connection) -> None:
    [row] = listing.tasks(connection, Filter(tasks=frozenset({(1, 8)})), whole=True)
    assert row["people"] == {"leader": ["吴某某"], "owner": ["张某某（水利）"], "contact": ["曹某某", "华某某"]}
    assert (row["leaders"], row["owner"], row["contact"]) == ([], "张某某（水利）", None)


def test_an_item_knows_them_too(connection: sqlite3.Connection) -> None:
    [(home, _item)] = items(connection, Filter(tasks=frozenset({(1, 8)})))
    assert [(name, duty.value) for name, duty in home.people] == [
        ("华某某", "contact"),
        ("吴某某", "leader"),
        ("张某某（水利）", "owner"),
        ("曹某某", "contact"),
    ]


@pytest.mark.parametrize("kept", [True, False], ids=["with the search index", "without"])
def test_words_find_tasks_by_who_answers(connection: sqlite3.Connection, kept: bool) -> None:
    narrowed = query("吕某某") if kept and prepare(connection) else None
    rows = list(listing.tasks(connection, Filter(search="吕某某", narrowed=narrowed)))
    assert [row["number"] for row in rows] == [4, 6]
    assert "【吕某某】" in rows[0]["match"]


def test_people_with_what_they_answer_for(connection: sqlite3.Connection) -> None:
    rows = {row["name"]: row for row in people.rows(connection)}
    assert list(rows)[:5] == ["李某某", "周某某", "吴某某", "孙某某", "王某某"]
    assert rows["吴某某"] == {
        "name": "吴某某", "post": "副区长", "unit": None,
        "units": ["区水利局", "区农业农村局", "区生态环境分局", "区住房和城乡建设局"],
        "leader": [5, 7, 8, 9, 14], "owner": [], "contact": [], "note": None,
    }  # fmt: skip
    assert rows["曹某某"]["contact"] == [5, 8]


def test_whom_people_yaml_does_not_know_comes_last(example: Path) -> None:
    (example / "people.yaml").write_text("people: [{name: 孙某某}]\n", encoding="utf-8")
    connection = opened(example)
    names = [row["name"] for row in people.rows(connection)]
    connection.close()
    assert names[0] == "孙某某"
    assert {"李某某", "张某某（水利）"} <= {*names}


def test_what_is_private_stands_in_a_table_that_no_query_reads(connection: sqlite3.Connection) -> None:
    assert everybody(connection)["", "曹某某"] == {"phone": "0000-0000005", "email": None}
    assert not [row for row in connection.execute("SELECT * FROM people") if "0000-0000005" in str(row)]
    guard(connection)
    with pytest.raises(sqlite3.DatabaseError, match="prohibited"):
        connection.execute("SELECT phone FROM contacts")
