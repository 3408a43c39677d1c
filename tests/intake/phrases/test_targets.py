"""Numbers that commit become candidates; the others are left out with a reason."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.intake.phrases.candidates import Candidate
from dcgd.intake.phrases.targets import find_targets


def one(text: str) -> Candidate:
    (candidate,), _ = find_targets(text, 2023)
    return candidate


TAKEN = {
    "新增高新技术企业 15 家以上": ("新增高新技术企业", "cumulative", "at_least", "15", "家"),
    "新能源装机容量达到 45 万千瓦": ("新能源装机容量", "level", "at_least", "45", "万千瓦"),
    "总量突破 1700 个": ("总量", "level", "more_than", "1700", "个"),
    "谋划推进重点项目 160 个左右": ("谋划推进重点项目", "cumulative", "about", "160", "个"),
    "城镇登记失业率控制在4%以内": ("城镇登记失业率", "level", "at_most", "4", "%"),
    "审批时间压缩至3个工作日": ("审批时间", "level", "at_most", "3", "个工作日"),
    "单位能耗不高于0.5吨标准煤": ("单位能耗", "level", "at_most", "0.5", "吨标准煤"),
    "能繁母猪保持在 0.9 万头以上": ("能繁母猪", "standing", "at_least", "0.9", "万头"),
    "实施投资500万元以上技术改造项目20个": ("实施投资500万元以上技术改造项目", "cumulative", "at_least", "20", "个"),
    "开展 18 座水闸安全鉴定": ("开展水闸安全鉴定", "cumulative", "at_least", "18", "座"),
    "建成2000个以上符合要求的数据集": ("建成数据集", "cumulative", "at_least", "2000", "个"),
    "产业总规模达到2万亿元": ("产业总规模", "level", "at_least", "2", "万亿元"),
    "地区生产总值增长6.5%左右": ("地区生产总值增长", "level", "about", "6.5", "%"),
    "人均预期寿命达到80.5岁": ("人均预期寿命", "level", "at_least", "80.5", "岁"),
    "粮食产能提高 320 万公斤以上": ("粮食产能提高", "cumulative", "at_least", "320", "万公斤"),
    "合格率不低于百分之九十八": ("合格率", "level", "at_least", "98", "%"),
    "新增用地1200亩": ("新增用地", "cumulative", "at_least", "1200", "亩"),
    "5月前拨付补助资金260万元": ("拨付补助资金", "cumulative", "at_least", "260", "万元"),
    "“一次办”事项拓展到32项": ("“一次办”事项拓展", "cumulative", "at_least", "32", "项"),
    "每千人口执业医师数达到3.2人": ("每千人口执业医师数", "level", "at_least", "3.2", "人"),
}


@pytest.mark.parametrize("text", TAKEN)
def test_a_number_that_commits_is_taken_with_its_measure_and_comparator(text: str) -> None:
    candidate = one(text + "。")

    shape = (candidate.indicator, candidate.kind, candidate.comparator, str(candidate.value), candidate.measure)
    assert shape == TAKEN[text]
    assert candidate.quote == text
    assert not candidate.implied


IN_WORDS = {
    "实现村卫生室标准化全覆盖": ("level", "at_least", 100, "%"),
    "零就业家庭动态清零": ("standing", "at_most", 0, "个"),
    "雨污合流管网清零": ("level", "at_most", 0, "个"),
    "主要指标保持两位数增长": ("standing", "at_least", 10, "%"),
    "直播电商交易额翻一番": ("level", "at_least", 100, "%"),
    "确保重大事故零发生": ("standing", "at_most", 0, "个"),
}


@pytest.mark.parametrize("text", IN_WORDS)
def test_a_number_said_in_words_is_implied(text: str) -> None:
    candidate = one(text + "。")

    assert (str(candidate.kind), str(candidate.comparator), int(candidate.value), candidate.measure) == IN_WORDS[text]
    assert candidate.implied


LEFT_OUT = {
    "打造“15分钟便民生活圈”。": "名称的一部分",
    "落实《关于实施 35 条措施的意见》。": "名称的一部分",
    "引进世界500强企业。": "名称或等级",
    "推进 5G 基站建设。": "代号",
    "谋划储备一批总投资 10 亿元、20 亿元以上的大项目。": "限定",
    "实施投资500万元以上的项目。": "限定",
    "为60岁以上老年人提供服务。": "年龄",
    "对首次认定的企业奖励20万元。": "补助",
    "给予不超过投资额30%的补贴。": "补助",
    "提供24小时服务。": "时间长短",
    "目前有企业30家。": "已有",
    "开展第3轮督察。": "序数",
    "走访企业300余家。": "概数",
    "率由14.5%提高到20%。": "基数",
    "拨打电话 12345 办理。": "没有计量单位",
}


@pytest.mark.parametrize("text", LEFT_OUT)
def test_a_number_that_commits_to_nothing_is_left_out_with_a_reason(text: str) -> None:
    _, refused = find_targets(text, 2023)

    assert any(LEFT_OUT[text] in refusal.why for refusal in refused), refused


@pytest.mark.parametrize(
    "text", ["2023年5月11日印发。", "到2025年，取得明显成效。", "2023—2025年行动计划。", "全方位、全覆盖推进。"]
)
def test_dates_and_phrases_are_not_even_numbers(text: str) -> None:
    assert find_targets(text, 2023) == ([], [])


def test_a_list_gives_one_candidate_for_each_number_with_its_own_quote() -> None:
    candidates, _ = find_targets("力争培育产业园区1个，海外仓2个、跨境电商企业突破8家。", 2023)

    assert [candidate.quote for candidate in candidates] == ["力争培育产业园区1个", "海外仓2个", "跨境电商企业突破8家"]
    assert {candidate.firmness for candidate in candidates} == {"strive"}


@pytest.mark.parametrize(
    ("text", "indicator", "comparator", "kind"),
    [
        ("小区垃圾分类设施基本实现覆盖。", "小区垃圾分类设施覆盖率", "about", "level"),
        ("社区食堂基本实现全覆盖。", "社区食堂覆盖率", "about", "level"),
        ("确保引黄用水总量控制在下达的年度计划指标之内。", "引黄用水总量占下达指标的比例", "at_most", "cumulative"),
        ("能耗强度控制在市下达指标以内。", "能耗强度占下达指标的比例", "at_most", "level"),
    ],
)
def test_almost_all_and_what_is_kept_within_a_plan_are_shares(
    text: str, indicator: str, comparator: str, kind: str
) -> None:
    candidate = one(text)

    assert (candidate.indicator, candidate.comparator, candidate.kind) == (indicator, comparator, kind)
    assert (candidate.value, candidate.measure, candidate.implied) == (Decimal(100), "%", True)


@pytest.mark.parametrize("text", ["有线电视覆盖。", "基本覆盖面扩大。", "规模控制在指标体系内部。", "控制在3.8%以内。"])
def test_other_covering_and_keeping_is_no_share(text: str) -> None:
    assert [candidate for candidate in find_targets(text, 2023)[0] if candidate.implied] == []


def test_from_and_to_give_a_baseline() -> None:
    candidate = one("到2025年，森林覆盖率由20.5%提高到22%以上。")

    assert (candidate.baseline, candidate.value, candidate.kind) == (Decimal("20.5"), Decimal(22), "level")


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("到2025年，建成示范区5个。", date(2025, 12, 31)),
        ("2023年6月底前完成改造30户。", date(2023, 6, 30)),
        ("6月底前，完成改造30户。", date(2023, 6, 30)),
        ("到2025年，打造品牌。培育企业20家。", date(2025, 12, 31)),
        ("完成改造30户。", None),
        ("上半年完成改造30户。", date(2023, 6, 30)),
        ("三季度完成改造30户。", date(2023, 9, 30)),
        ("六月底前完成改造30户。", date(2023, 6, 30)),
        ("明年6月底前完成改造30户。", date(2024, 6, 30)),
        ("次年一季度前完成改造30户。", date(2024, 3, 31)),
        ("在去年三季度的基础上，完成改造30户。", None),
        ("完成改造30户，6月底前全部完成。", date(2023, 6, 30)),
        ("完成改造30户，9月底前。", date(2023, 9, 30)),
        ("完成改造30户，年底前新增学位20个。", None),
    ],
)
def test_a_deadline_comes_from_the_clause_its_sentence_or_the_paragraph(text: str, due: date | None) -> None:
    assert find_targets(text, 2023)[0][0].due == due


def test_each_target_of_a_list_has_its_own_deadline() -> None:
    candidates, _ = find_targets("上半年新增企业8家、全年新增15家。", 2023)
    assert [candidate.due for candidate in candidates] == [date(2023, 6, 30), date(2023, 12, 31)]


@pytest.mark.parametrize(
    ("text", "firmness"),
    [
        ("力争完成改造30户，确保新增学位20个。", ["strive", "firm"]),
        ("确保完成改造30户，力争新增学位20个。", ["firm", "strive"]),
        ("力争完成改造30户、新增学位20个。", ["strive", "strive"]),
        ("力争完成改造30户，新增学位20个。", ["strive", "strive"]),
        ("力争完成改造30户。新增学位20个。", ["strive", "firm"]),
    ],
)
def test_of_striving_and_making_sure_the_last_word_counts(text: str, firmness: list[str]) -> None:
    assert [candidate.firmness for candidate in find_targets(text, 2023)[0]] == firmness


@given(
    st.text(
        alphabet="新增达到企业家项目15亿元万%个年月底前由提高以上左右，。、；“”《》 力争全覆盖动态清零\n", max_size=80
    )
)
def test_every_quote_stands_in_the_text(text: str) -> None:
    for candidate in find_targets(text, 2023)[0]:
        assert candidate.quote
        assert text[candidate.place : candidate.place + len(candidate.quote)] == candidate.quote


def test_what_one_word_says_of_several_numbers_holds_for_each() -> None:
    candidates, _ = find_targets("绿色化工、装备制造产值分别突破200亿元、120亿元。", 2023)
    assert [candidate.comparator for candidate in candidates] == ["more_than", "more_than"]


def test_what_was_settled_before_is_no_target() -> None:
    candidates, refused = find_targets("督查年初确定的48个重点项目。", 2023)
    assert (candidates, [one.why for one in refused]) == ([], ["说的是已有的情况"])


def test_a_number_behind_a_verb_alone_is_named_after_the_clause_before() -> None:
    assert one("区商务局要加快推进中心改造，6月底前完成5个。").indicator == "中心改造"
    assert one("推进高标准农田建设，新建5.2万亩。").indicator == "新建高标准农田"


def test_days_are_no_part_of_a_name() -> None:
    candidates, _ = find_targets("资金支出进度6月底达到50%、12月底达到98%。", 2023)
    assert [candidate.indicator for candidate in candidates] == ["资金支出进度", "资金支出进度"]


def test_in_how_many_places_is_no_target() -> None:
    candidates, _ = find_targets("在政务中心及6个乡镇便民服务中心布设自助终端30台。", 2023)
    assert [str(candidate.value) for candidate in candidates] == ["30"]


def test_a_quoted_name_keeps_both_its_quotes() -> None:
    assert one("新增“一件事”15项以上。").indicator == "新增“一件事”"


def test_how_many_motions_there_are_is_no_target() -> None:
    candidates, refused = find_targets("今年代表建议58件，办结率达到100%。", 2023)
    assert [candidate.indicator for candidate in candidates] == ["办结率"]
    assert [one.why for one in refused] == ["是建议提案的件数"]
