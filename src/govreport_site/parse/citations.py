"""Documents cited by number: 国办发〔2016〕19号, with lost characters restored."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govreport_site.model import Citation, Heading, Paragraph, Repair, Section

EARLIEST_YEAR, LATEST_YEAR = 1949, 2100
LONGEST_AGENCY = 16
"""Characters of an agency code: 厦海政办文, 国办公开办函, 闽政办网传."""

_HAN = r"[\u3400-\u9fff]"
_OPEN, _CLOSE = r"[〔﹝\[【［（(〈<]", r"[〕﹞\]】］）)〉>]"
_WHOLE = re.compile(
    rf"\s?{_OPEN}\s?(?P<year>\d{{4}})\s?年?{_CLOSE}\s?第?\s?(?P<number>\d{{1,5}})(?P<end>\s?号)?"
)
_GLUED = re.compile(
    r"\s?[〔﹝\[【［]\s?(?P<year>(?:19|20)\d{2})"
    r"(?P<gap>\s{0,2})第?(?P<number>\d{1,4})(?P<end>\s?号)?(?!\d|\s?年|\s?[〕﹞\]】］])"
)
_HALF = re.compile(
    r"\s?(?P<year>(?:19|20)\d{2})\s?[〕﹞】］]\s?第?(?P<number>\d{1,5})(?P<end>\s?号)"
)
_AGENCY = re.compile(rf"{_HAN}{{1,{LONGEST_AGENCY}}}$")
_DECREE = re.compile(r"(?<=[务主席府院])令\s?[(（]?第?\s?(?P<number>\d{1,4})\s?号[)）]?")
_ISSUER = re.compile(
    rf"(?:中华人民共和国)?(?P<agency>国务院|国家主席|主席|省政府|市政府|{_HAN}{{2,8}}人民政府)$"
)
_LEADING = re.compile(
    r"^.*(?:根据|按照|依据|依照|遵照|贯彻|落实|执行|印发|转发|关于|通知|文件|下发|制定|参照|对照|以及"
    r"|办法|意见|精神|规定|方案|要求|结合|等文|及其|[和及与的即如由在将了以为从按见])"
)
_TITLE = re.compile(r"[《〈<]([^《》\n]{2,120})[》〉>]\s?[（(【]?\s?$")
_OFFICIAL_SIGN = re.compile(
    r"[发办函文政字综规传令党委纪监公安财教卫建组通秘电议改审备知告批复府民局税农市]"
)


def read_citations(
    sections: Sequence[Section], *, title: str | None
) -> tuple[tuple[Citation, ...], tuple[Repair, ...]]:
    """(documents cited, repairs of their numbers), each document once, in printed order.

    `title` is the report's own: a number printed in it is the report's, not a citation.
    """
    cited: dict[str, Citation] = {}
    repairs: list[Repair] = []
    for text, line in _texts(sections):
        for citation, repair in _of_text(text, line):
            if title and citation.printed in title:
                continue
            cited.setdefault(citation.number, citation)
            if repair is not None:
                repairs.append(repair)
    return tuple(cited.values()), tuple(repairs)


def _texts(sections: Sequence[Section]) -> Iterator[tuple[str, int]]:
    for section in sections:
        if section.title:
            yield section.title, section.line
        for block in section.blocks:
            if isinstance(block, Paragraph | Heading):
                yield block.text, block.line


def _of_text(text: str, line: int) -> Iterator[tuple[Citation, Repair | None]]:
    found = [*_numbers(text, line), *_decrees(text, line)]
    for _, citation, repair in sorted(found, key=lambda f: f[0]):
        yield citation, repair


def _numbers(text: str, line: int) -> Iterator[tuple[int, Citation, Repair | None]]:
    covered = bytearray(len(text))
    for pattern, rule, confidence in (
        (_WHOLE, "lost-hao", 0.98),
        (_GLUED, "lost-bracket", 0.98),
        (_HALF, "lost-open-bracket", 0.98),
    ):
        for match in pattern.finditer(text):
            start, end = match.start("year"), match.end()
            if covered.find(1, start, end) >= 0:
                continue
            if (read := _read(match, text, line, rule, confidence)) is not None:
                covered[start:end] = b"\1" * (end - start)
                yield start, *read


def _decrees(text: str, line: int) -> Iterator[tuple[int, Citation, None]]:
    for match in _DECREE.finditer(text):
        issuer = _ISSUER.search(text[max(0, match.start() - 20) : match.start()])
        if issuer is None:
            continue
        start = match.start() - len(issuer.group())
        number = f"{issuer['agency']}令第{match['number']}号"
        printed = text[start : match.end()]
        if not re.search(r"[(（]", printed):
            printed = printed.rstrip(")）")
        at = line + text.count("\n", 0, start)
        yield start, Citation(number, printed, _title_before(text, start), at), None


def _read(
    match: re.Match[str], text: str, line: int, rule: str, confidence: float
) -> tuple[Citation, Repair | None] | None:
    before = _AGENCY.search(text[max(0, match.start() - LONGEST_AGENCY) : match.start()])
    agency = _LEADING.sub("", before.group()) if before else ""
    year, number = int(match["year"]), match["number"]
    if not agency or not EARLIEST_YEAR <= year <= LATEST_YEAR or int(number) == 0:
        return None
    if not _OFFICIAL_SIGN.search(agency) and match["end"] is None:
        return None
    start = match.start() - len(agency)
    printed = text[start : match.end()]
    opening, closing = _brackets(printed) if rule == "lost-hao" else ("〔", "〕")
    read = f"{agency}{opening}{year}{closing}{int(number)}号"
    at = line + text.count("\n", 0, start)
    citation = Citation(read, printed, _title_before(text, start), at)
    lost = rule != "lost-hao" or match["end"] is None
    return citation, Repair(printed, read, rule, at, confidence) if lost else None


def _brackets(printed: str) -> tuple[str, str]:
    """The brackets as printed, half or full: [2016] and 〔2016〕 are both in use."""
    opening = next(c for c in printed if re.match(_OPEN, c))
    closing = next(c for c in printed if re.match(_CLOSE, c))
    return opening, closing


def _title_before(text: str, start: int) -> str | None:
    """The name in 《》 that stands directly before a number."""
    match = _TITLE.search(text, max(0, start - 130), start)
    return match.group(1) if match else None
