"""What kind of document a title is of, and when a meeting was and what it is called."""

from datetime import date

import pytest

from dcgd.data_words import DocumentType
from dcgd.intake.draft.meetings import day_of, name_of, type_of
from dcgd.intake.text.body import build_body

MINUTES = DocumentType.MINUTES


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("云溪区人民政府常务会议纪要", MINUTES),
        ("关于学校扩建的专题会议纪要（2026年第3期）", MINUTES),
        ("云溪区政府第36次常务会议议定事项清单", MINUTES),
        ("区政府领导批示件办理清单", DocumentType.DIRECTIVE),
        ("关于分办区人大代表建议的通知", DocumentType.MOTION),
        ("云溪区2026年政协提案办理分工表", DocumentType.MOTION),
        ("关于加强建议提案办理工作的意见", DocumentType.CIRCULAR),
        ("云溪区2026年重点工作任务分工", DocumentType.CIRCULAR),
    ],
)
def test_a_title_says_what_kind_it_is(title: str, kind: DocumentType) -> None:
    assert type_of(title) is kind


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("2026年3月20日\n3月18日下午，区长主持召开会议。", date(2026, 3, 18)),
        ("2026年3月20日\n区长主持召开会议。", date(2026, 3, 20)),
    ],
)
def test_the_day_of_a_meeting_is_when_it_was_held(head: str, day: date) -> None:
    body = build_body(head)
    assert day_of(MINUTES, body, len(body.text), date(2026, 3, 20)) == day
    assert day_of(DocumentType.DIRECTIVE, body, len(body.text), date(2026, 3, 20)) == date(2026, 3, 20)


@pytest.mark.parametrize(
    ("title", "head", "name"),
    [
        ("云溪区政府第35次常务会议纪要", "", "第35次常务会议"),
        ("云溪区人民政府常务会议纪要", "区长主持召开区政府第三十二次常务会议，", "第三十二次常务会议"),
        ("关于学校扩建的专题会议纪要", "区长主持召开会议，", "关于学校扩建的专题会议"),
    ],
)
def test_a_meeting_is_called_by_its_count_or_its_title(title: str, head: str, name: str) -> None:
    body = build_body(head)
    assert name_of(MINUTES, title, body, len(body.text)) == name
