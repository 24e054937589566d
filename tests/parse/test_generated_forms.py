"""Whole reports with printed tables, in every rendering: the rest of the page stays right too."""

from __future__ import annotations

import pytest

from govreport_site.parse.fold import squeeze
from tests.forms_generator import FORM_NAMES, RENDERINGS, generate
from tests.parse.reading import lost, read


@pytest.mark.parametrize("form", FORM_NAMES)
@pytest.mark.parametrize("rendering", sorted(RENDERINGS))
def test_metadata_beside_every_rendering(form: str, rendering: str) -> None:
    made = generate(3, form, rendering)  # type: ignore[arg-type]
    report = read(made.data, made.name)
    truth = made.truth
    assert squeeze(report.title) == squeeze(truth.title)
    assert (report.kind, report.year) == ("annual", truth.year)
    assert report.index_number == truth.index_number
    assert truth.published in {report.published.value, report.generated.value}
    if made.media_type == "text/plain":
        assert not lost(made.text, report)
