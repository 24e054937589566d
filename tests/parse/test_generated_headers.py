"""Headers of random layout with known truth: every fact that is printed is read, and no other."""

from __future__ import annotations

from random import Random

import pytest

from govreport_site.parse.fold import squeeze
from tests.parse.header_generator import make
from tests.parse.reading import lost, read


def _wrong(seed: int) -> str:
    made = make(Random(seed))
    report = read(made.text)
    found = (
        squeeze(report.title),
        report.year,
        report.published.value,
        report.generated.value,
        report.signed.value,
        report.index_number,
        report.document_number,
        report.kind,
    )
    truth = (
        squeeze(made.title),
        made.year,
        made.published,
        made.generated,
        made.signed,
        made.index,
        made.number,
        "annual",
    )
    missing = lost(made.text, report)
    return "" if found == truth and not missing else f"{seed}: {found} {truth} {dict(missing)}"


def test_generated_headers_are_read_exactly() -> None:
    assert [wrong for seed in range(150) if (wrong := _wrong(seed))] == []


@pytest.mark.campaign
def test_three_thousand_generated_headers() -> None:
    """99.5 % of pages have no fact wrong; on all that were made so far it was 100 %."""
    wrong = [why for seed in range(10_000, 13_000) if (why := _wrong(seed))]
    assert len(wrong) <= 3_000 * 0.005, wrong[:10]
