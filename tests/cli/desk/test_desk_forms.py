"""Forms are the options of commands; what is filled in is the command."""

from pathlib import Path

import pytest

from dcgd.cli.desk.forms import Given, fields_of, words_of
from dcgd.errors import WrongUse

DECIDE = ("request", "decide")


def test_a_field_is_called_what_the_help_calls_the_option(data: Path) -> None:
    item, day, note = fields_of(("progress", "add"), [str(data)], ("item", "day", "note"))
    assert (item.label, item.option, item.is_required) == ("目标、成果的编号", "", True)
    assert (day.label, day.hint, day.option) == ("数据截止之日", "缺省是今天", "--date")
    assert (note.is_long, note.is_several) == (True, False)


def test_a_field_offers_what_a_shell_would_complete(data: Path) -> None:
    item, by = fields_of(("progress", "add"), [str(data)], ("item", "by"))
    assert ("5-1", "水闸安全鉴定") in item.offers
    assert ("区水利局", "") in by.offers


def test_a_choice_between_two_options_is_one_field(data: Path) -> None:
    (approve,) = fields_of(DECIDE, [str(data)], ("approve",))
    assert [offer.value for offer in approve.offers] == ["--approve", "--refuse"]
    given = Given({"name": ["1"], "approve": ["--refuse"], "by": ["区政府"]})
    words = words_of(DECIDE, fields_of(DECIDE, [str(data)]), given, ["x"])
    assert words == ["request", "decide", "1", "--refuse", "--by", "区政府", "--data", "x"]


def test_what_is_not_offered_is_not_taken_where_only_that_can_be(data: Path) -> None:
    with pytest.raises(WrongUse, match="--yes"):
        words_of(DECIDE, fields_of(DECIDE, [str(data)]), Given({"approve": ["--yes"]}), [])


def test_a_line_is_a_value_where_an_option_can_be_repeated(data: Path) -> None:
    fields = fields_of(("progress", "add"), [str(data)], ("item", "evidence"))
    words = words_of(("progress", "add"), fields, Given({"item": ["5-1"], "evidence": ["a.pdf\r\n\r\n b.pdf "]}), [])
    assert words == ["progress", "add", "5-1", "--evidence", "a.pdf", "--evidence", "b.pdf"]


def test_what_looks_like_an_option_is_none(data: Path) -> None:
    fields = fields_of(("progress", "add"), [str(data)], ("item", "note"))
    words = words_of(("progress", "add"), fields, Given({"item": ["--data"], "note": ["-9"]}), ["x"])
    assert words == ["progress", "add", "--note=-9", "--data", "x", "--", "--data"]


def test_what_is_no_field_is_no_word(data: Path) -> None:
    fields = fields_of(("progress", "add"), [str(data)], ("item",))
    assert words_of(("progress", "add"), fields, Given({"item": ["1"], "data": ["/etc"], "help": ["1"]}), []) == [
        "progress", "add", "1",
    ]  # fmt: skip
