"""The summary as GitHub's own parser shows it; data is never markup; a template can do no harm."""

import html
import re

import pytest
from cmarkgfm import github_flavored_markdown_to_html as github
from hypothesis import given
from hypothesis import strategies as st

from dcgd.errors import Stopped
from dcgd.publish.papers.facts import facts
from dcgd.publish.papers.plain import clean
from dcgd.publish.papers.render import BadTemplate, OwnTemplate, house_template, markdown
from dcgd.publish.papers.summary import summary
from dcgd.publish.snapshot import Snapshot

TAGS = {"h1", "h2", "h3", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"}


def tables(page: str) -> list[list[list[str]]]:
    return [
        [
            [html.unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
            for row in re.findall(r"<tr>(.*?)</tr>", table, re.S)
        ]
        for table in re.findall(r"<table>(.*?)</table>", page, re.S)
    ]


def test_every_table_is_one_and_has_all_its_cells(snapshot: Snapshot) -> None:
    shown = tables(github(summary(facts(snapshot))))
    assert [table[0][0] for table in shown] == ["灯", "状态", "编号", "编号", "编号", "章节", "单位"]
    for table in shown:
        assert {len(row) for row in table} == {len(table[0])}


def test_it_says_what_is_late_with_value_and_gap(snapshot: Snapshot) -> None:
    below = tables(github(summary(facts(snapshot))))[2]
    row = dict(zip(below[0], next(row for row in below if row[0] == "1-1"), strict=True))
    assert row["目标"] == "15 家以上"
    assert (row["当前"], row["完成率"], row["序时进度"], row["差距（百分点）"]) == ("8 家", "53.3%", "75.0%", "21.7")


def test_by_a_group_lists_what_is_late_below_its_heading(snapshot: Snapshot) -> None:
    text = summary(facts(snapshot, ["unit"]), grouped=True)
    assert "## 按章节" not in text
    assert "## 按单位" in text
    part = text.split("### 区水利局\n")[1].split("###")[0]
    assert re.findall(r"^- \S+ (\S+)", part, re.M) == ["8-1"]


def test_nothing_in_the_data_is_markup(hostile: Snapshot) -> None:
    page = github(summary(facts(hostile, ["section"]), grouped=True))
    assert set(re.findall(r"</?([a-z0-9]+)", page)) <= TAGS
    for table in tables(page):
        assert {len(row) for row in table} == {len(table[0])}


def test_the_text_of_the_data_is_shown_as_it_stands(hostile: Snapshot, attacks: tuple[str, ...]) -> None:
    below = tables(github(summary(facts(hostile))).replace("<!-- raw HTML omitted -->", ""))[2]
    shown = {row[1] for row in below[1:]}
    assert {" ".join(attack.split()) for attack in attacks if len(attack) < 1000} <= shown


_LETTERS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]))
_PIECES = st.sampled_from(
    [
        *"\\`*_{}[]<>#|~&!:/.-+=()1\"' 区",
        *("http://", "HTTPS://a.cn", "ftp://x.y", "www.", "xmpp:", "mailto:", "a.cn", "&amp;", "&#60;", "<b>", "<!--"),
        *("@", "a@b.com", "a@b.c/x", "@octocat", "#1", "GH-1", "gh-", "a/b#1", "a/b@0123abc", "ftp.", "_", "12", "com"),
        *("```", "---", "===", "1. ", "- ", "    ", "\\|", "[x](y)", "[^1]", "$$"),
    ]
)
TEXT = (_LETTERS | st.lists(_PIECES, max_size=12).map("".join)).map(clean)


@given(TEXT)
def test_any_text_is_shown_letter_by_letter(text: str) -> None:
    wanted = text.strip() or "—"
    for source, shown in (
        ("{{ x }}", "<p>(.*)</p>"),
        ("- {{ x }}", "<li>(.*)</li>"),
        ("| a |\n|-|\n| {{ x }} |", "<td>(.*)</td>"),
    ):
        found = re.search(shown, github(markdown(source, {"x": text})), re.S)
        assert found
        pieces = found[1].split("<!-- raw HTML omitted -->")  # what no browser shows, a comment too
        assert html.unescape("".join(pieces)).strip() == wanted
        assert not [piece for piece in pieces if _REFERENCE.search(html.unescape(piece))]


_REFERENCE = re.compile(r"@[a-z0-9]|#[0-9]|\bgh-[0-9]", re.IGNORECASE)
"""What GitHub makes a link of once the page is made: somebody, who is told of it, and a request by its number."""


@pytest.mark.parametrize(
    "text",
    [
        *("a@b.com", "A.b+c-d_e@b-c.d_e.com", "a@_b.com", "a@b@c.com", "xmpp:a@b.c", "xmpp:a@b.c/d", "mailto:a@b.c"),
        *("<a@b.c>", "<mailto:a@b.c>", "<http://a.cn>", "<xmpp:a>", "http://a.cn", "HTTPS://a.cn/?a=b&c", "ftp://a.cn"),
        *(
            "www.a.cn",
            "(www.a.cn)",
            "WWW.a.cn",
            "*www.a.cn",
            "a&#64;b.com",
            "a\\@b.com",
            "@octocat",
            "#1",
            "a/b#1",
            "GH-1",
        ),
        *("[a](http://b.cn)", "[a]: http://b.cn", "![a](b.png)", "a@b.com@c.com", "a.@b.com", "@@a@b.com", "a@1.com"),
    ],
)
def test_no_address_and_no_name_becomes_a_link(text: str) -> None:
    for said in (text, f"联系{text}，", f"联系 {text} 。", f"{text}{text}"):
        page = github(markdown("{{ x }}\n\n| a |\n|-|\n| {{ x }} |", {"x": said}))
        assert "<a" not in page
        assert "<img" not in page
        assert html.unescape(page.replace("<!-- raw HTML omitted -->", "")).count(said) == 2
        assert not any(_REFERENCE.search(html.unescape(each)) for each in page.split("<!-- raw HTML omitted -->"))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ ''.__class__.__mro__ }}", "^模板做了不允许的事"),
        ("{{ total.__class__ }}", "^模板做了不允许的事"),
        ("{{ cycler.__init__.__globals__ }}", "^模板做了不允许的事"),
        ("{{ matters.clear() }}", "^模板做了不允许的事"),
        ("{% include '/etc/passwd' %}", "^模板出错：不能引用别的文件$"),
        ("{% import 'os' as os %}", "^模板出错：不能引用别的文件$"),
        ("{{ nothing }}", "^模板用了没有的名称：没有“nothing”$"),
        ("{{ total.nothing.more }}", "^模板用了没有的名称：没有“nothing”$"),
        ("{{ total|nofilter }}", "^模板出错：第 1 行：没有“nofilter”$"),
        ("{{ 1/0 }}", "^模板出错：除以零$"),
        ("{{ total + '甲' }}", "^模板出错：写的式子算不出来$"),
        ("{% for x in total %}{% endfor %}", "^模板出错：不是列表，不能一个一个列出来$"),
        ("{% for x in %}", "^模板写法不对：第 1 行：少了什么，就结束了$"),
        ("{{ a b }}", "^模板写法不对：第 1 行：“b”写得不是地方$"),
        ("{% for x in matters %}", "^模板写法不对：第 1 行：{% for %} 没有结束$"),
        ("{% foo %}", "^模板写法不对：第 1 行：{% foo %} 不认识，或前面没有它的开头$"),
        (b"\xff\xfe{{ total }}", "^模板不是 UTF-8 编码的文字$"),
    ],
)
def test_a_template_cannot_reach_out(source: str | bytes, words: str, snapshot: Snapshot) -> None:
    with pytest.raises(BadTemplate, match=words):
        summary(facts(snapshot), own=OwnTemplate(source if isinstance(source, bytes) else source.encode()))


ENDLESS = (
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{{ 9 ** (9 ** 9) }}",
    "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ 'x' * 10 ** 10 }}",
    "{% set ns = namespace(x='x') %}{% for a in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
    "{{ '%99999999999d' % 1 }}",
)


@pytest.mark.slow
@pytest.mark.parametrize("source", ENDLESS)
def test_a_template_without_end_is_stopped(source: str, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DCGD_SECONDS", "1")
    with pytest.raises((Stopped, BadTemplate)):
        summary(facts(snapshot), own=OwnTemplate(source.encode()))


def test_what_a_template_makes_is_bounded(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises((BadTemplate, Stopped), match=r"超过 50 兆字|内存"):
        summary(facts(snapshot), own=OwnTemplate(b"{% for a in range(1000) %}" + b"x" * 60_000 + b"{% endfor %}"))


def test_a_template_of_ones_own_gets_the_same_facts_and_the_same_escaping(hostile: Snapshot) -> None:
    own = "\ufeff{% autoescape false %}{{ total }}：{{ matters[10].title | safe }}{% endautoescape %}"
    assert summary(facts(hostile), own=OwnTemplate(own.encode())) == r"28：\<script\>alert(1)\</script\>\<b\>粗\</b\>"


def test_the_house_template_is_what_is_used(snapshot: Snapshot) -> None:
    assert summary(facts(snapshot), own=OwnTemplate(house_template("summary.md"))) == summary(facts(snapshot))
