"""The title of a report: which lines print it, whole or split, repeated or wrapped in a notice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from govreport_site.parse.dates import FIRST_YEAR, LAST_YEAR, read_date, year_of
from govreport_site.parse.fold import fold, plain

TOPIC = r"(?:信息(?:与|和|及)?政?务?公开|政务(?:信息)?公开|政府信息|信息公开|公开工作)"
_STRONG_END = (
    r"(?:年度(?:工作)?报告|年度?工作报告|年报|工作报告|自查报告|自查情况|"
    r"要点.{0,8}情况(?:的?报告)?|落实情况(?:的?报告)?)"
)
_WEAK_END = r"(?:报告书?|工作总结|总结|情况|汇报|公示)"
_TAIL = r"[》”]?(?:\([^()]{1,24}\)|\[[^\[\]]{1,24}\]|正文|全文|[表一])?"
_OTHER_END = (
    r"(?:通知|要点|指南|目录|制度|办法|规定|方案|解读|公告|意见|函|通报|清单|规则|细则|图解|计划|分工|说明|"
    r"通告|决定|批复|一览表|统计表|汇总表?|须知|条例|格式|模板|范文|"
    r"出炉|发布|公布|上线|部署会|推进会|座谈会|培训会|培训班|发布会|会议|集中展示|名单|总结)"
)
_COMPLETE = re.compile(rf".{{0,60}}{TOPIC}.{{0,24}}(?:{_STRONG_END}|{_WEAK_END}){_TAIL}")
_STRONG = re.compile(rf".{{0,80}}{_STRONG_END}{_TAIL}")
_ENDS = re.compile(rf".{{0,80}}(?:{_STRONG_END}|{_WEAK_END}){_TAIL}")
_OTHER = re.compile(rf".{{2,90}}{_OTHER_END}{_TAIL}")
_TOPIC = re.compile(TOPIC)
_ORDINAL = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.,]|\([一二三四五六七八九十\d]{1,3}\)|"
    r"\d{1,2}[、.](?!\d)|第[一二三四五六七八九十\d]{1,3}[章条部项]|、|附件?[表\d一二三:])"
)
_YEAR = re.compile(
    r"(?<![\d〔\[/-])((?:19|20)\d\d)(?!\d|[-./]\d|[)\]]第?\d)|"
    r"([二2][〇○零ＯOo0]{1,2}[一二三四五六七八九〇○零O0]{1,2})(?=年)"
)
_BRACKETED_DATE = re.compile(r"\((?:19|20)\d\d\s?[年.-]\s?\d{1,2}\s?[月.-][^)]{0,6}\)$")
_RANGE = re.compile(r"(?:19|20)\d\d年?[-至~、和]((?:19|20)\d\d)年")
_PERIOD_ENDS = re.compile(r"[。;；!?！？,，]")
_ORGANISATION = re.compile(
    r"[㐀-鿿()·]{1,30}(?:政府|办公室|办公厅|办事处|街道办?|委员会|管委会|局|厅|委|部|处|院|署|所|站|中心|大队|支队|"
    r"镇|乡|县|区|市|省|旗|州|盟|苏木|公司|集团|学校|学院|大学|医院)"
)
_LONGEST = 90


class Title(Struct, frozen=True):
    """A title as printed, and the half-open range of lines that print it."""

    text: str
    start: int
    end: int
    year: int | None
    complete: bool
    """True when it names the subject and a kind of report, False for another page's headline."""

    @property
    def weight(self) -> int:
        """How much speaks for it being the report's own title, 0–5."""
        strong = 2 * bool(_STRONG.fullmatch(plain(self.text)))
        joined = "|" in self.text
        return 2 * self.complete + strong + (self.year is not None) - joined


def title_year(text: str) -> int | None:
    """The year that a title names, written 2016, 20 16, ２０１６ or 二〇一六; None when it names
    none or a range of years. A year in a bracketed date or document number is not one."""
    squeezed = plain(_BRACKETED_DATE.sub("", fold(text).strip()))
    if _RANGE.search(squeezed):
        return None
    matches = list(_YEAR.finditer(squeezed))
    years = [y for m in matches if (y := year_of(m[0])) is not None]
    named = [
        y for m, y in zip(matches, years, strict=False) if squeezed[m.end() : m.end() + 1] == "年"
    ]
    pool = named or years
    return pool[0] if pool and FIRST_YEAR <= pool[0] <= LAST_YEAR else None


def is_title(text: str) -> bool:
    """True for a line that alone is the title of a report on openness, whatever its kind."""
    squeezed = plain(text[: _LONGEST * 5])
    if not 6 <= len(squeezed) <= _LONGEST or _ORDINAL.match(squeezed):
        return False
    if _PERIOD_ENDS.search(squeezed) or ":" in squeezed:
        return False
    if not _COMPLETE.fullmatch(squeezed):
        return False
    return bool(_STRONG.fullmatch(squeezed)) or title_year(text) is not None


def is_headline(text: str) -> bool:
    """True for the title of a page of another kind: a notice, a plan, a guide, a list."""
    squeezed = plain(text[: _LONGEST * 5])
    return (
        5 <= len(squeezed) <= _LONGEST
        and not _ORDINAL.match(squeezed)
        and not _PERIOD_ENDS.search(squeezed)
        and _OTHER.fullmatch(squeezed) is not None
    )


def is_organisation(text: str) -> bool:
    """True for a line that names one body and nothing else."""
    squeezed = plain(text[: _LONGEST * 5])
    return 2 <= len(squeezed) <= 34 and _ORGANISATION.fullmatch(squeezed) is not None


def joinable(text: str) -> bool:
    """True for a line that can be half of a title: short, without sentence marks, no date."""
    squeezed = plain(text[: _LONGEST * 5])
    return (
        1 <= len(squeezed) <= 44
        and not re.search(r"[。;；!?！？:|>]", squeezed)
        and not squeezed.endswith((",", "、"))
        and not _ORDINAL.match(squeezed)
        and read_date(text) is None
    )


def find_titles(lines: Sequence[str], free: Sequence[bool]) -> tuple[Title, ...]:
    """The titles printed in a page's head, in order; only lines marked free may belong to one."""
    found: list[Title] = []
    for index in range(len(lines)):
        if free[index] and not (found and index < found[-1].end):
            title = _title_ending_at(lines, free, index, found[-1].end if found else 0)
            if title:
                found.append(title)
    return tuple(found)


def _title_ending_at(
    lines: Sequence[str], free: Sequence[bool], index: int, lowest: int
) -> Title | None:
    squeezed = plain(lines[index][: _LONGEST * 5])
    if not squeezed or _ORDINAL.match(squeezed) or len(squeezed) > _LONGEST:
        return None
    if not _ENDS.fullmatch(squeezed):
        return _headline_ending_at(lines, free, index, lowest)
    start = _begin(lines, free, index, lowest)
    text = "".join(lines[start : index + 1])
    if not is_title(text):
        return None
    end = index + 1
    if end < len(lines) and free[end] and _is_suffix(lines[end]):
        end += 1
    return _made(lines, start, end, complete=True)


def _headline_ending_at(
    lines: Sequence[str], free: Sequence[bool], index: int, lowest: int
) -> Title | None:
    """The headline of another page; `关于` opens it, on this line or up to two lines above."""
    start = index
    while "关于" not in plain("".join(lines[start : index + 1])) and start > max(lowest, index - 2):
        if not (free[start - 1] and joinable(lines[start - 1])):
            break
        start -= 1
    if "关于" not in plain("".join(lines[start : index + 1])):
        start = index
    text = "".join(lines[start : index + 1])
    return _made(lines, start, index + 1, complete=False) if is_headline(text) else None


def _begin(lines: Sequence[str], free: Sequence[bool], index: int, lowest: int) -> int:
    """First line of the title that ends at `index`: upwards while the subject, the year or the
    body is still missing and the line above can be their half."""
    start = index
    while start > max(lowest, index - 3) and free[start - 1] and joinable(lines[start - 1]):
        above, so_far = lines[start - 1], "".join(lines[start : index + 1])
        if not _lacks_half(so_far) and not (_lacks_body(so_far) and is_organisation(above)):
            break
        if _lacks_half(so_far) and not _helps(above, so_far):
            break
        start -= 1
    return start


def _lacks_half(text: str) -> bool:
    return not _TOPIC.search(plain(text)) or title_year(text) is None


def _lacks_body(text: str) -> bool:
    squeezed = plain(text)
    return bool(
        re.match(rf"(?:关于)?(?:(?:19|20)\d\d年?度?|二[〇○零O0]..年度?)?(?:政府)?{TOPIC}", squeezed)
    )


def _helps(above: str, so_far: str) -> bool:
    """True when the line above supplies the year or the subject that the title still lacks."""
    if is_title(so_far) and title_year(above) is None:
        return is_organisation(above) and _lacks_body(so_far)
    gives_year = title_year(so_far) is None and title_year(above) is not None
    gives_topic = not _TOPIC.search(plain(so_far)) and bool(_TOPIC.search(plain(above)))
    split_word = bool(re.search(r"(?:政府|政务|信息|公开|工作|年度|年)$", plain(above)))
    return gives_year or gives_topic or split_word


def _is_suffix(text: str) -> bool:
    squeezed = plain(text)
    return (
        bool(re.fullmatch(r"\((?:[㐀-鿿]{2,20}|(?:19|20)\d\d年?度?)\)", squeezed))
        and read_date(text) is None
    )


def _made(lines: Sequence[str], start: int, end: int, *, complete: bool) -> Title:
    text = "".join(line.strip() for line in lines[start:end]).strip()
    return Title(text, start, end, title_year(text), complete)


def echoes(lines: Sequence[str], free: Sequence[bool], title: str) -> tuple[tuple[int, int], ...]:
    """Ranges of free lines that, joined, print the title once more."""
    wanted = plain(title)
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(lines):
        joined, end = "", index
        while end < len(lines) and free[end] and len(joined) < len(wanted):
            joined += plain(lines[end][: _LONGEST * 5])
            end += 1
            if joined == wanted:
                found.append((index, end))
                break
            if not wanted.startswith(joined):
                break
        index = end if found and found[-1] == (index, end) else index + 1
    return tuple(found)
