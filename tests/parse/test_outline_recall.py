"""Outlines of generated reports: every heading with its level, its print and its key."""

from random import Random

from govreport_site.model import Paragraph
from govreport_site.parse.outline import read_outline
from tests.prose_generator.outlines import outlined


def test_outlines_of_generated_reports() -> None:
    random = Random(17)
    wrong = []
    for _ in range(500):
        given = outlined(random)
        lines = enumerate(given.text.split("\n"), 1)
        blocks = [Paragraph(line, n) for n, line in lines if line.strip()]
        sections = read_outline(blocks, kind="annual", year=given.year).sections
        read = [(s.level, _bare(s.heading or ""), s.key) for s in sections if s.level]
        truth = [(level, _bare(h), key) for level, h, key in given.headings]
        same = len(read) == len(truth) and all(
            r[:2] == t[:2] and t[2] in {None, r[2]} for r, t in zip(read, truth, strict=True)
        )
        if not same:
            wrong.append((given.text, truth, read))
    assert wrong == []


def _bare(heading: str) -> str:
    return heading.replace(" ", "")
