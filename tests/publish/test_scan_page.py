"""The page on which a scan's lines are compared with what was recognised."""

import re

from dcgd.intake.text.scan import ScannedLine
from dcgd.publish.scan_page import Shown, scan_page

BOX = (0.0, 0.0, 100.0, 16.0)


def shown(text: str, *, score: float = 0.99, stamped: bool = False, picture: bytes = b"jpeg") -> Shown:
    return Shown(2, 7, ScannedLine(text, BOX, score, stamped, picture))


def test_a_line_with_a_number_stands_beside_its_picture() -> None:
    page = scan_page("通知", [shown("新建面积1,234.5亩"), shown("加强领导")])
    assert "扫描件第 2 页，原文第 7 行" in page
    assert "新建面积<mark>1,234.5</mark>亩" in page
    assert "data:image/jpeg;base64,anBlZw==" in page
    assert "加强领导" not in page
    assert "识别出 2 行" in page


def test_doubt_and_red_ink_are_said() -> None:
    page = scan_page("通知", [shown("加强领导", score=0.4), shown("联系人", stamped=True)])
    assert "认得没有把握" in page
    assert "上面有红色（印章）" in page


def test_what_was_recognised_cannot_do_anything() -> None:
    page = scan_page("<b>1", [shown("<script>alert(1)</script>&\u202e5")])
    assert "<script" not in page
    assert "&lt;script&gt;alert(<mark>1</mark>)" in page
    assert "\u202e" not in page
    assert "default-src 'none'" in page


def test_it_is_bounded_and_says_what_it_leaves_out() -> None:
    page = scan_page("通知", [shown("第5行", picture=b"x" * 1_000_000) for _ in range(9)])
    assert len(page) < 6_100_000
    left = re.search(r"还有 (\d) 行，没有附图", page)
    assert left
    assert page.count("<img") + int(left[1]) == 9
