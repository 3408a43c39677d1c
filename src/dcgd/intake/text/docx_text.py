"""Read the text of a Word document as a person sees it: paragraphs, tables and text boxes in order.

Tracked changes count as accepted. Whatever only wraps text (content controls, smart tags, links, fields) is
transparent. Text that nobody sees (hidden, deleted, field codes) or that is struck out is left out and counted, and so
are pictures and other things without text. The elements are those of ECMA-376, part 1, 17.
"""

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from dcgd.errors import Unreadable
from dcgd.intake.text.docx_numbers import AutomaticNumbers
from dcgd.intake.text.docx_package import below, child_of, tag_of, value_of
from dcgd.intake.text.docx_styles import Styles, is_on
from dcgd.intake.text.unread import Tally

WRAPPERS = frozenset({"w:ins", "w:moveTo", "w:hyperlink", "w:smartTag", "w:customXml", "w:fldSimple", "w:dir", "w:bdo"})
"""What stands around words, rows or paragraphs and leaves them as they are."""
_GONE = {"w:del": "修订时删去的文字", "w:moveFrom": "修订时移走的文字"}
_OBJECTS = {
    "a:blip": "图片", "v:imagedata": "图片", "c:chart": "图表", "dgm:relIds": "图示", "o:OLEObject": "嵌入的对象",
    "v:textpath": "艺术字",
}  # fmt: skip
_CHARACTERS = {
    "w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "-",
}  # fmt: skip
_UNSEEN_MARKS = ("w:del", "w:moveFrom", "w:vanish", "w:specVanish")
"""What a paragraph's end mark may be, so that on paper the next paragraph goes on behind it."""
_DEEPEST = 60
"""What is nested deeper than this no person made: tables in tables, controls in controls."""
Table = Callable[["WordText", Element, int], list[str]]


class WordText:
    """Reads the blocks of one document; it keeps count of list numbers, open fields, and what is left out.

    `table` turns a table into lines.
    """

    def __init__(self, styles: Styles, numbers: AutomaticNumbers, tally: Tally, table: Table) -> None:
        self.tally = tally
        self._styles, self._numbers, self._table = styles, numbers, table
        self._codes: list[bool] = []
        """The open fields: whether their code, and not yet their result, is being read."""
        self._paragraphs = 0

    def lines(self, parent: Element, depth: int = 0) -> list[str]:
        """The paragraphs and table rows in an element, one string each. Raises Unreadable if nested too deeply."""
        lines: list[str] = []
        before = ""
        for block in self.unwrapped(parent, depth):
            tag = tag_of(block)
            if tag == "w:p":
                text, boxes, goes_on = self._paragraph(block, depth, before)
                before = text if goes_on else ""
                lines += [*([] if goes_on else [text]), *boxes]
                continue
            if before and tag in ("w:tbl", "m:oMathPara", "m:oMath"):
                lines.append(before)
                before = ""
            if tag == "w:tbl":
                lines += self._table(self, block, depth + 1)
            elif tag in ("m:oMathPara", "m:oMath"):
                lines.append(_math(block))
            elif tag == "w:altChunk":
                self.tally.add("嵌入的文件")
        return [*lines, before] if before else lines

    def unwrapped(self, parent: Element, depth: int) -> Iterator[Element]:
        """The children of an element, wrappers replaced by their children. Raises Unreadable if nested too deeply."""
        if depth > _DEEPEST:
            raise Unreadable("读不了这个 .docx 文件：里面一层套一层，太深了")
        for child in parent:
            tag = tag_of(child)
            if tag in WRAPPERS:
                yield from self.unwrapped(child, depth + 1)
            elif tag == "w:sdt":
                yield from self._control(child, depth)
            elif tag == "mc:AlternateContent":
                yield from self.unwrapped(_branch(child), depth + 1)
            elif tag in _GONE:
                self.tally.add(_GONE[tag], text_below(child), self._paragraphs)
            else:
                yield child

    def _control(self, control: Element, depth: int) -> Iterator[Element]:
        """The content of a content control, except a placeholder prompt and a table of contents."""
        properties, content = child_of(control, "w:sdtPr"), child_of(control, "w:sdtContent")
        gallery = value_of(child_of(properties, "w:docPartObj", "w:docPartGallery")) or ""
        prompt = child_of(properties, "w:showingPlcHdr")
        if content is None:
            return
        if gallery == "Table of Contents":
            self.tally.add("目录", text_below(content))
        elif prompt is not None and is_on(prompt):
            self.tally.add("内容控件里的提示", text_below(content))
        else:
            yield from self.unwrapped(content, depth + 1)

    def _paragraph(self, paragraph: Element, depth: int, before: str) -> tuple[str, list[str], bool]:
        """(text with its number, lines of its text boxes, whether the next paragraph continues on the same line).

        `before` is the text of the paragraph that this one continues. Headings get `#` marks by their style.
        """
        self._paragraphs += 1
        properties = child_of(paragraph, "w:pPr")
        style = value_of(child_of(properties, "w:pStyle"))
        words: list[str] = []
        boxes: list[str] = []
        self._runs(paragraph, style, words, boxes, depth)
        self._codes = [False] * len(self._codes)  # a code ends with its paragraph: nothing behind it may be lost
        text = before + "".join(words)
        mark = child_of(properties, "w:rPr")
        hidden = not text and self._styles.run_is(mark, style, "w:vanish")
        marks = (child_of(mark, name) for name in _UNSEEN_MARKS)
        goes_on = hidden or any(is_on(element) for element in marks if element is not None)
        if goes_on:
            return text, boxes, True
        text = self._numbers.before(properties, style) + text
        level = self._styles.heading_level(style)
        return (f"{'#' * level} {text}" if level and text.strip() else text), boxes, False

    def _runs(self, parent: Element, style: str | None, words: list[str], boxes: list[str], depth: int) -> None:
        for child in self.unwrapped(parent, depth):
            tag = tag_of(child)
            if tag == "w:r":
                self._run(child, style, words, boxes, depth)
            elif tag in ("m:oMath", "m:oMathPara"):
                words.append(_math(child))
            elif tag == "w:subDoc":
                self.tally.add("子文档")

    def _run(self, run: Element, style: str | None, words: list[str], boxes: list[str], depth: int) -> None:
        properties = child_of(run, "w:rPr")
        unseen = self._why_unseen(properties, style)
        for child in self.unwrapped(run, depth):
            tag = tag_of(child)
            if tag == "w:fldChar":
                self._field(value_of(child, "fldCharType"))
            elif tag in ("w:drawing", "w:pict", "w:object"):
                if unseen:
                    self.tally.add(unseen, text_below(child), (self._paragraphs, len(words)))
                else:
                    self._drawing(child, boxes, depth + 1)
            elif tag == "w:ruby":
                for base in below(child, "w:rubyBase"):
                    self._runs(base, style, words, boxes, depth + 1)
            else:
                text = self._characters(child, tag)
                if text and (unseen or any(self._codes)):
                    self.tally.add(unseen or "域代码", text, (self._paragraphs, len(words)))
                elif text:
                    words.append(text)

    def _why_unseen(self, properties: Element | None, style: str | None) -> str:
        if self._styles.run_is(properties, style, "w:vanish"):
            return "隐藏的文字"
        if any(self._styles.run_is(properties, style, name) for name in ("w:strike", "w:dstrike")):
            return "加了删除线的文字"
        return ""

    def _characters(self, element: Element, tag: str) -> str:
        """The characters that an element of a run represents."""
        if tag == "w:t":
            return (element.text or "").replace("\r", "").replace("\n", " ")
        if tag == "w:br":
            return "\n" if value_of(element, "type") in (None, "textWrapping") else ""
        if tag == "w:sym":
            self.tally.add("特殊符号")
        return _CHARACTERS.get(tag, "")

    def _field(self, kind: str | None) -> None:
        if kind == "begin" and len(self._codes) < _DEEPEST:
            self._codes.append(True)
        elif kind == "separate" and self._codes:
            self._codes[-1] = False
        elif kind == "end" and self._codes:
            self._codes.pop()

    def _drawing(self, drawing: Element, boxes: list[str], depth: int) -> None:
        """Add the lines of the text boxes in a drawing to `boxes`; count its pictures, charts and objects."""
        for child in self.unwrapped(drawing, depth):
            tag = tag_of(child)
            if tag == "w:txbxContent":
                codes, self._codes = self._codes, []
                boxes += self.lines(child, depth + 1)
                self._codes = codes
            elif tag in _OBJECTS:
                self.tally.add(_OBJECTS[tag], child.get("string", ""))
            else:
                self._drawing(child, boxes, depth + 1)


def _branch(alternatives: Element) -> Element:
    """Choose one of several ways to show the same thing: the first with text, else the first."""
    branches = [child for child in alternatives if tag_of(child) in ("mc:Choice", "mc:Fallback")]
    return next((branch for branch in branches if text_below(branch)), branches[0] if branches else alternatives)


def text_below(element: Element) -> str:
    """All text inside an element, visible or not."""
    return "".join(inner.text or "" for inner in element.iter() if tag_of(inner) in ("w:t", "w:delText", "m:t"))


def _math(element: Element) -> str:
    return "".join(inner.text or "" for inner in element.iter() if tag_of(inner) in ("m:t", "w:t"))
