"""Slips in the words: prompts left unanswered, another body's words, misprints, lost marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govreport_site.checks.prose_text import (
    Prose,
    Slip,
    excerpt,
    findings,
    has_sentences,
    paragraphs,
    sentences,
    whole_text,
)
from govreport_site.model import Finding, Report, Value
from govreport_site.reference.misprints import misprints

_ASKED = re.compile(r"(?:^|[，,、；;])[^，,；;]{0,20}是否[^，,；;？?]{2,40}")
_EXAMINED = re.compile(
    r"检查|审查|审核|核查|查看|评估|确认|判断|明确|决定|研究|了解|征求|监督|督查|监测|核实|界定|看|考核|测评"
    r"|认定|说明|属于|符合|甄别|审定|区分|论证|对.{1,30}是否.{1,30}进行|无论|不论|不管"
)
_NUMBERED = re.compile(r"^[（(]?[0-9一二三四五六七八九十]{1,2}[）)]?[、.．]?\s*")
_BLANK = re.compile(
    r"[×ＸX]{2,6}(?:年|条|件|次|镇|乡|街道|局|区|县|市|人)|20[×ＸXx]{2}年|_{3,}|＿{2,}|\(\s{0,6}\)[条件次人]"
    r"|（\s{0,6}）[条件次人]|（(?:请)?(?:填写|此处|说明|简要)[^）]{0,30}）"
)
_NUMBER_LOST = re.compile(
    r"(?:公开|发布|收到|受理|解读|回应|办理|答复|共|共计|累计)(?:政府信息|信息|申请)?[ 　]{0,4}"
    r"(?<![一-龥]共)(?<!公)(?:条|件|人次)(?=[，。；,;])|(?:全年|共|累计)[^，。,；;0-9]{2,10}[，,][。.]"
)
_DOUBLE = re.compile(r"[，,][。，,；;]|[。；;][，,。；;]|、[，,。、]|：[：，。]")
# What a match of the three above must hold. They begin with a set of characters, to which the
# search skips: of a usual text 20 µs where the patterns themselves take 60 to 150.
_MAY_BE_BLANK = re.compile(r"[×ＸXx_＿(（](?:(?<![(（])|\s{0,6}[)）]|[请填此说简])")
_MAY_HAVE_LOST = re.compile(
    r"[条件次，,][，。；,;.](?:(?<=[开布到理读应复共计息请 　]..)"
    r"|(?<=[开布到理读应复共计息请 　]人..)|(?<=[，,][。.]))"
)
_MAY_BE_DOUBLE = re.compile(r"[，,。；;、：][，,。、；;：]")
_REPEATED = re.compile(r"(?P<words>[\u4e00-\u9fff]{4,24})(?P=words)")
_REPEATED_SHORT = re.compile(
    r"(?P<words>关于|进行|对于|根据|开展|公开|政府|信息|工作|加强|实现|推进|提高|保障|通过|情况|以及|积极)(?P=words)"
)
_READ = 20_000
"""Characters of a paragraph that are searched for repetitions: each costs twenty comparisons."""
_PAIRS = (("“", "”"), ("《", "》"), ("（(", "）)"))
_LEFT_OPEN = {o: re.compile(f"[{o}][^{o}{c}\n]*+(?![{c}])") for o, c in _PAIRS}
"""An opening mark whose line has no closing one before the next opening one."""


def check_prompts(report: Report) -> tuple[Finding, ...]:
    """No question of a form and no blank of a pattern is left standing as if it were an answer."""
    slips = (
        Slip("unanswered", (s.text,), s.line, values={"sentence": excerpt(s.text)})
        for s in (sentences(report) if _may_prompt(whole_text(report)) else ())
        if _is_prompt(s.text)
    )
    return findings("TXT-PROMPT", "warning", slips, examined=has_sentences(report))


def check_body_words(report: Report) -> tuple[Finding, ...]:
    """The report speaks of its own kind of body: a 乡 does not write 我镇."""
    own = _own_word(report.issuer)
    slips = _foreign(report, own) if own else iter(())
    return findings("TXT-BODY", "warning", slips, examined=1 if own else 0)


def check_legal_citations(report: Report) -> tuple[Finding, ...]:
    """The regulation and the formats are cited by their right numbers."""
    text = whole_text(report)
    cited = "令" in text or "国办" in text
    read = paragraphs(report) if cited else ()
    texts = [p for p in read if "令" in p.text or "国办" in p.text]
    slips = (
        Slip(known.says, (m[0],), p.line, values={"printed": m[0], "right": known.right})
        for p in texts
        for bare in (re.sub(r"\s", "", p.text),)
        for known in misprints().citations
        for m in known.pattern.finditer(bare)
    )
    return findings("TXT-LAW", "warning", slips, examined=len(texts))


def check_misprints(report: Report) -> tuple[Finding, ...]:
    """No word that is known to be misprinted, no phrase printed twice."""
    texts = paragraphs(report)
    return findings("TXT-TYPO", "info", _misprints(report), examined=len(texts))


def check_marks(report: Report) -> tuple[Finding, ...]:
    """Marks are printed once and in pairs, and counts have their number."""
    texts = paragraphs(report)
    return findings("TXT-MARK", "info", _marks(report), examined=len(texts))


def _may_prompt(text: str) -> bool:
    """Whether a sentence of the text may be one that `_is_prompt` finds."""
    return (
        "是否" in text
        or _MAY_BE_BLANK.search(text) is not None
        or any(prompt in text for prompt in misprints().prompts)
    )


def _is_prompt(sentence: str) -> bool:
    bare = _NUMBERED.sub("", sentence).strip("。；; ")
    if _BLANK.search(sentence) or bare in misprints().prompts:
        return True
    asked = _ASKED.search(sentence)
    return asked is not None and not _EXAMINED.search(sentence)


def _own_word(issuer: str | None) -> str | None:
    ends = misprints().bodies
    matches = [
        (len(end), word)
        for word, names in ends.items()
        for end in names
        if (issuer or "").endswith(end)
    ]
    return max(matches)[1] if matches else None


def _foreign(report: Report, own: str) -> Iterator[Slip]:
    others = [w for w in misprints().bodies if w != own]
    pattern = re.compile(rf"我(?P<word>{'|'.join(sorted(others, key=lambda w: (-len(w), w)))})")
    if not pattern.search(whole_text(report)):
        return
    for sentence in sentences(report):
        for match in pattern.finditer(sentence.text):
            word = match["word"]
            if own == "局" and word in {"委", "院"}:
                continue
            values: dict[str, Value] = {"word": word, "own": own, "issuer": report.issuer or ""}
            yield Slip("foreign", (sentence.text,), sentence.line, values=values)


def _misprints(report: Report) -> Iterator[Slip]:
    text = whole_text(report)
    words = [item for item in misprints().words.items() if item[0] in text]
    long = len(text) > _READ
    patterns = [p for p in (_REPEATED, _REPEATED_SHORT) if long or p.search(text)]
    for prose in paragraphs(report) if words or patterns else ():
        for wrong, right in words:
            if wrong in prose.text:
                values: dict[str, Value] = {"printed": wrong, "right": right}
                yield Slip("misprint", (wrong,), prose.line, values=values)
        for pattern in patterns:
            for match in pattern.finditer(prose.text[:_READ]):
                values = {"printed": match["words"]}
                yield Slip("twice", (match.group(),), prose.line, values=values)


def _marks(report: Report) -> Iterator[Slip]:
    text = whole_text(report)
    gates = ((_MAY_BE_DOUBLE, _DOUBLE), (_MAY_HAVE_LOST, _NUMBER_LOST))
    patterns = [pattern for gate, pattern in gates if gate.search(text) and pattern.search(text)]
    pairs = [pair for pair in _PAIRS if _may_be_unpaired(text, *pair)]
    for prose in paragraphs(report) if patterns or pairs else ():
        for pattern in patterns:
            for match in pattern.finditer(prose.text):
                yield _mark_slip(pattern, match, prose)
        for opening, closing in pairs:
            opened = _count(prose.text, opening)
            closed = _count(prose.text, closing)
            if opened != closed:
                values: dict[str, Value] = {"opened": opened, "opening": opening[0]}
                values |= {"closed": closed, "closing": closing[0]}
                yield Slip("unpaired", (excerpt(prose.text),), prose.line, values=values)


def _mark_slip(pattern: re.Pattern[str], match: re.Match[str], prose: Prose) -> Slip:
    if pattern is _DOUBLE:
        around = prose.text[max(0, match.start() - 8) : match.end() + 4]
        return Slip("double", (around,), prose.line, values={"around": around})
    return Slip("number-lost", (match[0],), prose.line, values={"printed": match[0]})


def _may_be_unpaired(text: str, opening: str, closing: str) -> bool:
    """Whether a line of the text may have more of one mark than of the other. Where every opening
    one is closed before the next, and there are no more closing ones, no line has."""
    counts_differ = _count(text, opening) != _count(text, closing)
    return counts_differ or _LEFT_OPEN[opening].search(text) is not None


def _count(text: str, marks: str) -> int:
    return text.count(marks) if len(marks) == 1 else sum([text.count(mark) for mark in marks])
