"""A document without line ends: its head, goals said in the heading, and the signature at its end."""

from datetime import date

from dcgd.intake.draft.drafting import draft

TEXT = (
    "关于加强农田水利建设的通知（澄农发〔2023〕17号）各镇人民政府，各有关单位：为抓好今冬明春农田水利建设，经区政府同意，现将有关事项"
    "通知如下。一、主要目标到2024年4月底，全区完成土方1200万立方米，新打机井150眼。二、重点任务（一）抓好水源工程建设。清淤塘坝68座，"
    "新建泵站9座，2024年3月底前完工。（区水利局牵头，区财政局、各镇配合）（二）抓好渠系配套。衬砌渠道85公里。（区农业农村局负责）"
    "澄湖区农业农村局2023年11月8日"
)


def test_the_head_is_title_number_and_addressees() -> None:
    document = draft(TEXT, 2000).document

    assert (document.title, document.number) == ("关于加强农田水利建设的通知", "澄农发〔2023〕17号")
    assert (document.issuer, document.issued) == ("澄湖区农业农村局", date(2023, 11, 8))


def test_goals_that_a_heading_goes_on_with_are_kept() -> None:
    drafted = draft(TEXT, 2000)
    goals = list(drafted.tasks())[-1]

    assert [section.title for section in drafted.sections] == ["主要目标", "重点任务", "主要目标"]
    assert goals.text == "到2024年4月底，全区完成土方1200万立方米，新打机井150眼。"
    assert [(int(target.value), target.unit_measure) for target in goals.targets] == [(1200, "万立方米"), (150, "眼")]


def test_the_signature_is_no_text_of_the_last_task() -> None:
    first, second, _goals = draft(TEXT, 2000).tasks()

    assert second.text == "抓好渠系配套。衬砌渠道85公里。"
    assert [target.due for target in first.targets] == [None, date(2024, 3, 31)]


def test_a_heading_of_goals_alone_is_a_heading() -> None:
    (task,) = draft("一、主要目标任务分工\n\n1.修路。修路5公里。（区交通局负责）\n", 2023).tasks()
    assert task.text == "修路。修路5公里。"
