"""Personal and contact data in a text, by its spans.

Every sink (pages, search index, exports) masks with the same answer, so the finder lives where all
rooms may import it. Pure functions over text; every pattern is bounded and runs in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from govreport_site.reference.identity_numbers import find_identity_numbers
from govreport_site.reference.mail_addresses import find_mail
from govreport_site.reference.mobile_numbers import find_mobiles
from govreport_site.reference.person_names import find_names

ContactKind = Literal["person", "phone", "mobile", "email", "address", "postcode", "identity", "im"]


class Found(Struct, frozen=True):
    """One piece of contact data: `text[start:end]`."""

    kind: ContactKind
    start: int
    end: int
    personal: bool
    """True for data of a person, which a policy masks; False for an office's own."""


_WIDE = "".join(map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))))
_WIDTH = str.maketrans(
    _WIDE
    + "＠．－﹣‐‑＿（）：＋＃［］｛｝　\t\u00a0\u2002\u2003\u2009\u202f\u200b\u200c\u200d\ufeff",
    "".join(chr(ord(c) - 0xFEE0) for c in _WIDE) + "@.----_():+#[]{}" + " " * 11,
)
_IS_WIDE = re.compile("[" + "".join(map(chr, _WIDTH)) + "]")
_DIGITS = re.compile(r"\d[\d -]{3}")
_NOT_NUMBER = re.compile(
    r"备案|安备|ICP|标识码|编号|序号|账号|帐号|卡号|信用代码|订单|流水|单号|文号|许可证|索引|证号|编码|代码"
    r"|金额|资金|投资|总额|面积|条形码|批号|税号|凭证|合同|访问|点击|浏览|流量|总数|总量|收入|支出"
)
_IS_NUMBER = re.compile(r"手机|电话|联系|热线|移动|号码|传真|微信|拨打|咨询|人员?")
_AREA = r"0(?:10|2\d|[3-9]\d{2})"
_PHONE = re.compile(
    rf"(?<![0-9A-Za-z])(?<![0-9A-Za-z][-/.])(?:\+?86[- ]?)?[(]?{_AREA}[)]?"
    r" {0,2}[-—–―－~_─]{0,3} {0,2}"
    r"\d{3,4}[ -]?\d{4}(?:(?:-|—|转|转接|分机)\d{1,5})?(?![0-9A-Za-z]|/\d{4}-)"
)
_LOCAL = re.compile(
    r"(?:电话|传真|热线|座机|固话|[Tt][Ee][Ll]|联系方式|号码)[^0-9A-Za-z，,；;。]{0,8}"
    r"([2-8]\d{6,7}(?:[-转]\d{1,5})?)(?![0-9A-Za-z-])"
)
_SERVICE = re.compile(r"(?<![0-9A-Za-z-])[48]00[- ]?\d{3}[- ]?\d{4}(?![0-9A-Za-z])")
_POSTCODE = re.compile(r"(?:邮编|邮政编码|邮码|邮遍)\s{0,2}:?\s{0,2}(\d{6})(?!\d)")
_ADDRESS = re.compile(
    r"(?P<label>(?:办公|通讯|通信|联系|单位|邮寄|受理|机构|详细|家庭|居住|户籍|所在|查阅|接待)?(?:地址|地点|住址|住所))"
    r"(?:是|为|位于)?\s{0,2}[:]\s{0,2}(?P<value>[^，,；;。:\n()|]{4,60})"
)
_ADDRESS_END = re.compile(r"\s*(?:邮编|邮政编码|电话|联系|传真|邮箱|电子|手机|网址|、?$).*", re.S)
_NOT_ADDRESS = re.compile(r"网站|网址|网页|邮件|邮箱|域名|IP|下载|链接|http|www", re.I)
_AT_HOME = re.compile(r"家庭|居住|户籍|住址")
_QQ = re.compile(
    r"(?<![A-Za-z])[Qq][Qq]\s?(?P<group>群|工作群|交流群)?(?:号码?)?(?:是|为)?\s?:?\s?(?P<id>[1-9]\d{4,10})(?![0-9A-Za-z@.])"
)
_WECHAT = re.compile(
    r"微信(?P<public>公众(?:号|平台|帐号|账号))?(?:号|ID|id)?\s?[:(“\"]\s?(?:微信号:?)?"
    r"(?P<id>[A-Za-z][A-Za-z0-9_-]{4,19})(?![A-Za-z0-9_.@-])"
)


def find(text: str) -> tuple[Found, ...]:
    """All contact data of a text in order, without overlaps; the more telling kind wins."""
    folded = text.translate(_WIDTH) if _IS_WIDE.search(text) else text
    taken: list[Found] = []
    covered = bytearray(len(folded))
    digits = _DIGITS.search(folded) is not None
    for finder in FINDERS:
        if finder in NUMBER_FINDERS and not digits:
            continue
        for found in finder(folded):
            if covered.find(1, found.start, found.end) < 0:
                taken.append(found)
                covered[found.start : found.end] = b"\1" * (found.end - found.start)
    return tuple(sorted(taken, key=lambda f: f.start))


def find_cells(cells: Sequence[str]) -> tuple[tuple[Found, ...], ...]:
    """The same for the cells of a table row, where a label may stand in the cell before."""
    joined, starts = "", []
    for cell in cells:
        starts.append(len(joined))
        joined += cell + ("" if cell.rstrip().endswith((":", "：")) else "：") + " "
    spans = find(joined)
    return tuple(
        tuple(
            Found(s.kind, s.start - start, min(s.end - start, len(cell)), s.personal)
            for s in spans
            if start <= s.start < start + len(cell)
        )
        for start, cell in zip(starts, cells, strict=True)
    )


def _identity(text: str) -> Iterator[Found]:
    for start, end, certain in find_identity_numbers(text):
        if certain or not _names_another_number(text, start):
            yield Found("identity", start, end, True)


def _mail(text: str) -> Iterator[Found]:
    for start, end, personal in find_mail(text):
        yield Found("email", start, end, personal)


def _mobiles(text: str) -> Iterator[Found]:
    for start, end in find_mobiles(text):
        if not _names_another_number(text, start):
            yield Found("mobile", start, end, True)


def _phones(text: str) -> Iterator[Found]:
    for pattern, group in ((_PHONE, 0), (_LOCAL, 1), (_SERVICE, 0)):
        for match in pattern.finditer(text):
            if not _names_another_number(text, match.start(group)):
                yield Found("phone", match.start(group), match.end(group), False)


def _names_another_number(text: str, start: int) -> bool:
    """True when the nearest words before a number say that it is no telephone number."""
    before = text[max(0, start - 14) : start]
    other = max((m.end() for m in _NOT_NUMBER.finditer(before)), default=-1)
    own = max((m.end() for m in _IS_NUMBER.finditer(before)), default=-1)
    return other > own


def _postcodes(text: str) -> Iterator[Found]:
    for match in _POSTCODE.finditer(text):
        yield Found("postcode", match.start(1), match.end(1), False)


def _addresses(text: str) -> Iterator[Found]:
    for match in _ADDRESS.finditer(text):
        around = text[max(0, match.start() - 6) : match.start()] + match["value"]
        value = _ADDRESS_END.sub("", match["value"])
        if not _NOT_ADDRESS.search(around) and re.search(r"[\u4e00-\u9fff]", value):
            start = match.start("value")
            at_home = _AT_HOME.search(match["label"]) is not None
            yield Found("address", start, start + len(value.rstrip()), at_home)


def _messengers(text: str) -> Iterator[Found]:
    for match in _QQ.finditer(text):
        yield Found("im", match.start("id"), match.end("id"), match["group"] is None)
    for match in _WECHAT.finditer(text):
        yield Found("im", match.start("id"), match.end("id"), match["public"] is None)


def _persons(text: str) -> Iterator[Found]:
    for start, end in find_names(text):
        yield Found("person", start, end, True)


FINDERS: tuple[Callable[[str], Iterator[Found]], ...] = (
    _identity,
    _mail,
    _mobiles,
    _messengers,
    _phones,
    _postcodes,
    _persons,
    _addresses,
)
"""In order of precedence: what an earlier one takes, a later one does not take again."""
NUMBER_FINDERS = frozenset({_identity, _mobiles, _phones, _postcodes})
"""Those that can find nothing in a text without a longer number."""
