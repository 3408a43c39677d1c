"""A deed at the desk: shown first, written once, by the very command, only while the registry is as it was shown."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dcgd.cli.desk.deeds import DEEDS
from desks import Client, Opened, timeless, yaml_of

ADD = "progress/add"
GIVEN = {"item": "5-1", "value": "14座", "day": "2025-10-31", "by": "区水利局", "note": "又做了两座"}


def texts(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")}


def test_what_would_change_is_shown_in_the_words_of_diff_and_nothing_is_written(desk: Client, data: Path) -> None:
    before = texts(data)
    preview = desk.send(f"do/{ADD}", GIVEN)
    assert "5-1：进展登记，无 → 2025-10-31 14（区水利局，又做了两座）；属于中性" in preview.text
    assert "已登记：5-1 水闸安全鉴定，2025-10-31 为 14 座（上次 2025-06-20 为 12 座）" in preview.text
    assert texts(data) == before


def test_it_says_the_command_that_would_have_done_it(desk: Client, data: Path) -> None:
    typed = f"dcgd progress add 5-1 --value 14座 --date 2025-10-31 --by 区水利局 --note 又做了两座 --data {data}"
    preview = desk.send(f"do/{ADD}", GIVEN)
    assert typed in preview.text
    assert typed in desk.confirm(preview).text


def test_what_is_confirmed_is_what_the_command_writes(desk: Client, data: Path, run: Callable[..., object]) -> None:
    written = desk.do(ADD, **GIVEN)
    assert "写好了" in written.text
    last = (data / "progress/2025-10.yaml").read_text(encoding="utf-8").splitlines()[-1]
    assert last.startswith("  - {target: 5-1, date: 2025-10-31, value: 14, by: 区水利局, note: 又做了两座, received: ")
    assert "recorded_by: 测试员}" in last


def test_who_goes_back_finds_what_was_filled_in(desk: Client) -> None:
    preview = desk.send(f"do/{ADD}", GIVEN)
    form = desk.get(f"again/{preview.value('work')}")
    assert all(text in form.body for text in GIVEN.values())
    assert desk.get("again/nothing").status == 410


def test_what_is_confirmed_twice_is_written_once(desk: Client, data: Path) -> None:
    preview = desk.send(f"do/{ADD}", GIVEN)
    first = desk.send("confirm", {"work": preview.value("work")})
    once = texts(data)
    second = desk.send("confirm", {"work": preview.value("work")})
    assert second.headers["Location"] == first.headers["Location"]
    assert texts(data) == once


def test_what_the_command_refuses_the_desk_refuses_in_its_words(desk: Client, data: Path) -> None:
    before = texts(data)
    refused = desk.send(f"do/{ADD}", {**GIVEN, "item": "5-9"})
    assert refused.status == 422
    assert "没有写入" in refused.text
    assert "错误：没有" in refused.text
    assert 'value="14座"' in refused.body, "what was filled in is still there"
    assert texts(data) == before


def test_a_doubt_is_told_and_can_be_confirmed(desk: Client) -> None:
    doubted = desk.send(f"do/{ADD}", {**GIVEN, "value": "1400"})
    assert "存疑，没有登记" in doubted.text
    assert "写好了" in desk.do(ADD, **{**GIVEN, "value": "1400", "yes": "1"}).text


def test_what_is_recorded_already_is_not_recorded_again(desk: Client, data: Path) -> None:
    desk.do(ADD, **GIVEN)
    once = texts(data)
    assert "已有同样的进展" in desk.send(f"do/{ADD}", GIVEN).text
    assert texts(data) == once


def test_where_somebody_wrote_meanwhile_both_are_shown_and_nothing_is_lost(
    desk: Client, data: Path, opened: Opened
) -> None:
    mine = desk.send(f"do/{ADD}", GIVEN)
    other = Client(opened.port).enter(opened.addresses[-1])
    other.do(ADD, **{**GIVEN, "value": "13", "day": "2025-10-30", "note": "另一位"})
    written = texts(data)
    again = desk.send("confirm", {"work": mine.value("work")})
    assert "没有写入：登记册在您看过以后变了" in again.text
    assert "2025-10-30 13（区水利局，另一位）" in again.text, "what the other wrote"
    assert "上次 2025-10-30 为 13 座" in again.text, "what it is now"
    assert texts(data) == written
    assert "写好了" in desk.confirm(again).text
    text = (data / "progress/2025-10.yaml").read_text(encoding="utf-8")
    assert text.count("另一位") == text.count("又做了两座") == 1


def test_a_command_that_writes_between_preview_and_confirmation_is_noticed(
    desk: Client, data: Path, call: Callable[..., object]
) -> None:
    mine = desk.send(f"do/{ADD}", GIVEN)
    call("problem", "raise", "9-2", "验收标准有变", "--by", "区住建局", "--date", "2025-10-01", "--data", str(data))
    again = desk.send("confirm", {"work": mine.value("work")})
    assert "验收标准有变" in again.text


def test_what_is_not_known_any_more_is_said(desk: Client) -> None:
    assert desk.send("confirm", {"work": "nothing"}).status == 410
    assert desk.get("done/nothing").status == 410


def test_a_form_can_be_filled_in_by_its_address(desk: Client) -> None:
    assert 'name="item" value="5-1"' in desk.get(f"do/{ADD}?item=5-1").body


@pytest.mark.parametrize("value", ["--help", "--yes", "-x"])
def test_what_looks_like_an_option_stays_a_value(desk: Client, value: str) -> None:
    refused = desk.send(f"do/{ADD}", {**GIVEN, "item": value})
    assert refused.status == 422
    written = desk.do(ADD, **{**GIVEN, "note": value})
    assert f"--note={value}" in written.text


def test_every_deed_has_a_form_whose_fields_have_labels(desk: Client) -> None:
    for deed in DEEDS.values():
        page = desk.get(f"do/{deed.path}")
        assert page.status == 200
        assert page.body.count("<label") >= len(deed.usual)


def test_evidence_that_is_sent_is_kept_in_the_registry(
    desk: Client, data: Path, example: Path, tmp_path: Path, call: Callable[..., object]
) -> None:
    before = sorted((data / "evidence").iterdir())
    preview = desk.upload(f"do/{ADD}", {"验收单.pdf": b"%PDF-1.7\n"}, **GIVEN)
    assert "--evidence 验收单.pdf --keep" in preview.text
    assert sorted((data / "evidence").iterdir()) == before
    assert "写好了" in desk.confirm(preview).text
    (tmp_path / "验收单.pdf").write_bytes(b"%PDF-1.7\n")
    call(
        *(
            "progress",
            "add",
            "5-1",
            "--value",
            "14座",
            "--date",
            "2025-10-31",
            "--by",
            "区水利局",
            "--note",
            GIVEN["note"],
        ),
        *("--evidence", str(tmp_path / "验收单.pdf"), "--keep", "--data", str(example)),
    )
    assert timeless(yaml_of(data)) == timeless(yaml_of(example))
    kept = [{path.name: path.read_bytes() for path in (folder / "evidence").iterdir()} for folder in (data, example)]
    assert kept[0] == kept[1]
    assert len(kept[0]) == len(before) + 1
