"""Deliverables that can be ticked off become candidates; exhortations do not."""

from datetime import date

import pytest

from dcgd.intake.phrases.milestones import Deed, find_milestones


def deeds(text: str, taken: list[tuple[int, int]] | None = None) -> list[Deed]:
    return find_milestones(text, 2023, taken or [])[0]


def titles(text: str) -> list[str]:
    return [deed.title for deed in deeds("工作名称。" + text)]


@pytest.mark.parametrize(
    "text",
    [
        "出台《关于公布 2023 年重点项目的通知》",
        "制定推动高质量发展的实施方案",
        "建立企业培育库",
        "完成向阳中学项目建设",
        "建设国家文化公园",
        "成立工作专班",
        "争创省级示范区",
        "举办高校毕业生招聘活动",
        "建立健全联勤联动机制",
        "完善能源供应应急预案",
        "开展数字化转型专项行动",
        "开展标准化示范场创建",
        "开展国防教育“八进”活动",
        "推动巴龙国际物流产业园等项目建设",
        "推进西关街、电大路等市政道路改造",
        "推进焚烧发电工程二期扩建项目建设",
        "推进“城市大脑”应用场景提升项目",
        "推动生态廊道聊城示范段建设",
    ],
)
def test_a_thing_made_issued_or_finished_is_taken(text: str) -> None:
    assert titles(f"{text}。") == ["".join(text.split())]


@pytest.mark.parametrize(
    "text",
    [
        "加强平台建设",
        "完善工作机制",
        "建设一批产业园",
        "鼓励企业建立研发中心",
        "建立更加完善的体系",
        "定期举办论坛",
        "健全工作机制",
        "开展一系列校企对接活动",
        "推进学校项目建设",
        "实施“归雁”工程",
        "推进城镇供水管网改造",
        "鼓励龙头企业与院校联合，组建产业联盟",
    ],
)
def test_an_exhortation_is_not(text: str) -> None:
    assert titles(f"{text}。") == []


@pytest.mark.parametrize(
    ("text", "title", "firmness"),
    [
        ("力争创建先行县", "力争创建先行县", "strive"),
        ("2023年，争取创建先行县", "争取创建先行县", "strive"),
        ("积极争创先行县", "争创先行县", "strive"),
        ("积极创建先行县", "创建先行县", "firm"),
    ],
)
def test_what_the_document_strives_for_says_so(text: str, title: str, firmness: str) -> None:
    (deed,) = deeds(f"工作名称。{text}。")
    assert (deed.title, deed.firmness) == (title, firmness)


def test_what_is_already_a_target_is_no_milestone() -> None:
    assert deeds("工作名称。建设公园", [(5, 9)]) == []


def test_the_first_sentence_is_the_name_of_the_work() -> None:
    assert deeds("建设国家文化公园。") != []
    assert titles("") == []
    assert deeds("建设国家文化公园。推进施工。") == []


DATED = {
    "2023年9月底前出台实施方案": ("出台实施方案", "2023-09-30"),
    "6月底前建成智能装备产业园": ("建成智能装备产业园", "2023-06-30"),
    "力争9月底前全面完成园区道路改造": ("力争完成园区道路改造", "2023-09-30"),
    "6月底前出台《促进转化若干措施》": ("出台《促进转化若干措施》", "2023-06-30"),
    "年底前投用人才公寓": ("投用人才公寓", "2023-12-31"),
    "人才公寓年底前投入使用": ("人才公寓投入使用", "2023-12-31"),
    "上半年数字产业园开园运营": ("数字产业园开园运营", "2023-06-30"),
    "明年一季度前环城北路通车": ("环城北路通车", "2024-03-31"),
    "于三季度末前将改革方案报送市政府": ("将改革方案报送市政府", "2023-09-30"),
    "10月15日前，召开现场会": ("召开现场会", "2023-10-15"),
}


@pytest.mark.parametrize("text", DATED)
def test_a_thing_with_a_deadline_is_taken_whatever_it_is(text: str) -> None:
    (deed,) = deeds(f"工作名称。{text}。")
    assert (deed.title, str(deed.due)) == DATED[text]
    assert deed.quote == text


def test_each_deadline_of_a_sentence_holds_for_its_own_clause() -> None:
    text = "加快建设。6月底前建成产业园，9月底前完成道路改造，3月底前印发招商方案。"
    assert [(deed.title[:2], deed.due) for deed in deeds(text)] == [
        ("建成", date(2023, 6, 30)),
        ("完成", date(2023, 9, 30)),
        ("印发", date(2023, 3, 31)),
    ]


def test_a_deadline_that_heads_a_sentence_holds_for_all_of_it_but_no_further() -> None:
    text = "工作名称。6月底前，出台工作方案，成立工作专班。建立项目库。"
    assert [(deed.quote, deed.due) for deed in deeds(text)] == [
        ("6月底前，出台工作方案", date(2023, 6, 30)),
        ("成立工作专班", date(2023, 6, 30)),
        ("建立项目库", None),
    ]


def test_a_deadline_behind_belongs_to_what_stands_before_it() -> None:
    (deed,) = deeds("工作名称。完成向阳中学项目建设，8月底前投用。")
    assert (deed.title, deed.due) == ("完成向阳中学项目建设", date(2023, 8, 31))


def test_a_dated_sentence_of_a_title_is_taken_too() -> None:
    assert [deed.title for deed in deeds("6月底前建成产业园。加强管理。")] == ["建成产业园"]


def test_of_several_dates_in_a_clause_each_has_what_is_due_then() -> None:
    taken, refused = find_milestones("工作名称。上半年完成招标，三季度开工，年底主体封顶。", 2023, [])
    assert [(deed.title, deed.due) for deed in taken] == [
        ("完成招标", date(2023, 6, 30)),
        ("主体封顶", date(2023, 12, 31)),
    ]
    assert [refusal.around for refusal in refused] == ["三季度开工"]


def test_the_same_thing_on_two_days_is_two_milestones() -> None:
    assert len(deeds("工作名称。6月底前召开现场会，11月底前召开现场会。")) == 2


def test_dates_in_a_list_are_parted() -> None:
    assert [deed.title for deed in deeds("工作名称。6月底前制定方案、12月底前完成改造。")] == ["制定方案", "完成改造"]


@pytest.mark.parametrize("text", ["10月各镇组织一次检查", "2023年十月集中检查"])
def test_a_month_that_may_be_a_deadline_is_named(text: str) -> None:
    taken, (refused,) = find_milestones(f"工作名称。{text}。", 2023, [])
    assert taken == []
    assert (refused.around, "月份" in refused.why) == (text, True)


@pytest.mark.parametrize("text", ["6月底前加强作风建设", "年底前环境有较大改善", "三季度末前推动一批企业提质"])
def test_what_has_a_deadline_and_is_no_deed_is_named(text: str) -> None:
    taken, (refused,) = find_milestones(f"工作名称。{text}。", 2023, [])
    assert taken == []
    assert refused.around == text
    assert "期限" in refused.why


def test_a_date_alone_is_nothing() -> None:
    assert find_milestones("工作名称。到 2023 年底，全区面貌一新。", 2023, [])[1] != []
    assert find_milestones("工作名称。到 2023 年底。", 2023, []) == ([], [])


@pytest.mark.parametrize("text", ["去年6月底前建成产业园", "2022年底前建成产业园", "2023年，完善制度体系"])
def test_what_has_been_or_names_only_a_year_is_no_deed_with_a_deadline(text: str) -> None:
    assert find_milestones(f"工作名称。{text}。", 2023, [])[1] == []
