"""Names as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.naming import Region, bare, chinese_day, chinese_number, nearest, not_found, parse_number


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (25, "二十五"),
        (99, "九十九"),
        (105, "一百零五"),
        (110, "一百一十"),
        (999, "九百九十九"),
    ],
)
def test_numbers_in_chinese(number: int, written: str) -> None:
    assert chinese_number(number) == written


@pytest.mark.parametrize("number", [0, -1, 1000])
def test_only_1_to_999_are_written(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        chinese_number(number)


@given(st.integers(1, 999))
def test_what_is_written_is_read_back(number: int) -> None:
    for form in ("{}", "第{}章", "第{}部分", " {}、", "{}.", "第{}节"):
        assert parse_number(form.format(chinese_number(number))) == number
        assert parse_number(form.format(number)) == number


@pytest.mark.parametrize("text", ["六", "6", "６", "第六章", "第6章", " 六 ", "六、", "06"])
def test_spellings_of_six(text: str) -> None:
    assert parse_number(text) == 6


@pytest.mark.parametrize("text", ["", "第", "章", "乡村", "6a", "一一", "²", "-6", "1234567", "六十六十"])
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@given(st.text())
def test_any_text_is_a_number_or_none(text: str) -> None:
    found = parse_number(text)
    assert found is None or found >= 0


@pytest.mark.parametrize(
    ("name", "expected"),
    [("区水利局", "水利局"), ("县水利局", "水利局"), (" 区 水利局 ", "水利局"), ("水利局", "水利局"), ("区委", "区委")],
)
def test_a_name_without_its_level(name: str, expected: str) -> None:
    assert bare(name) == expected


@pytest.mark.parametrize(
    ("issuer", "chain", "level"),
    [
        ("聊城市东昌府区人民政府办公室", "聊城市 东昌府区", "区"),
        ("岳阳市云溪区人民政府办公室", "岳阳市 云溪区", "区"),
        ("中共聊城市委办公室", "聊城市", "市"),
        ("浙江省人民政府办公厅", "浙江省", "省"),
        ("山东省聊城市莘县人民政府", "山东省 聊城市 莘县", "县"),
        ("济宁市市中区人民政府办公室", "济宁市 市中区", "区"),
        ("荆州市沙市区人民政府", "荆州市 沙市区", "区"),
        ("津市市人民政府办公室", "津市市", "市"),
        ("景德镇市珠山区人民政府", "景德镇市 珠山区", "区"),
        ("新乡市红旗区人民政府", "新乡市 红旗区", "区"),
        ("广西壮族自治区人民政府办公厅", "广西壮族自治区", "自治区"),
        ("延边朝鲜族自治州延吉市人民政府", "延边朝鲜族自治州 延吉市", "市"),
        ("喀什地区行政公署", "喀什地区", "地区"),
        ("聊城高新技术产业开发区管理委员会", "聊城高新技术产业开发区", "区"),
        ("东昌府区柳园街道办事处", "东昌府区 柳园街道", "街道"),
        ("东昌府区梁水镇人民政府", "东昌府区 梁水镇", "镇"),
    ],
)
def test_an_issuer_says_where_its_document_is_from(issuer: str, chain: str, level: str) -> None:
    assert Region.of(issuer, []) == (tuple(chain.split()), level)


@pytest.mark.parametrize(
    ("issuer", "names", "chain", "level"),
    [
        ("", "区水利局 区财政局 嘉明开发区", "", "区"),
        ("国务院办公厅", "公安部 财政部", "", ""),
        ("区政府办公室", "区水利局 市水利局 区财政局", "", "区"),
        ("", "云溪区水利局 云溪区财政局", "云溪区", "区"),
        ("", "岳阳市云溪区水利局 岳阳市云溪区财政局", "岳阳市 云溪区", "区"),
        ("聊城市东昌府区发展和改革局", "区水利局 区财政局", "聊城市 东昌府区", "区"),
        ("", "区水利局 市水利局", "", ""),
    ],
)
def test_else_it_is_what_most_names_begin_with(issuer: str, names: str, chain: str, level: str) -> None:
    assert Region.of(issuer, names.split()) == (tuple(chain.split()), level)


HERE = Region(("聊城市", "东昌府区"), "区")


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("区水利局", "区水利局 水利局"),
        ("水利局", "水利局"),
        ("东昌府区水利局", "东昌府区水利局 区水利局 水利局"),
        ("聊城市 东昌府区 水利局", "聊城市东昌府区水利局 区水利局 水利局"),
        ("聊城市水利局", "聊城市水利局 市水利局"),
        ("市水利局", "市水利局"),
        ("云溪区水利局", "云溪区水利局"),
        ("中共东昌府区委组织部", "中共东昌府区委组织部 东昌府区委组织部 区委组织部"),
        ("区人民政府办公室", "区人民政府办公室 区政府办公室 政府办公室"),
        ("东昌府区", "东昌府区"),
        ("区委", "区委"),
    ],
)
def test_all_spellings_of_a_name_from_the_longest_to_the_shortest(name: str, spellings: str) -> None:
    assert HERE.spellings(name) == spellings.split()


def test_no_name_is_cut_where_no_level_stands() -> None:
    city = Region(("聊城市",), "市")
    assert city.spellings("市场监管局") == ["市场监管局"]
    assert city.spellings("聊城市市场监管局")[-1] == city.spellings("市市场监管局")[-1] == "市场监管局"


@given(st.text("区市县聊城东昌府水利委中共", max_size=12), st.sampled_from([HERE, Region(), Region((), "市")]))
def test_every_spelling_is_shorter_than_the_one_before(name: str, region: Region) -> None:
    spellings = region.spellings(name)
    assert spellings[0] == name
    assert len(spellings) == len(set(spellings)) <= 4
    assert [len(each) for each in spellings] == sorted(map(len, spellings), reverse=True)


UNITS = ["区水利局", "区财政局", "区发展和改革局", "区科学技术局", "区妇联"]


@pytest.mark.parametrize(
    ("mistyped", "meant"),
    [("区水力局", "区水利局"), ("水利", "区水利局"), ("区发展改革局", "区发展和改革局"), ("区科技局", "区科学技术局")],
)
def test_a_mistyped_name_is_near_the_one_meant(mistyped: str, meant: str) -> None:
    assert nearest(mistyped, UNITS)[0] == meant


def test_a_day_has_no_idle_zeros() -> None:
    assert chinese_day(date(2023, 5, 1)) == "2023年5月1日"


def test_what_is_far_from_everything_is_near_nothing() -> None:
    assert nearest("市人民医院", UNITS) == []
    assert nearest("", UNITS) == []


@given(st.text(), st.lists(st.text(), max_size=8))
def test_nearest_are_at_most_three_known_names(name: str, known: list[str]) -> None:
    found = nearest(name, known)
    assert len(found) == len(set(found)) <= 3
    assert set(found) <= set(known)


def test_the_sentence_for_a_name_that_does_not_exist() -> None:
    assert not_found("区水力局", ["区水利局"]) == "没有“区水力局”；是不是：区水利局？"
    assert not_found("六六", [], "章节") == "没有章节“六六”"


@given(st.text("省市县区镇人民政府聊城", max_size=4000), st.lists(st.text("市区水利局", max_size=300), max_size=20))
def test_any_issuer_and_any_names_have_a_region(issuer: str, names: list[str]) -> None:
    chain, level = Region.of(issuer, names)
    assert all(chain)
    assert not chain or chain[-1].endswith(level)
