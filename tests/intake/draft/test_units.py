"""Likely names of one body come together and ask for review; bodies that only look alike stay apart."""

import pytest

from dcgd.intake.draft.units import alike, draft_units


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("区发展和改革局", "区发展和改革委员会"),
        ("区发展和改革委员会", "区发改委"),
        ("市住房和城乡建设局", "市住建局"),
        ("区行政审批局", "区行政审批服务局"),
        ("区水利局", "水利局"),
        ("县人力资源和社会保障局", "县人社局"),
        ("区自然资源和规划分局", "区自规分局"),
        ("市市场监管局", "市市场监督管理局"),
    ],
)
def test_names_of_one_body(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("区水利局", "市水利局"),
        ("区财政局", "区民政局"),
        ("区委组织部", "区委宣传部"),
        ("市政府", "市政府办公室"),
        ("省商务厅", "商务部"),
        ("教育体育局", "体育局"),
        ("各有关部门", "各部门"),
    ],
)
def test_names_of_different_bodies(one: str, other: str) -> None:
    assert not alike(one, other)


def test_the_commonest_name_is_the_units_name_and_the_others_await_review() -> None:
    drafted = draft_units([["区发展和改革委员会"], ["区发展和改革局"], ["区发展和改革局", "区水利局"]])

    assert [(unit.name, unit.aliases, unit.review) for unit in drafted] == [
        ("区发展和改革局", ("区发展和改革委员会",), True),
        ("区水利局", (), False),
    ]


@pytest.mark.parametrize(
    "writings",
    [
        ("区住房和城乡建设局", "区住建局"),
        ("区发展和改革局", "区发改局"),
        ("区发展和改革委员会", "区发展和改革委", "区发改委"),
        ("区行政审批服务局", "区行政审批局"),
        ("县市场监督管理局", "县市场监管局"),
        ("区人力资源和社会保障局", "人社局", "区人社局"),
    ],
)
def test_the_official_name_is_the_name_however_seldom_it_is_written(writings: tuple[str, ...]) -> None:
    official, *short = writings
    for named in ([official, *short, *short, *short], [*short, *short, official]):
        (unit,) = draft_units([[name] for name in named], "云汐区人民政府")
        assert (unit.name, set(unit.aliases)) == (official, set(short))


def test_two_names_in_one_task_are_two_bodies() -> None:
    units = draft_units([["市教育局", "市教育体育局"], ["市教育局"]])

    assert [unit.name for unit in units] == ["市教育局", "市教育体育局"]


def test_names_that_differ_in_the_documents_own_place_are_one_beyond_doubt() -> None:
    named = [["区水利局", "市财政局"], ["云溪区水利局", "财政局"], ["岳阳市云溪区水利局"], ["市水利局"]]

    assert [(unit.name, unit.aliases, unit.review) for unit in draft_units(named, "岳阳市云溪区人民政府")] == [
        ("区水利局", ("云溪区水利局", "岳阳市云溪区水利局"), False),
        ("市财政局", (), False),
        ("财政局", (), False),
        ("市水利局", (), False),
    ]


def test_a_set_of_bodies_is_marked() -> None:
    (unit,) = draft_units([["各有关单位"]])

    assert unit.review
    assert "泛指" in str(unit.note)
