"""Types of the registry's fields: an annotation says what a field takes and what it is called in Chinese.

The markers speak to pydantic through its hooks and import `pydantic_core` only when a hook is called, so that reading
commands, which work from the index, never load pydantic. A value that does not fit raises a `PydanticCustomError` whose
type is the diagnostic's code and whose message is Chinese.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from annotated_types import Ge, Le, Len, Predicate

from dcgd.naming import halfwidth, is_day

STRICT: dict[str, Any] = {"extra": "forbid", "alias_generator": lambda name: name.rstrip("_")}
"""Every entity's `__pydantic_config__`: extra keys refused; the last underscore of `from_` is no part of the key."""

_MOST = 1_000_000
_LONGEST_SHOWN = 30
_PHONE = r"(?=.*[0-9])[0-9+*#()（）转 -]{3,40}"
_LEAST_PHONE = 100
_ADDRESS = r"[^\s@]{1,64}@[^\s@]{1,190}"
_MONTH = r"\d{4}-(0[1-9]|1[0-2])"
_DIGEST = r"[0-9a-f]{64}"
_QUOTES = "“”„‟‘’＂＇「」『』〝〞〟"


@dataclass(frozen=True, slots=True)
class Says:
    """The field's Chinese description, for JSON Schema and editors."""

    text: str

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        described: dict[str, Any] = handler(schema)
        return {**described, "description": self.text}


def refuse(code: str, message: str) -> Exception:
    """What a parser or an entity raises: a diagnostic's code and its Chinese message."""
    from pydantic_core import PydanticCustomError

    # Braces would be taken for placeholders of a template; the value may hold any text.
    return PydanticCustomError(code, "{message}", {"message": message})


def brief(value: object) -> str:
    """A value as it may be shown inside a sentence: one line, not too long."""
    text = re.sub(r"\s+", " ", str(value))
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def parse_day(value: object) -> date:
    """`YYYY-MM-DD` (or a date) in, the date out; raises what pydantic reports as `bad-date`."""
    if isinstance(value, date):
        return value
    text = value if isinstance(value, str) else str(value)
    if is_day(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise refuse("bad-date", f"“{brief(text)}”不是日历上有的日期") from None
    raise refuse("bad-date", f"“{brief(text)}”不是日期，应写作 YYYY-MM-DD，如 2023-06-30")


_MOMENT = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+08:00"


def parse_moment(value: object) -> datetime:
    """`YYYY-MM-DDThh:mm:ss+08:00` (or a datetime) in, the datetime out; anything else is refused."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch(_MOMENT, value, re.ASCII):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass
    raise refuse("bad-date", f"“{brief(value)}”不是时刻，应写作 2025-10-09T09:12:30+08:00；它由程序写，不要手改")


def parse_number(value: object) -> Decimal:
    """An int, float or Decimal in, the exact Decimal out; text is refused: `"15"` must not pass silently."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        plain = halfwidth(value) if isinstance(value, str) else ""
        if plain != value and plain.replace(".", "", 1).lstrip("-").isdigit():
            raise refuse("bad-number", f"“{brief(value)}”是全角数字，应写作半角 {brief(plain)}")
        raise refuse("bad-number", f"“{brief(value)}”不是数字；数值不加引号、不带单位，如 15 或 4.1")
    number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise refuse("bad-number", f"“{brief(value)}”不是有限的数")
    return number


@dataclass(frozen=True, slots=True)
class _Parsed:
    """Hands a field to one of the parsers above and describes it in JSON Schema."""

    parse: Any
    json_schema: tuple[tuple[str, Any], ...]

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            self.parse, serialization=core_schema.to_string_ser_schema(when_used="json")
        )

    def __get_pydantic_json_schema__(self, _schema: Any, _handler: Any) -> dict[str, Any]:
        return dict(self.json_schema)


def parse_whole(value: object, least: int = 0) -> int:
    """A whole number of at least `least`, as an int; anything else is refused."""
    number = parse_number(value)
    if number != number.to_integral_value() or not least <= number <= _MOST:
        raise refuse("bad-number", f"“{brief(value)}”应是 {least} 以上的整数")
    return int(number)


def parse_count(value: object) -> int:
    """A whole number of at least 1, as an int; anything else is refused."""
    return parse_whole(value, least=1)


def parse_flag(value: object) -> bool:
    """`true` or `false`; `yes`, `1` and `"true"` are refused: not every reader of YAML takes them alike."""
    if isinstance(value, bool):
        return value
    raise refuse("wrong-type", f"“{brief(value)}”应是 true 或 false，不加引号")


def parse_scalar(value: object) -> Decimal | date | str:
    """A value of an adjustment: a number stays a number, `YYYY-MM-DD` becomes a date, other text stays text."""
    if isinstance(value, str):
        return parse_day(value) if is_day(value) else value
    return value if isinstance(value, date) else parse_number(value)


def parse_phone(value: object) -> str:
    """A phone number as text; bare digits, which YAML takes for a number, are read as well.

    What is refused is not quoted: it may be a number all the same, and messages are read by many.
    """
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(text, str) and re.fullmatch(_PHONE, text, re.ASCII):
        return text
    raise refuse("wrong-type", "这里应是一个电话号码：数字，可以有 +、-、空格、括号和“转”")


def parse_address(value: object) -> str:
    """An address of mail. What is refused is not quoted, as with phones."""
    if isinstance(value, str) and re.fullmatch(_ADDRESS, value):
        return value
    raise refuse("wrong-type", "这里应是一个邮箱地址，如 bangongshi@example.cn")


def parse_month(value: object) -> str:
    """`YYYY-MM` as it is; anything else is refused."""
    if isinstance(value, str) and re.fullmatch(_MONTH, value, re.ASCII):
        return value
    raise refuse("bad-date", f"“{brief(value)}”不是月份，应写作 2025-09")


def parse_digest(value: object) -> str:
    """A SHA-256 digest as it is: 64 hexadecimal figures; anything else is refused."""
    if isinstance(value, str) and re.fullmatch(_DIGEST, value, re.ASCII):
        return value
    raise refuse("wrong-type", f"“{brief(value)}”不是 SHA-256 摘要（64 位十六进制的小写）；它由程序写")


def parse_bare(text: str) -> str:
    """A name or a measure as it is; one in the quotes of an input method is refused: in “个” they are content."""
    if len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES:
        raise refuse("wrong-type", f"“{brief(text)}”两头的引号是全角的，会算作内容；改成半角引号，或删去引号")
    return text


@dataclass(frozen=True, slots=True)
class _Unquoted:
    """Marks a text that no quotes belong to."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(parse_bare, handler(source))


def _says_something(text: str) -> bool:
    return not text.isspace()


Day = Annotated[date, _Parsed(parse_day, (("type", "string"), ("format", "date"), ("pattern", r"^\d{4}-\d{2}-\d{2}$")))]
Moment = Annotated[
    datetime, _Parsed(parse_moment, (("type", "string"), ("format", "date-time"), ("pattern", f"^{_MOMENT}$")))
]
Number = Annotated[Decimal, _Parsed(parse_number, (("type", "number"),))]
Count = Annotated[int, _Parsed(parse_count, (("type", "integer"), ("minimum", 1), ("maximum", _MOST)))]
Whole = Annotated[int, _Parsed(parse_whole, (("type", "integer"), ("minimum", 0), ("maximum", _MOST)))]
Flag = Annotated[bool, _Parsed(parse_flag, (("type", "boolean"),))]
Scalar = Annotated[Decimal | date | str, _Parsed(parse_scalar, (("type", ("number", "string")),))]
Phone = Annotated[
    str,
    _Parsed(parse_phone, (("type", ("string", "integer")), ("pattern", f"^{_PHONE}$"), ("minimum", _LEAST_PHONE))),
]
Address = Annotated[str, _Parsed(parse_address, (("type", "string"), ("pattern", f"^{_ADDRESS}$")))]
Month = Annotated[str, _Parsed(parse_month, (("type", "string"), ("pattern", f"^{_MONTH}$")))]
Digest = Annotated[str, _Parsed(parse_digest, (("type", "string"), ("pattern", f"^{_DIGEST}$")))]
Weight = Annotated[Number, Ge(0.01), Le(100)]
Text = Annotated[str, Len(min_length=1), Predicate(_says_something)]
Bare = Annotated[Text, _Unquoted()]
