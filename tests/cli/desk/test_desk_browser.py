"""A whole month at the desk in a real browser: by keyboard, on a phone's width, on paper, nothing for axe to find."""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from desks import Opened, timeless, yaml_of
from workbook_forms import workbook_with

Call = Callable[..., Any]
PAGES = (
    *("", "month?period=2025-10", "month?unit=区水利局&period=2025-10", "collect", "problems", "notices", "requests"),
    *("review", "do/progress/add", "do/problem/raise", "do/problem/assign?name=WT-2025-006", "do/notice/issue"),
    *("do/notice/reply", "do/request/ask", "do/request/decide", "do/papers/make", "do/seal/month"),
    *("do/progress/template", "done/nothing"),
)


class Clerk:
    """Who sits at the desk."""

    def __init__(self, page: Any, opened: Opened) -> None:
        self.page = page
        self.base = f"http://127.0.0.1:{opened.port}/desk/"
        page.open(opened.addresses[-1])

    def go(self, path: str) -> "Clerk":
        self.page.driver.get(self.base + path)
        return self

    def fill(self, **fields: str) -> "Clerk":
        """Fill in a form: texts typed, boxes ticked, words chosen."""
        for name, text in fields.items():
            self.field(name, text)
        return self

    def field(self, name: str, text: str) -> None:
        from selenium.webdriver.common.by import By
        from selenium.webdriver.support.select import Select

        for details in self.page.driver.find_elements(By.CSS_SELECTOR, "main details:not([open]) > summary"):
            details.click()
        shown = self.page.driver.find_elements(By.NAME, name)
        assert shown, f"there is no {name} on {self.page.driver.current_url}"
        kind = shown[0].get_attribute("type")
        if kind == "checkbox":
            next(box for box in shown if box.get_attribute("value") == text).click()
        elif shown[0].tag_name == "select":
            Select(shown[0]).select_by_value(text)
        else:
            if kind != "file":
                shown[0].clear()
            shown[0].send_keys(text)

    def press(self, words: str) -> "Clerk":
        from selenium.webdriver.common.by import By

        buttons = self.page.driver.find_elements(By.CSS_SELECTOR, "main button")
        self.page.js("window.isOld = true")
        next(button for button in buttons if button.text == words).click()
        self.page.until("window.isOld === undefined && document.readyState === 'complete'")
        return self

    @property
    def heading(self) -> str:
        return str(self.page.text("main"))

    def do(self, path: str, **fields: str) -> str:
        """A deed from its form to what came of it."""
        self.go(f"do/{path}").fill(**fields).press("看会怎样")
        assert "会改这些" in self.heading, self.heading
        self.press("写入")
        assert "写好了" in self.heading, self.heading
        return self.heading


@pytest.fixture
def clerk(page: Any, opened: Opened) -> Clerk:
    return Clerk(page, opened)


def test_a_whole_month_in_the_browser_is_what_the_commands_write(
    clerk: Clerk, data: Path, example: Path, tmp_path: Path, call: Call
) -> None:
    def typed(*words: str) -> None:
        done = call(*words, "--data", str(example))
        assert done.returncode in (0, 1), done.stderr

    clerk.go("do/progress/template").fill(period="2025-10", unit="区住房和城乡建设局").press("看会怎样")
    assert "区住房和城乡建设局_2025-10.xlsx" in clerk.heading
    typed("progress", "template", "--period", "2025-10", "-u", "区住房和城乡建设局", "-o", str(tmp_path / "发"))
    (path,) = (tmp_path / "发").glob("*.xlsx")
    path.write_bytes(workbook_with(path.read_bytes(), {"14-2": 3}))
    clerk.go("collect").fill(files=str(path), period="2025-10").press("看会登记什么").press("写入")
    typed("progress", "collect", str(path), "--period", "2025-10")

    clerk.go("month?unit=区水利局&period=2025-10").fill(**{"amount:5-2": "61.5", "note:5-2": "三个村完工"})
    clerk.press("看会怎样").press("写入")
    typed(
        "progress", "add", "5-2", "--value", "61.5", "--by", "区水利局", "--note", "三个村完工", "--date", "2025-10-31"
    )

    clerk.do("problem/raise", item="9-2", title="验收标准有变", by="区住建局", day="2025-10-01")
    typed("problem", "raise", "9-2", "验收标准有变", "--by", "区住建局", "--date", "2025-10-01")
    step = {"name": "WT-2025-007", "by": "区政府办"}
    clerk.do("problem/assign", **step, to="区住建局", deadline="2025-10-31", day="2025-10-02")
    typed(*("problem", "assign", "WT-2025-007", "--by", "区政府办", "--to", "区住建局"),
          *("--deadline", "2025-10-31", "--date", "2025-10-02"))  # fmt: skip
    for name, day in (("resolve", "2025-10-20"), ("feedback", "2025-10-21"), ("close", "2025-10-30")):
        clerk.do(f"problem/{name}", **step, day=day)
        typed("problem", name, "WT-2025-007", "--by", "区政府办", "--date", day)

    clerk.do(
        "notice/reply",
        numbers="DB-2025-003",
        cause="居民意见不统一",
        measures="逐户上门",
        owner="金某某",
        day="2026-01-20",
    )
    typed(*("notice", "reply", "DB-2025-003", "--cause", "居民意见不统一", "--measures", "逐户上门"),
          *("--owner", "金某某", "--date", "2026-01-20"))  # fmt: skip
    clerk.do("request/ask", item="9-1", field="due", to="2026-03-31", by="区住建局", note="冬季停工", day="2025-11-20")
    typed(
        "request", "ask", "9-1", "due", "2026-03-31", "--by", "区住建局", "--note", "冬季停工", "--date", "2025-11-20"
    )
    clerk.do("request/decide", name="3", approve="--approve", by="第52次常务会议", day="2025-11-28")
    typed("request", "decide", "3", "--approve", "--by", "第52次常务会议", "--date", "2025-11-28")

    clerk.go("do/papers/make").fill(period="2025-10", kinds="bulletin", issue="1", dated="2025-11-12").press("看会怎样")
    clerk.press("写入")
    typed("papers", "bulletin", "--period", "2025-10", "--issue", "--date", "2025-11-12", "-o", str(tmp_path / "公文"))
    clerk.do("seal/month", period="2025-10")
    typed("seal", "2025-10")
    assert timeless(yaml_of(data)) == timeless(yaml_of(example))
    assert "value: 61.5" in yaml_of(data)["progress/2025-10.yaml"]
    clerk.page.listen()
    assert clerk.page.complaints == []
    assert [address for address in clerk.page.requests if not address.startswith((clerk.base, "data:"))] == []


def test_the_keyboard_is_enough(clerk: Clerk, data: Path) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    def keys(*pressed: str) -> None:
        ActionChains(clerk.page.driver).send_keys(*pressed).perform()

    def until(selector: str) -> None:
        for _ in range(60):
            if clerk.page.js("return document.activeElement.matches(arguments[0])", selector):
                return
            keys(Keys.TAB)
        raise AssertionError(f"Tab does not lead to {selector}")

    clerk.go("")
    until("a[href$='do/progress/add']")
    keys(Keys.ENTER)
    for name, text in (("item", "5-1"), ("value", "14"), ("day", "2025-10-31"), ("note", "又做了两座")):
        until(f"[name={name}]")
        keys(text)
    until("main button")
    keys(Keys.ENTER)
    clerk.page.until("document.querySelector('input[name=work]') !== null")
    until("main button")
    keys(Keys.SPACE)
    clerk.page.until("location.pathname.startsWith('/desk/done/')")
    assert "写好了" in clerk.heading
    assert "又做了两座" in yaml_of(data)["progress/2025-10.yaml"]


@pytest.mark.skipif(
    find_spec("axe_core_python") is None, reason="axe-core-python is not installed: pip install -e .[dev]"
)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_no_page_is_wider_than_the_window(clerk: Clerk, width: int, dark: bool) -> None:
    scheme = {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]}
    clerk.page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", scheme)
    clerk.page.resize(width=width, height=900, mobile=width < 500)
    for path in PAGES:
        clerk.go(path)
        assert clerk.page.axe() == [], path
        assert clerk.page.js("return document.documentElement.scrollWidth <= innerWidth"), path
    clerk.go("do/progress/add").fill(item="5-1", value="1400", day="2025-10-31").press("看会怎样")
    assert "存疑" in clerk.heading
    assert clerk.page.axe() == []
    clerk.fill(yes="1").press("看会怎样")
    assert clerk.page.axe() == []
    clerk.press("写入")
    assert clerk.page.axe() == []
    clerk.page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_what_was_done_can_be_printed_without_what_is_only_pressed(clerk: Clerk) -> None:
    clerk.do("progress/add", item="5-1", value="14", day="2025-10-31")
    clerk.page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = clerk.page.js(
        "return ['header', '.row', 'h1', '.well'].map(s => document.querySelector(s).checkVisibility())"
    )
    clerk.page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert shown == [False, False, True, True]


def test_the_page_of_the_leaders_leads_to_the_desk(clerk: Clerk) -> None:
    clerk.page.driver.get(clerk.base.removesuffix("desk/"))
    assert "办事台" in clerk.page.texts("nav a")
    clerk.page.listen()
    assert clerk.page.complaints == []


@pytest.fixture(autouse=True)
def calm(page: Any) -> Iterator[None]:
    """Whatever a test has set in the browser is set back."""
    yield
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
