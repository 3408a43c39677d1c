"""Letters: who has not reported is asked to, in one letter; who is due soon is reminded, without blame."""

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from dcgd.publish.papers.office import Imprint
from dcgd.publish.papers.reminder import chase_facts, letter, letter_facts, mostly_silent, upcoming
from dcgd.publish.papers.render import OwnTemplate, house_template
from dcgd.publish.snapshot import Snapshot
from districts import snapshot_of

ISSUED = Imprint(number="云督函〔2025〕1号", dated=date(2025, 10, 9), phone="0000-0000099")


def opened(data: bytes) -> Any:
    return Document(io.BytesIO(data))


def text_of(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in opened(data).paragraphs)


def chased(snapshot: Snapshot, imprint: Imprint | None = None) -> dict[str, Any]:
    told = chase_facts(snapshot, imprint)
    assert told is not None
    return told


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The real registry, of which nobody has reported anything."""
    from dcgd.registry.files import shipped

    return snapshot_of(Path(shipped()), day=date(2023, 9, 30))


def test_a_year_without_reports_is_one_to_ask_for_not_to_tell_of(snapshot: Snapshot, silent: Snapshot) -> None:
    assert mostly_silent(silent)
    assert not mostly_silent(snapshot)


def test_few_units_are_named_with_what_they_owe(snapshot: Snapshot) -> None:
    told = chased(snapshot, ISSUED)
    assert told["to"] == "区住房和城乡建设局、区卫生健康局"
    assert told["paragraphs"][0].endswith(
        "2025年9月的进展应于9月30日前报送。截至2025年9月30日，有2个单位的2项没有报送。"
    )
    assert told["paragraphs"][1:3] == ["区住建局1项：加装电梯。", "区卫健局1项：每千常住人口执业（助理）医师数。"]
    assert "请于10月13日（星期一）前将填报表（电子版和盖章件）报区政府督查室" in told["paragraphs"][3]
    assert opened(letter(told)).tables == []


def test_many_units_stand_in_a_table_in_the_order_of_the_registry(silent: Snapshot) -> None:
    told = chased(silent)
    (table,) = opened(letter(told)).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["序号", "单位", "应报", "已报", "未报", "联络员"]
    assert len(rows) - 1 == len(told["rows"]) > 5
    assert all(int(due) == int(came) + int(missing) for _number, _unit, due, came, missing, _contact in rows[1:])
    order = [unit for _document, unit in silent.shorts]
    places = [order.index(row["full"]) for row in told["rows"]]
    assert places == sorted(places)
    assert told["to"] == "有关责任单位"


def test_where_nothing_is_owed_there_is_no_letter(silent: Snapshot) -> None:
    from dataclasses import replace

    assert chase_facts(replace(silent, as_of=date(2023, 1, 1))) is None


def test_a_unit_is_reminded_of_what_is_due_soon_or_has_a_checkpoint_soon(snapshot: Snapshot) -> None:
    about = {letter_to.unit: [judged.item.id for judged in letter_to.items] for letter_to in upcoming(snapshot)}
    assert about == {"区行政审批服务局": ["15-m1"]}


def test_a_reminder_asks_and_blames_nobody(snapshot: Snapshot) -> None:
    (about,) = upcoming(snapshot)
    text = text_of(letter(letter_facts(snapshot, about, ISSUED)))
    assert "云督函〔2025〕1号" in text
    assert "关于加快完成区政务服务大厅改造的提醒函" in text
    assert "区行政审批服务局：" in text
    assert "完成区政务服务大厅改造：时限为10月25日，目前完成94.0%，超序时进度2.2个百分点。" in text
    assert "请你单位抓紧推进，于10月13日（星期一）前" in text
    assert "特此函告。" in text
    assert "抄送：区委常委、常务副区长李某某。" in text
    assert not re.search("[红黄蓝绿]灯|15-m1|2025-|—|None", text)


def test_what_is_not_known_is_room_to_write_in(silent: Snapshot) -> None:
    text = text_of(letter(chased(silent)))
    assert "督函〔2023〕　　号" in text
    assert "（联系人：　　　　；电话：　　　　　　）" in text
    assert "　　　　年　　月　　日" in text


def test_a_template_of_ones_own_gets_the_same_facts(snapshot: Snapshot) -> None:
    told = chased(snapshot)
    own = letter(told, OwnTemplate(house_template("reminder.docx")))
    assert opened(own).element.xml == opened(letter(told)).element.xml
