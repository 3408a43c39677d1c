"""Recognise the characters on a scanned page or a photo, by models that lie in the extra `dcgd[ocr]`.

Nothing here is loaded from a network. All of it runs through `dcgd.source.bounded`, a page a call.
"""

import io
import math
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dcgd.errors import Unreadable
from dcgd.intake.text.scan import WIDTH, ScannedLine, ScannedPage, corrected

SECONDS, MEGABYTES = 15, 1500
"""What one page may take."""
MOST_PAGES = 50
PICTURE = re.compile(rb"\x89PNG|\xff\xd8\xff|II\*\x00|MM\x00\*|BM.{4}\x00{4}", re.DOTALL)
"""How the pictures begin that are read."""
_INSTALL = "pip install 'dcgd[ocr]'"
WAY_OUT = f"要读扫描件和照片：{_INSTALL}，或先用别的软件识别成文字再导入"
"""What to say where the extra is missing."""
_LONGEST_SIDE, _MOST_PIXELS = 2200, 120_000_000
"""To how many pixels a page is drawn or reduced, and how many a picture may have before that."""
_WIDEST_PICTURE, _QUALITY = 900, 55
_RED = 40
"""By how much red is brighter than green and blue where it is ink."""
_STEEPEST = 8.0
"""A page turned further, in degrees, is not turned back."""
_STEP, _STEPS = 0.1, 12
"""The angles that are tried, in degrees, and how many on either side."""


def is_installed() -> bool:
    """Whether the extra is there."""
    return all(map(find_spec, ("rapidocr", "onnxruntime", "pypdfium2")))


def pictured_pages(data: bytes) -> list[int]:
    """Of a picture the indexes of its pages, of a PDF those that are drawn without a single character.

    Empty for a PDF that the reader of text refuses: what is wrong with it is said there. Raises Unreadable.
    """
    if PICTURE.match(data):
        return list(range(min(getattr(_opened(data), "n_frames", 1), MOST_PAGES + 1)))
    import pypdf

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return []
        return [at for at, page in enumerate(reader.pages) if _is_picture(page)]
    except MemoryError:
        raise
    except Exception:
        return []


def _is_picture(page: Any) -> bool:
    """Whether a page of a PDF draws a picture and shows no text, in itself and in the forms that it draws."""
    contents = page.get_contents()
    drawn = [contents.get_data() if contents is not None else b""]
    pictures = 0
    for reference in (page.get("/Resources", {}).get("/XObject") or {}).values():
        inner = reference.get_object()
        pictures += inner.get("/Subtype") == "/Image"
        if inner.get("/Subtype") == "/Form":
            drawn.append(inner.get_data())
            pictures += b" Do" in drawn[-1]
    return bool(pictures) and not any(re.search(rb"T[jJ]\b|['\"]\s", some) for some in drawn)


def recognised(data: bytes, page: int) -> ScannedPage:
    """A page of a picture or a PDF, as lines of characters with their places; raises Unreadable."""
    import cv2
    import numpy as np

    try:
        colours = np.asarray(_drawn(data, page))
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        raise Unreadable(f"画不出这一页（{type(error).__name__}）") from error
    red, green, blue = (colours[..., at].astype("int16") for at in range(3))
    is_red = red - np.maximum(green, blue) > _RED
    ink = np.where(is_red, colours[..., 0], colours.min(axis=2))  # what is red is as bright as paper there
    answer = _engine()(np.stack([ink] * 3, axis=-1), use_cls=False)
    if answer.boxes is None:
        return ScannedPage((), (), WIDTH)
    boxes = [[(float(x), float(y)) for x, y in box] for box in answer.boxes]
    angle = _angle(boxes, ink)
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(colours, turn, (width, height), borderValue=(255, 255, 255))
    scale = WIDTH / width
    lines = []
    for box, text, score in zip(boxes, answer.txts, answer.scores, strict=True):
        left, top, right, bottom = _upright(box, turn)
        rows = slice(max(0, int(top) - 6), int(bottom) + 6)
        columns = slice(max(0, int(left) - 10), int(right) + 10)
        inked = is_red[max(0, int(box[0][1])) : int(box[2][1]) + 1, max(0, int(box[0][0])) : int(box[2][0]) + 1]
        lines.append(
            ScannedLine(
                corrected(text),
                (left * scale, top * scale, right * scale, bottom * scale),
                float(score),
                bool(inked.size) and float(inked.mean()) > 0.003,
                _picture(turned[rows, columns]),
            )
        )
    flat = cv2.warpAffine(ink.astype("uint8"), turn, (width, height), borderValue=255)
    sizes = sorted(line.box[3] - line.box[1] for line in lines)
    rulings = _rulings(flat, 1.8 * sizes[len(sizes) // 2] / scale)
    edges = tuple((a * scale, b * scale, c * scale, d * scale) for a, b, c, d in rulings)
    return ScannedPage(tuple(lines), edges, height * scale, float(is_red.mean()) > 0.0005)


def _drawn(data: bytes, page: int) -> Any:
    """The page as a picture in colours, no larger than needed."""
    if PICTURE.match(data):
        from PIL import Image, ImageOps

        picture = _opened(data)
        picture.seek(page)
        picture.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
        picture = ImageOps.exif_transpose(picture)
        if picture.mode in ("RGBA", "LA", "P"):  # what shows through is paper
            picture = picture.convert("RGBA")
            picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
        picture = picture.convert("RGB")
        if max(picture.size) > _LONGEST_SIDE:
            picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
        return picture
    import pypdfium2

    sheet = pypdfium2.PdfDocument(data)[page]
    return sheet.render(scale=_LONGEST_SIDE / max(sheet.get_size())).to_pil().convert("RGB")


def _opened(data: bytes) -> Any:
    """A picture that is not too large; raises Unreadable."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # counted here
    try:
        picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "BMP"))
    except MemoryError:
        raise
    except Exception as error:
        raise Unreadable(f"这是图片，读不出来，可能已损坏（{type(error).__name__}）") from error
    if picture.width * picture.height > _MOST_PIXELS:
        raise Unreadable(f"图片有 {picture.width}×{picture.height} 个像素，太大；缩小到 A4 每英寸 300 点再导入")
    return picture


@cache
def _engine() -> Any:
    """The models, by their files: named so, none of them is looked for elsewhere."""
    import rapidocr

    folder = Path(rapidocr.__file__).parent / "models"
    models = {}
    for part, pattern in (("Det", "*_det_*.onnx"), ("Rec", "*_rec_*.onnx"), ("Cls", "*_cls_*.onnx")):
        files = sorted(folder.glob(pattern))
        if not files:
            raise Unreadable(f"rapidocr 里没有带模型，识别不了；重新安装：{_INSTALL}")
        models[f"{part}.model_path"] = str(files[0])
    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    return rapidocr.RapidOCR(params={"Global.log_level": "critical", **models, **threads})


def _angle(boxes: list[list[tuple[float, float]]], ink: Any) -> float:
    """By how many degrees the page is turned: about as most of its lines are, and exactly so that they stand apart."""
    import cv2
    import numpy as np

    slopes = sorted(math.degrees(math.atan2(b[1] - a[1], b[0] - a[0])) for a, b, *_ in boxes)
    about = slopes[len(slopes) // 2]
    if abs(about) > _STEEPEST:
        return 0.0
    small = cv2.resize(255 - ink.astype("uint8"), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    height, width = small.shape

    def apart(angle: float) -> float:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        return float(np.var(cv2.warpAffine(small, turn, (width, height)).sum(axis=1, dtype="int64")))

    return max((about + step * _STEP for step in range(-_STEPS, _STEPS + 1)), key=apart)


def _upright(box: list[tuple[float, float]], turn: Any) -> tuple[float, float, float, float]:
    """The edges of a line's box after the page was turned upright."""
    places = [(row[0] * x + row[1] * y + row[2]) for row in turn for x, y in box]
    xs, ys = places[:4], places[4:]
    middles = sorted(xs), sorted(ys)
    return tuple(float(sum(pair) / 2) for pair in (middles[0][:2], middles[1][:2], middles[0][2:], middles[1][2:]))  # type: ignore[return-value]


def _picture(part: Any) -> bytes:
    """A piece of the page as JPEG."""
    from PIL import Image

    picture = Image.fromarray(part)
    picture.thumbnail((_WIDEST_PICTURE, _WIDEST_PICTURE))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _rulings(ink: Any, shortest: float) -> list[tuple[float, float, float, float]]:
    """The straight lines of a page, upright or level, at least so long, as (left, top, right, bottom)."""
    import cv2

    dark = cv2.threshold(ink, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    rulings = []
    length = max(20, int(shortest))
    for size in ((length, 1), (1, length)):
        drawn = cv2.dilate(dark, cv2.getStructuringElement(cv2.MORPH_RECT, (1, 3) if size[1] == 1 else (3, 1)))
        drawn = cv2.morphologyEx(drawn, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size))
        for shape in cv2.findContours(drawn, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
            x, y, wide, high = map(float, cv2.boundingRect(shape))
            thick = high if size[1] == 1 else wide
            if thick < 12:
                level = size[1] == 1
                rulings.append(
                    (x, y + high / 2, x + wide, y + high / 2) if level else (x + wide / 2, y, x + wide / 2, y + high)
                )
    return rulings
