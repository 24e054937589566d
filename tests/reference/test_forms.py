"""The forms as data: as many cells as the official documents have, and keys that never clash."""

from govreport_site.reference.forms import FORMS, cell_key


def test_the_national_forms_have_the_official_number_of_cells() -> None:
    cells = {f.id: {t.key: t.cell_count for t in f.tables} for f in FORMS.values()}
    assert cells["2021"] == {"proactive": 10, "requests": 175, "review": 15}
    assert cells["2019"] == {"proactive": 22, "requests": 161, "review": 15}


def test_the_provincial_return_is_numbered_without_gaps() -> None:
    rows = [row.key for _, row in FORMS["provincial"].table("report").data_rows()]
    assert rows == [f"{n:02}" for n in range(1, 36)]


def test_row_and_column_keys_are_unique_and_labelled_in_both_languages() -> None:
    for form in FORMS.values():
        for table in form.tables:
            rows = [row for block in table.blocks for row in block.rows]
            assert len({row.key for row in rows}) == len(rows)
            assert all(row.label and row.label_en.isascii() for row in rows)
            for block in table.blocks:
                assert len({c.key for c in block.columns}) == len(block.columns)


def test_a_cell_has_a_path() -> None:
    assert cell_key("requests", "r3.1", "total") == "requests.r3.1.total"
    assert [c.key for c in FORMS["2021"].table("proactive").columns("fees")] == ["amount"]
