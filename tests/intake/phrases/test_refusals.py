"""A number with a measure is a promise unless it is known to be something else."""

from decimal import Decimal

import pytest

from dcgd.intake.phrases.numbers import Amount, find_amounts
from dcgd.intake.phrases.refusals import why_refused


def taken(sentence: str) -> list[tuple[Decimal, str]]:
    measured = [amount for amount in find_amounts(sentence) if isinstance(amount, Amount)]
    return [(amount.value, amount.measure) for amount in measured if not why_refused(sentence, amount, 2023)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("解决农村10万人饮水问题", [(Decimal(10), "万人")]),
        ("选拔培养10名青年人才，60名优秀人才", [(Decimal(10), "名"), (Decimal(60), "名")]),
        ("每个街道有1所日间照料机构", [(Decimal(1), "所")]),
        ("为5000名老人免费体检", [(Decimal(5000), "名")]),
        ("不少于3家企业参加", [(Decimal(3), "家")]),
        ("城镇新增就业人数24万以上", [(Decimal(24), "万")]),
        ("开放数据集10类以上", [(Decimal(10), "类")]),
        ("审查时间压缩至3周以内", [(Decimal(3), "周")]),
        ("轮候时间不超过5年", [(Decimal(5), "年")]),
        ("续展时限减至半个月", [(Decimal("0.5"), "个月")]),
        ("2023年起，每年开放 150 个以上场景", [(Decimal(150), "个")]),
        ("医疗救助报销比例提高至90%", [(Decimal(90), "%")]),
        ("准入线不低于上年度人均收入的60%", [(Decimal(60), "%")]),
        ("用氢价格降至25元/千克以下", [(Decimal(25), "元/千克")]),
        ("建设1到2个培训基地", [(Decimal(1), "个")]),
        ("2022年新增企业100家，2023年再新增50家", [(Decimal(50), "家")]),
        ("粮食产能提高320公斤", [(Decimal(320), "公斤")]),
    ],
)
def test_a_number_is_a_promise(sentence: str, expected: list[tuple[Decimal, str]]) -> None:
    assert taken(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("招用人数达到职工人数25%（超过100人的企业达到15%）的，可申请贷款", []),
        ("各区至少有1所200张床位以上的养老机构", [(Decimal(1), "所")]),
        ("培育年产值超100亿元、具备竞争力的企业2家", [(Decimal(2), "家")]),
        ("推动资源向两个新城区、三个副中心配置", []),
        ("在8个试点行业推广", []),
        ("优先支持其辖区内1家园区扩区", []),
        ("鼓励各区对研发费用占比3%以上且年增长20%以上的企业给予支持", []),
        ("聚焦5大方面、24个重点领域", []),
        ("目前，建成停车场20个，泊位3000个", []),
        ("超过5万元的项目须经集体研究", []),
        ("建设长12公里、宽6米的道路", []),
        ("营业收入超1 2万亿元", []),
    ],
)
def test_what_is_known_to_be_something_else_is_none(sentence: str, expected: list[tuple[Decimal, str]]) -> None:
    assert taken(sentence) == expected
