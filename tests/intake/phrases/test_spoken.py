"""Who is responsible where the running text says so."""

import pytest

from dcgd.intake.phrases.spoken import find_spoken


@pytest.mark.parametrize(
    ("text", "leads", "participants"),
    [
        ("由区教育局牵头，区财政局配合，于6月底前完成征地。", ["区教育局"], ["区财政局"]),
        ("请区城管局会同区交通局于5月15日前提出方案。", ["区城管局"], ["区交通局"]),
        ("会议要求，由区水利局负责，区财政局、区审计局协助，抓紧修复。", ["区水利局"], ["区财政局", "区审计局"]),
        ("责成区应急局、区消防队尽快整改。", ["区应急局", "区消防队"], []),
        ("由区应急局牵头，会同区水利局修改完善。", ["区应急局"], ["区水利局"]),
        ("会议要求，区财政局要于6月10日前拨付资金，区审计局配合。", ["区财政局"], ["区审计局"]),
        ("区住建局牵头，各镇街参与，推进改造。", ["区住建局"], ["各镇街"]),
    ],
)
def test_who_leads_and_who_takes_part(text: str, leads: list[str], participants: list[str]) -> None:
    said = find_spoken(text, 0, len(text))

    assert said is not None
    assert (said.leads, said.participants) == (leads, participants)


@pytest.mark.parametrize(
    "text", ["加强统筹，形成合力。", "由点到面推进改革。", "请大家发言，认真讨论。", "支持企业牵头组建联盟。"]
)
def test_where_nobody_is_named_nobody_is_found(text: str) -> None:
    assert find_spoken(text, 0, len(text)) is None
