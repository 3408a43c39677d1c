"""Where a text states who is responsible."""

import pytest

from dcgd.intake.phrases.statements import find_statements
from dcgd.intake.text.body import build_body


@pytest.mark.parametrize(
    ("text", "stated", "leads"),
    [
        ("修路。（牵头单位：区交通局）", "（牵头单位：区交通局）", ["区交通局"]),
        ("修路。(责任单位:区交通局）", "(责任单位:区交通局）", ["区交通局"]),
        ("修路。〔区交通局负责〕", "〔区交通局负责〕", ["区交通局"]),
        ("修路。牵头单位：区交通局。", "牵头单位：区交通局。", ["区交通局"]),
        (
            "修路。（牵头单位：区交通局（区公路中心））",
            "（牵头单位：区交通局（区公路中心））",
            ["区交通局（区公路中心）"],
        ),
    ],
)
def test_in_brackets_of_any_make_or_behind_a_label(text: str, stated: str, leads: list[str]) -> None:
    body = build_body(text)
    (statement,) = find_statements(body, 0, len(body.text), 2023)

    assert body.text[statement.start : statement.end] == stated
    assert statement.said.leads == leads


@pytest.mark.parametrize("text", ["修路（含支路）10公里。", "建设园区（一期）。", "实施“三个一”（见附件）工程。"])
def test_other_brackets_are_wording(text: str) -> None:
    body = build_body(text)

    assert find_statements(body, 0, len(body.text), 2023) == []
