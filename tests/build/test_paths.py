"""Names as a file system that keeps neither case nor composition sees them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from govreport_site.build.paths import fold, fold_all

PATHS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1)


@settings(derandomize=True, deadline=None)
@given(st.lists(PATHS | st.sampled_from(["Ångström/x", "a\u0301", "\u0301a", "STRASSE", "straße"])))
def test_folding_many_paths_is_folding_each(paths: list[str]) -> None:
    assert fold_all(paths) == [fold(path) for path in paths]
