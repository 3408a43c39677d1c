"""Full-text search: exactly the tasks that hold the words, whatever the index narrows them down to."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.index.freshness import Source
from dcgd.index.listing import tasks
from dcgd.index.lookup import Filter
from dcgd.index.search import excerpt, pairs, prepare, query
from dcgd.index.store import open_index

ROOT = Path(__file__).resolve().parent.parent.parent
WORDS = st.text(alphabet="光伏水利府区a5G，。 “”5g５Ｇ", min_size=1, max_size=6)


@pytest.fixture(scope="module")
def real() -> Iterator[sqlite3.Connection]:
    with closing(open_index([Source(str(ROOT / "data"), "")], None, lambda _done, _total: None)) as connection:
        yield connection


def found(connection: sqlite3.Connection, words: str) -> list[int]:
    narrowed = query(words) if prepare(connection) else None
    return [row["number"] for row in tasks(connection, Filter(search=words, narrowed=narrowed))]


def test_a_word_is_cut_into_pairs_and_its_last_character() -> None:
    assert pairs("光伏，5G") == ["光伏", "伏", "5g", "g"]


@given(words=WORDS)
def test_the_search_index_changes_no_answer(real: sqlite3.Connection, words: str) -> None:
    plain = [row["number"] for row in tasks(real, Filter(search=words))]
    assert found(real, words) == plain


def test_case_and_full_width_do_not_count(registry: Path, tmp_path: Path) -> None:
    tasks_yaml = registry / "tasks.yaml"
    text = tasks_yaml.read_text(encoding="utf-8")
    tasks_yaml.write_text(text.replace("5G", "５Ｇ", 1), encoding="utf-8", newline="\n")
    with closing(open_index([Source(str(registry), "")], tmp_path, lambda _done, _total: None)) as connection:
        assert found(connection, "５ｇ") == found(connection, "5G") == [23, 68]


def test_words_of_two_characters_are_found_and_all_words_are_needed(real: sqlite3.Connection) -> None:
    assert found(real, "光伏") == [20, 24]
    assert found(real, "光伏 风电") == [24]
    assert found(real, "5g 基站") == [23]
    assert found(real, "绝无此词") == []


def test_a_word_at_the_very_end_of_a_text_is_found(real: sqlite3.Connection) -> None:
    last = real.execute("SELECT number, substr(rtrim(text, '。'), -2) FROM tasks WHERE number = 80").fetchone()
    assert last[0] in found(real, last[1])


def test_tasks_that_came_later_are_found_and_those_gone_are_not(registry: Path, tmp_path: Path) -> None:
    source, cache = [Source(str(registry), "")], tmp_path / "cache"
    connection = open_index(source, cache, lambda _done, _total: None)
    assert found(connection, "光伏") == [20, 24]
    connection.close()
    tasks_file = registry / "tasks.yaml"
    text = tasks_file.read_text(encoding="utf-8").replace("分布式光伏", "分布式风能").replace("水闸安全", "水闸光伏")
    tasks_file.write_text(text, encoding="utf-8")
    connection = open_index(source, cache, lambda _done, _total: None)
    assert found(connection, "光伏") == [21, 24]
    connection.close()


def test_the_excerpt_shows_the_word_in_its_context() -> None:
    text = "聚力攻坚能源项目。有序推进整区分布式光伏开发试点，新能源装机容量达到 45 万千瓦。推进天然气管道项目。"
    assert excerpt(text, "光伏") == "…能源项目。有序推进整区分布式【光伏】开发试点，新能源装机容量达到…"
    assert excerpt("光伏", "光伏") == "【光伏】"
    assert excerpt("没有", "光伏") == ""
