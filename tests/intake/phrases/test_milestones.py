"""Deliverables that can be ticked off become candidates; exhortations do not."""

from datetime import date

import pytest

from dcgd.intake.phrases.milestones import find_milestones


def titles(text: str) -> list[str]:
    return [each.title for each in find_milestones("工作名称。" + text, 2023, [])]


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
    (found,) = find_milestones(f"工作名称。{text}。", 2023, [])

    assert (found.title, found.firmness) == (title, firmness)


def test_what_is_already_a_target_is_no_milestone() -> None:
    text = "工作名称。建设公园"

    assert find_milestones(text, 2023, [(5, 9)]) == []


def test_the_first_sentence_is_the_name_of_the_work() -> None:
    assert find_milestones("建设国家文化公园。", 2023, []) != []
    assert titles("") == []
    assert find_milestones("建设国家文化公园。推进施工。", 2023, []) == []


def test_a_deadline_in_the_clause_is_kept() -> None:
    (found,) = find_milestones("工作名称。2023年9月底前出台实施方案。", 2023, [])

    assert found.due == date(2023, 9, 30)
