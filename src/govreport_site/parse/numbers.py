"""Index numbers 索引号 and document numbers 发文字号, told from the tokens that stand for none."""

from __future__ import annotations

import re

from govreport_site.parse.dates import read_date
from govreport_site.parse.fold import fold

_INDEX = re.compile(
    r"(?<![A-Za-z0-9/_-])(?:[A-Za-z0-9][-A-Za-z0-9]{0,40})?/ ?(?:19|20)\d\d(?:\d\d)?[-/]"
    r"(?:\d{2,9}|None)(?![\d/])"
    r"|(?<![A-Za-z0-9/_-])[A-Z]{2}\d{5}-\d{4}-(?:19|20)\d\d-\d{5}(?!\d)"
)
_LOOSE_INDEX = re.compile(r"[A-Za-z0-9][-A-Za-z0-9/_.]{5,60}")
_DOCUMENT = re.compile(
    r"(?P<head>[㐀-鿿]{1,14})\s{0,3}[\[(]\s{0,3}(?P<year>(?:19|20)\d\d)\s{0,3}年?[\])]"
    r"\s{0,3}第?\s{0,3}(?P<number>\d{1,5})\s{0,3}号"
)
_NO_BRACKET = re.compile(
    r"(?P<head>[㐀-鿿]{2,14})\s{0,3}[\[(]?\s{0,3}(?P<year>20\d\d)(?:[\])]\s{0,3}|\s{1,3})?"
    r"第?(?P<number>\d{1,4})\s{0,3}号"
)
_LOST_MARKS = re.compile(
    r"(?P<head>[㐀-鿿]{2,14})\s{0,3}\[\s{0,3}(?P<year>20\d\d)\s{0,3}(?P<close>\]?)\s{0,3}第?"
    r"(?P<number>\d{1,4})\s{0,3}(?P<end>号?)"
)
_NULL = re.compile(
    r"(?:无(?:文号|字号)?|暂无|空|没有|null|None|-+|/+|\.+|\*+|[\[(]?[\])]?第?号?)?", re.I
)
_EMPTY = re.compile(r"[㐀-鿿]{0,4}[\[(](?:20\d\d)?[\])]第?号?")


def is_null(value: str) -> bool:
    """True for what pages print where there is no number: `无`, `〔〕号`, `-`, nothing."""
    folded = "".join(fold(value).split())
    return bool(_NULL.fullmatch(folded) or _EMPTY.fullmatch(folded))


def find_index(text: str) -> str | None:
    """The first token with the shape of an index number, as printed; None when there is none."""
    match = _INDEX.search(fold(text)[:400])
    return text[match.start() : match.end()] if match else None


def read_index(value: str) -> str | None:
    """The index number a labelled value holds, as printed; None for a null token or other words.

    A label vouches for the value, so shapes outside the two common ones are taken as well, as long
    as they are one ASCII token with at least four digits.
    """
    value = value.strip()
    if is_null(value):
        return None
    shaped = find_index(value)
    if shaped:
        return shaped
    match = None if read_date(value) else _LOOSE_INDEX.match(fold(value))
    loose = match[0].rstrip(".-/_") if match else ""
    return value[: len(loose)] if sum(c.isdigit() for c in loose) >= 4 else None


def read_document_number(value: str) -> str | None:
    """The document number a labelled value holds, normalised; None for a null token.

    Without brackets the year and the sequence are told apart by position; a value of another
    shape that still prints digits is kept as it stands.
    """
    value = value.strip()
    if is_null(value):
        return None
    folded = fold(value)
    match = _DOCUMENT.search(folded) or _LOST_MARKS.search(folded) or _NO_BRACKET.search(folded)
    if match:
        return _normal(value, match)
    kept = "".join(value.split())
    return kept if re.search(r"\d", kept) and kept.endswith("号") and len(kept) <= 40 else None


def is_document_number(line: str) -> bool:
    """True for a line that prints a document number and nothing else but brackets."""
    folded = fold(line[:120]).strip() if len(line) < 120 else ""
    whole = any(_DOCUMENT.fullmatch(form) for form in (folded, folded.strip(" ()[]")))
    return whole or _LOST_MARKS.fullmatch(folded) is not None


def lost_marks(value: str) -> bool:
    """True when the document number that a value prints has lost its bracket or its 号."""
    folded = fold(value[:120])
    match = None if _DOCUMENT.search(folded) else _LOST_MARKS.search(folded)
    return match is not None and not (match["close"] and match["end"])


def _normal(text: str, match: re.Match[str]) -> str:
    head = "".join(text[match.start("head") : match.end("head")].split())
    return f"{head}〔{match['year']}〕{int(match['number'])}号"
