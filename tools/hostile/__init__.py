"""Documents that were made to do harm, and large honest ones: what tests and tools/fuzz.py try readers with.

Each is made by code, in a moment, and is small on the disk; what it would cost a reader that believes it is not.
"""

from hostile.bundles import BUNDLES
from hostile.documents import HONEST, TASK, TEXTS, WORD
from hostile.ofds import OFD
from hostile.packages import NUMBERED, Make, book, merged, numbering, packed, paragraph, styles, texts, word
from hostile.pdfs import PDF, pdf
from hostile.workbooks import WORKBOOKS

__all__ = [
    "BUNDLES", "HONEST", "NUMBERED", "OFD", "PDF", "TASK", "TEXTS", "WORD", "WORKBOOKS", "Make",
    "book", "merged", "numbering", "packed", "paragraph", "pdf", "styles", "texts", "word",
]  # fmt: skip
