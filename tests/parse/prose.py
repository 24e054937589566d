"""Sections made from text, for tests of what is read from prose."""

from __future__ import annotations

from pathlib import Path

from govreport_site.model import Paragraph, Section

SEEDS = Path(__file__).parents[1] / "corpus" / "seeds"


def section(text: str, key: str = "overview") -> tuple[Section, ...]:
    """One section that holds the text, a paragraph a line."""
    lines = enumerate(text.split("\n"), 1)
    blocks = tuple(Paragraph(line, n) for n, line in lines if line.strip())
    return (Section(key, 1, "一、", "概述", 1, blocks),)
