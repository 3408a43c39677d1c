"""`dcgd import`: a draft registry from an official document, and an existing one brought up to a newer document."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from word_documents import paragraph, run, word

Run = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).resolve().parents[2]
NOTICE = ROOT / "examples/notice.md"
OFFICIAL = ROOT / "data/source/dongzhengban-2023-11.md"
DOCUMENTS = sorted(path for path in (ROOT / "tests/intake/documents").iterdir() if path.suffix != ".yaml")
PUT_IN = (
    ("5.扩大", "6.扩大"),
    ("4.建设", "4.整治背街小巷。整治背街小巷20条。（牵头单位：区城管局）\n\n5.建设"),
)
"""A task more before two others, which are then numbered on."""
REPORT = "reports:\n  - {target: 5-2, date: 2026-06-30, value: 100}\n"
VOID = "  - {target: 5-2, date: 2026-06-30, withdrawn: true, by: 督查室, note: 错}\n"
STEP = "steps: [{action: STEP, date: 2026-06-01, by: 甲}]"
PROBLEM = f"problems:\n  - {{id: WT-2026-001, task: 4, title: 缺地, {STEP.replace('STEP', 'raise')}}}\n"
SHEET = "level: 黄, unit: 区水利局, subject: 5-1, issued: 2026-06-01, reply_by: 2026-06-10, reason: 慢"
REQUEST = f"requests:\n  - {{id: YQ-2026-001, subject: 4-1, field: value, to: 7, {STEP.replace('STEP', 'ask')}}}\n"
RECORDS = [
    ("progress/2026-06", REPORT, "5-2 → 6-2（进展 1）"),
    ("progress/2026-06", REPORT + VOID, "5-2 → 6-2（进展 2）"),
    ("problems", PROBLEM, "4 → 5（问题 1）"),
    ("notices", f"notices:\n  - {{number: DB-2026-001, {SHEET}}}\n", "5-1 → 6-1（督办单 1）"),
    ("requests", REQUEST, "4-1 → 5-1（申请 1）"),
]
"""Records on what a task put in would renumber: the file, what is in it, and how they are named."""


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".dcgd.lock"
    }


@pytest.fixture
def imported(call: Run, tmp_path: Path) -> Path:
    """The registry of the made-up notice."""
    assert call("import", str(NOTICE), "-o", "云汐").returncode == 0
    return tmp_path / "云汐"


def newer(tmp_path: Path, *changes: tuple[str, str]) -> str:
    """The notice of `imported` with some words changed; its path."""
    text = NOTICE.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (tmp_path / "新.md").write_text(text, encoding="utf-8", newline="\n")
    return "新.md"


class TestDraft:
    """Without --update."""

    def test_it_validates_verifies_and_lists(self, call: Run, imported: Path) -> None:
        assert sorted(contents(imported)) == [".gitignore", "source/notice.md", "tasks.yaml", "units.yaml"]
        checked = call("validate", str(imported))
        assert checked.returncode == 0
        assert checked.stderr == "5 项任务，12 个目标和成果，10 个单位：0 个错误，0 个警告，14 个提示。\n"
        assert checked.stdout.count("to-review") == 14
        verified = call("verify", str(imported))
        assert (verified.returncode, verified.stderr) == (0, "5 项任务与官方文本核对：一字不差。\n")
        listed = call("list", "--unit", "区财政局", "--format", "plain", "--data", str(imported))
        assert "培育创新型企业" in listed.stdout
        assert (imported / "source/notice.md").read_bytes() == NOTICE.read_bytes()

    def test_the_report_goes_to_stdout_and_what_to_do_next_to_stderr(self, call: Run) -> None:
        done = call("import", str(NOTICE))
        assert done.stdout.startswith("读入（utf-8）：云汐区人民政府办公室关于印发云汐区2026年重点工作任务的通知\n")
        assert "章节 3 个，任务 5 项，单位 10 个" in done.stdout
        assert "第 21 行 “城市污水处理率由95%提高到98%”：任务 3：是基数" in done.stdout
        folder = "云汐政办字〔2026〕3号"
        assert done.stderr.startswith(f"写好了：{folder}。接下来：")

    def test_what_was_not_read_is_named_by_the_report_and_by_verify(self, call: Run, tmp_path: Path) -> None:
        struck = run("18", "<w:strike/>")
        body = paragraph("一、工业") + paragraph("1.做强企业。新增企业", struck, "20家。（区工信局负责）")
        (tmp_path / "通知.docx").write_bytes(word(body, footnotes=f"<w:footnote>{paragraph('含在建')}</w:footnote>"))
        done = call("import", "通知.docx", "-o", "册", "--year", "2026")
        assert "原件里没有读进来的" in done.stdout
        assert "  加了删除线的文字 1 处（“18”）\n  脚注 1 处（“含在建”）\n" in done.stdout
        left_out = "原件里没有读进来的：加了删除线的文字 1 处（“18”）、脚注 1 处（“含在建”）"
        assert call("verify", "册").stderr == f"1 项任务与官方文本核对：一字不差；不算{left_out}。\n"
        again = call("import", "通知.docx", "--update", "册")
        assert left_out in again.stderr

    def test_once_reviewed_nothing_is_left_to_say(self, call: Run, imported: Path) -> None:
        for name in ("tasks.yaml", "units.yaml"):
            path = imported / name
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            reviewed = "".join(line for line in lines if line.strip() != "review: true")
            path.write_text(reviewed, encoding="utf-8", newline="\n")
        assert call("validate", "--strict", str(imported)).stdout == ""

    @pytest.mark.parametrize("path", [*DOCUMENTS, OFFICIAL], ids=lambda path: path.name)
    def test_every_style_imports_validates_and_verifies(self, call: Run, path: Path) -> None:
        assert call("import", str(path), "-o", "册", "--year", "2023").returncode == 0
        checked = call("validate", "--strict", "册")
        assert checked.returncode == 0
        assert "：0 个错误，0 个警告" in checked.stderr
        verified = call("verify", "册")
        assert (verified.returncode, verified.stdout) == (0, "")

    def test_standard_input_in_another_encoding(self, tmp_path: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "dcgd", "import", "-", "-o", "册"],
            input=NOTICE.read_text(encoding="utf-8").encode("gb18030"),
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0
        assert (tmp_path / "册/source/云汐政办字〔2026〕3号.txt").read_bytes() == NOTICE.read_bytes()

    def test_without_a_number_the_folder_is_named_after_the_file(self, call: Run, tmp_path: Path) -> None:
        text = "一、工业\n1.建厂。新建厂房3座。（责任单位：区工信局）\n"
        for name, folder in (("..重点: 工作?.txt", "重点_ 工作_"), ("con.txt", "_con")):
            (tmp_path / name).write_text(text, encoding="utf-8", newline="\n")
            assert call("import", name, "--year", "2024").returncode == 0
            assert (tmp_path / folder / "tasks.yaml").is_file(), "a name that every system takes"

    def test_into_the_empty_folder_where_one_stands(self, call: Run, tmp_path: Path) -> None:
        (tmp_path / "空").mkdir()
        assert call("import", str(NOTICE), "-o", ".", cwd=tmp_path / "空").returncode == 0
        assert [path.name for path in tmp_path.iterdir()] == ["空"]
        assert sorted(contents(tmp_path / "空")) == [".gitignore", "source/notice.md", "tasks.yaml", "units.yaml"]

    def test_nothing_is_ever_written_over(self, call: Run, imported: Path) -> None:
        before = contents(imported)
        done = call("import", str(NOTICE), "-o", str(imported))
        assert done.returncode == 2
        assert "已经有内容" in done.stderr
        assert contents(imported) == before

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "文件是空的"),
            ("今天天气很好。".encode(), "没有认出任务"),
            (b"\xd0\xcf\x11\xe0" + b"x" * 99, "旧版 Word"),
            (b"\x89PNG" + b"x" * 99, "这是图片"),
            (b"PK\x03\x04" + b"x" * 99, "可能已损坏"),
        ],
    )
    def test_what_is_no_document_is_refused_in_a_sentence(
        self, call: Run, tmp_path: Path, data: bytes, words: str
    ) -> None:
        (tmp_path / "甲.md").write_bytes(data)
        done = call("import", "甲.md", "-o", "册")
        assert (done.returncode, done.stdout) == (2, "")
        assert words in done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert [path.name for path in tmp_path.iterdir()] == ["甲.md"]

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("没有.md",), "没有.md：没有这个文件或文件夹"),
            ((".",), "是文件夹，不是文件"),
            ((str(NOTICE), "--year", "23"), "--year 应是四位的年份"),
            ((str(NOTICE), "-o", "a", "--update", "b"), "只能用一个"),
            ((str(NOTICE), "--update", "b"), "没有这个文件夹"),
        ],
    )
    def test_wrong_use_says_what_is_wrong(self, call: Run, arguments: tuple[str, ...], words: str) -> None:
        done = call("import", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert words in done.stderr

    def test_a_write_that_fails_leaves_nothing(
        self, call: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "full")

        monkeypatch.setattr("dcgd.source.files.replace", full)
        done = call("import", str(NOTICE), "-o", "册")
        assert done.returncode == 2
        assert "磁盘满了" in done.stderr
        assert list(tmp_path.iterdir()) == []


class TestUpdate:
    """With --update."""

    @pytest.mark.parametrize("which", ["imported", "registry"])
    def test_the_same_document_changes_not_one_byte(
        self, call: Run, request: pytest.FixtureRequest, which: str
    ) -> None:
        folder: Path = request.getfixturevalue(which)
        before = contents(folder)
        done = call("import", str(NOTICE if which == "imported" else OFFICIAL), "--update", str(folder))
        assert (done.returncode, done.stdout) == (0, "")
        assert "没有不同，没有写入" in done.stderr
        assert contents(folder) == before

    def test_the_same_words_in_another_layout_change_only_the_official_text(
        self, call: Run, registry: Path, tmp_path: Path
    ) -> None:
        text = OFFICIAL.read_text(encoding="utf-8").replace("\n\n", "\n\n\n")
        (tmp_path / "新.md").write_text(text, encoding="utf-8", newline="\n")
        before = contents(registry)
        assert call("import", "新.md", "--update", str(registry)).returncode == 0
        after = contents(registry)
        assert [name for name in after if after[name] != before[name]] == [f"source/{OFFICIAL.name}"]

    def test_a_number_that_changed_keeps_its_target_and_asks_for_review(
        self, call: Run, imported: Path, tmp_path: Path
    ) -> None:
        path = imported / "tasks.yaml"
        text = path.read_text(encoding="utf-8").replace("            review: true\n", "", 1)
        text = text.replace("      - number: 2\n", "      # 手写的注释\n      - number: 2\n")
        path.write_text(text, encoding="utf-8", newline="\n")
        done = call("import", newer(tmp_path, ("12家以上", "15家以上")), "--update", str(imported))
        assert done.returncode == 0
        assert "目标值上调" in done.stdout
        wanted = text.replace("12家以上", "15家以上").replace("value: 12\n", "value: 15\n")
        quote = "            quote: 新增高新技术企业15家以上\n"
        wanted = wanted.replace(quote, f"{quote}            review: true\n")
        assert path.read_text(encoding="utf-8") == wanted
        assert call("verify", str(imported)).returncode == 0

    def test_a_task_put_in_moves_the_ids_behind_it(self, call: Run, imported: Path, tmp_path: Path) -> None:
        progress = imported / "progress/2026-06.yaml"
        progress.parent.mkdir()
        progress.write_text("reports:\n  - {target: 1-1, date: 2026-06-30, value: 3}\n", encoding="utf-8")
        reports = progress.read_bytes()
        new = newer(tmp_path, *PUT_IN)
        done = call("import", new, "--update", str(imported))
        assert done.returncode == 0
        assert "4-1 → 5-1" in done.stderr
        assert progress.read_bytes() == reports
        assert "{name: 区城管局, review: true}" in (imported / "units.yaml").read_text(encoding="utf-8")
        for command in ("validate", "verify"):
            assert call(command, str(imported)).returncode == 0
        assert "没有不同" in call("import", new, "--update", str(imported)).stderr

    @pytest.mark.parametrize(("file", "record", "named"), RECORDS, ids=[named for _file, _record, named in RECORDS])
    def test_what_has_records_keeps_its_number_or_nothing_is_written(
        self, call: Run, imported: Path, tmp_path: Path, file: str, record: str, named: str
    ) -> None:
        (imported / "progress").mkdir()
        (imported / f"{file}.yaml").write_text(record, encoding="utf-8", newline="\n")
        before = contents(imported)
        done = call("import", newer(tmp_path, *PUT_IN), "--update", str(imported))
        assert (done.returncode, done.stdout) == (2, "")
        assert f"已有记录的编号要变：{named}；编号有了记录就不再变，没有写入。" in done.stderr
        assert contents(imported) == before

    def test_what_a_person_corrected_stays_where_the_document_did_not_change(
        self, call: Run, imported: Path, tmp_path: Path
    ) -> None:
        path = imported / "tasks.yaml"
        text = path.read_text(encoding="utf-8").replace("participants: [各镇（街道）]", "participants: [区财政局]")
        path.write_text(text, encoding="utf-8", newline="\n")
        assert call("import", newer(tmp_path, ("区水利局", "区水务局")), "--update", str(imported)).returncode == 0
        assert path.read_text(encoding="utf-8") == text.replace("区水利局", "区水务局")

    def test_a_task_that_is_gone_is_taken_out_and_said(self, call: Run, imported: Path, tmp_path: Path) -> None:
        text = NOTICE.read_text(encoding="utf-8")
        start = text.index("4.建设")
        new = newer(tmp_path, (text[start : text.index("## 三")], ""), ("5.扩大", "4.扩大"))
        done = call("import", new, "--update", str(imported))
        assert done.returncode == 0
        assert "建设口袋公园" in done.stdout
        assert "口袋公园" not in (imported / "tasks.yaml").read_text(encoding="utf-8")
        assert call("verify", str(imported)).returncode == 0

    def test_a_target_whose_words_are_gone_is_not_dropped_silently(
        self, call: Run, imported: Path, tmp_path: Path
    ) -> None:
        before = contents(imported)
        done = call("import", newer(tmp_path, ("年内新建口袋公园8处，", "")), "--update", str(imported))
        assert done.returncode == 2
        assert "quote-not-in-text" in done.stderr
        assert contents(imported) == before

    def test_a_registry_with_errors_is_refused(self, call: Run, imported: Path, tmp_path: Path) -> None:
        (imported / "tasks.yaml").write_text("document: [\n", encoding="utf-8")
        done = call("import", newer(tmp_path, ("区水利局", "区水务局")), "--update", str(imported))
        assert (done.returncode, done.stdout) == (2, "")
        assert "先照 dcgd validate 改正" in done.stderr
