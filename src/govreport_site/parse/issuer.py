"""Who issued the report, in the order of certainty: the signature, the header, the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govreport_site.parse.fold import fold, plain, squeeze
from govreport_site.parse.header import Entry
from govreport_site.parse.titles import TOPIC, is_organisation

_BODY = re.compile(
    r"(?:人民政府(?:办公室|办公厅)?|街道办事处|办事处|街道办|管理委员会|管委会|委员会|办公室|办公厅|政府|"
    r"局|厅|委|部|署|院|处|大队|支队|中心|站|所|公司|大学|学院|学校|医院|银行|海关|税务局|党工委)(?:\([^()]{1,20}\))?$"
)
_PLACE = re.compile(r"(?:省|市|区|县|旗|州|盟|镇|乡|街道|苏木|开发区|新区|园区)$")
_NOT_A_BODY = re.compile(
    r"本站|原创|互联网|网站|门户网|信息网|日报|晚报|新闻网|.*网$|机关|单位|部门|管理员|admin|转载|未知|"
    r"综合|本网|.*中心网",
    re.I,
)
_YEAR = (
    r"(?:(?:19|20)\s?\d\s?\d\s?\d?\s?(?:年度?)?|"
    r"二[〇○零OＯo0]{1,2}[一二三四五六七八九〇○零O0]{1,2}年度?)"
)
_TITLE_BODY = re.compile(
    rf"^(?:{_YEAR})?(?:关于)?(?P<body>.{{0,44}}?)(?:关于)?(?:{_YEAR}|的|年度)?(?:政府|政务)?{TOPIC}"
)
_BRACKETED = re.compile(r"\((?P<body>[㐀-鿿]{2,24})\)$")
_SELF = re.compile(
    r"(?:由|现将|现公布|特向社会公布|公布|发布)(?P<body>[㐀-鿿]{3,30}?"
    r"(?:局|委|办公室|厅|政府|办事处|管委会|委员会|中心|处|院))"
    r"(?:根据|编制|(?:19|20)\d\d年|组织|负责|在)"
)


def title_body(title: str) -> str | None:
    """The body or the place that a title names, as printed; None when it names none."""
    folded = fold(title)
    joined = "".join(c for c in folded if not c.isspace())
    printed = "".join(c for c in title if not c.isspace())
    match = _TITLE_BODY.match(joined)
    body = printed[match.start("body") : match.end("body")].strip("《》“”:：、的") if match else ""
    if body.endswith("人民"):
        # `湖南省人民政府信息公开工作报告` prints 政府 once for the body and for the subject.
        body += "政府"
    if not body:
        bracket = _BRACKETED.search(joined)
        body = printed[bracket.start("body") : bracket.end("body")] if bracket else ""
    body = re.sub(
        r"(?:政府|政务)$", lambda m: m[0] if m[0] == "政府" and len(body) > 4 else "", body
    )
    valid = 2 <= len(body) <= 40 and (_BODY.search(fold(body)) or _PLACE.search(fold(body)))
    return body if valid else None


def body_named(value: str) -> str | None:
    """The body that a header value or a closing line names, as printed; None for a site's name, a
    newspaper, a generic word."""
    text = "".join(value.split())
    if not 2 <= len(text) <= 40 or _NOT_A_BODY.fullmatch(text):
        return None
    folded = fold(text)
    named = is_organisation(text) and (_BODY.search(folded) or _PLACE.search(folded))
    return text if named else None


def read_issuer(
    signature: Sequence[str], entries: Sequence[Entry], title: str | None, lead: str
) -> str | None:
    """The issuing body as printed, or None.

    The signature is the body's own statement, and the title names it; the header's 发布机构 may be
    the successor that runs the page now. Of two names of one body the fuller is taken.
    """
    signed = [b for line in signature if (b := body_named(line))]
    issuers = [b for e in entries if e.field == "issuer" and (b := body_named(e.value))]
    bare = [b for e in entries if e.field is None and not e.label and (b := body_named(e.value))]
    sources = [b for e in entries if e.field == "source" and (b := body_named(e.value))]
    titled = title_body(title) if title else None
    own = re.search(_SELF, fold(lead[:600]))
    ordered = [*signed[-1:], *_bodies([titled]), *issuers, *bare, *sources]
    ordered += [lead[own.start("body") : own.end("body")]] if own else []
    ordered += [titled] if titled else []
    return _fullest(ordered[0], ordered) if ordered else None


def _bodies(names: Sequence[str | None]) -> list[str]:
    return [n for n in names if n and _BODY.search(fold(n))]


def _fullest(name: str, others: Sequence[str]) -> str:
    """The longest name of the same body: `普宁市流沙东街道办事处` for `流沙东街道办事处`, and the
    office 办公室 that signs for its government."""
    bare = squeeze(name)
    offices = {f"{bare}办公室", f"{bare}办公厅"}
    same = [o for o in others if squeeze(o).endswith((bare, *offices)) and len(o) <= 30]
    return max((name, *same), key=len)


def evidence_names(issuer: str | None, entries: Sequence[Entry], title: str | None) -> list[str]:
    """Names that help to place the body, best first: the issuer, the title's, the header's."""
    titled = title_body(title) if title else None
    values = [e.value for e in entries if e.field in {"issuer", "source"} or e.field is None]
    named = [b for v in values if (b := body_named(v))]
    return list(dict.fromkeys(n for n in [issuer, titled, *named] if n and plain(n)))
