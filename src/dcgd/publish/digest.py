"""The digest of what a paper says: equal facts have equal digests, whatever program or machine worked them out."""

import hashlib
import json
from typing import Any

from dcgd.index.codec import plain


def digest_of(facts: Any) -> str:
    """The SHA-256 of facts as canonical JSON: keys sorted, no blanks, UTF-8; entities and rows alike.

    Raises ValueError for a number that is none (NaN).
    """
    text = json.dumps(plain(facts), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
