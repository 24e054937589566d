"""Light rows and the tree of places."""

from __future__ import annotations

from decimal import Decimal

import msgspec
from msgspec.structs import replace

from govreport_site.archive import (
    UNPLACED,
    Archive,
    Details,
    Entry,
    completed,
    details_of,
    entry_of,
    outcome_of,
    total,
)
from govreport_site.model import (
    Count,
    Figure,
    Finding,
    Mark,
    Placing,
    Statistics,
    Unit,
    Unreadable,
    Unrecoverable,
)
from govreport_site.reference.forms.json import from_json
from tests.site.making import TOWN, path_of, report, small, unit


def entry(year: int = 2021, **changes: object) -> Entry:
    made = report(year, **changes)
    return entry_of(made, path_of(made), "00" * 32)


def details(year: int = 2021, **changes: object) -> Details:
    return details_of(report(year, **changes))


def test_a_row_survives_its_encoding() -> None:
    row = entry()
    packed = msgspec.msgpack.encode(row)
    assert msgspec.msgpack.decode(packed, type=Entry) == row
    assert len(packed) < 1_000
    heavy = details()
    packed = msgspec.msgpack.encode(heavy)
    assert msgspec.msgpack.decode(packed, type=Details) == heavy
    assert len(packed) == row.size < 1_000


def test_the_seal_stands_for_address_file_and_details() -> None:
    made = report(2021)
    findings, passes = (Finding("X", "fail", "error", "m"),), (Finding("X", "pass", "error"),)
    rows = [
        entry_of(made, "a/b", "00" * 32),
        entry_of(made, "a/c", "00" * 32),
        entry_of(made, "a/b", "01" * 32),
        entry_of(made, "a/b", "00" * 32, findings),
    ]
    rows += [completed(rows[0], outcome_of(some)) for some in (findings, (), passes)]
    assert len({row.seal for row in rows}) == len(rows)
    assert entry_of(made, "a/b", "00" * 32).seal == rows[0].seal


def test_claims_keep_what_is_printed_and_stay_small() -> None:
    text = "".join(f"通过第{n}个渠道公开政府信息{n}条。" for n in range(20))
    sentences = [f"{piece}。" for piece in text.split("。")[:-1]]
    figures = [Figure("other", f"第{n}个", n, "条", s, 5) for n, s in enumerate(sentences)]
    half = Figure("other", "占", Decimal("2.50"), "%", "并无此句。", 5, "约")
    assert next(details(text=text).claimed()).section == "overview"
    made = replace(report(text=text), figures=(*figures, half))
    row = details_of(made)
    told = list(row.claimed())
    assert [(c.number, c.label, c.value, c.sentence) for c in told[:20]] == [
        (n + 1, f"第{n}个", n, s) for n, s in enumerate(sentences)
    ]
    assert {c.anchor for c in told[:20]} == {f"f{n}" for n in range(1, 21)}
    last = told[20]
    assert (last.value, last.qualifier, last.anchor, last.section) == ("2.50", "约", None, None)
    assert len(row.claims) < 1_000
    assert list(details_of(replace(made, figures=())).claimed()) == []


def test_cells_keep_what_is_printed() -> None:
    told = details().told()
    assert told["requests"]["r3.1"][:2] == ["", "-"]
    assert total(told, "requests", "new", 6) == (2021 + 6) % 50
    assert total(told, "requests", "new", 9) is None
    assert total(told, "requests", "nothing", 0) is None


def test_amounts_keep_their_digits_and_unreadable_is_no_number() -> None:
    cells = (Count(3), Unreadable("1O2"))
    statistics = Statistics("2021", {"requests": {"new": cells}, "review": Unrecoverable("image")})
    row, told = entry(statistics=statistics), details(statistics=statistics).told()
    assert told == {"requests": {"new": [3, {"unreadable": "1O2"}]}}
    assert total(told, "requests", "new", 1) is None
    assert row.unreadable == 2
    assert row.state == "unreadable"


def test_what_a_row_keeps_is_read_back() -> None:
    cells = (Count(3), Count(Decimal("96171.60")), Count(Decimal("-0.5")), Count(Decimal("0E-7")))
    table = {"new": (*cells, Mark("-"), Unreadable("1O2"))}
    told = details(statistics=Statistics("2021", {"requests": table})).told()
    assert from_json({"form": "2021", "tables": told}).tables == {"requests": table}


def test_without_statistics_nothing_is_told() -> None:
    row = entry(statistics=None)
    assert details(statistics=None).told() == {}
    assert row.form is None and row.totals == () and row.quantity("new") is None


def test_state_is_the_worst_finding() -> None:
    def state(verdict: str, severity: str) -> str:
        finding = Finding("X", verdict, severity, "m")
        return entry_of(report(), "a/b", "00" * 32, (finding,)).state

    assert state("fail", "error") == state("fail", "warning") == "flagged"
    assert state("fail", "info") == state("uncertain", "error") == state("pass", "error") == "read"


def test_names_and_levels_stand_for_slugs() -> None:
    row = entry()
    assert row.names == ("福建省", "厦门市", "翔安区", "大嶝街道") and row.levels == "pfct"
    city = Unit("北京市", None, "海淀区", None, slugs=("beijing", "haidian-qu"))
    row = entry(unit=city)
    assert row.names == ("北京市", "海淀区") and row.levels == "pc"


def test_tree_of_a_small_archive() -> None:
    archive = small().archive()
    county = archive.folders["fujian/xiamen/xiangan-qu"]
    assert [child.slug for child in county.children] == [
        "dadeng-jiedao",
        "dept-shenji-ju",
        "maxiang-jiedao",
    ]
    assert [child.kind for child in county.children] == ["place", "body", "place"]
    assert county.children[1].name == "翔安区审计局"
    assert county.counts == {2016: 1, 2020: 1, 2021: 3, 2022: 2}
    assert county.total == 7 and county.flagged == 2
    assert [folder.path for folder in archive.top] == ["fujian", UNPLACED]
    assert [one.title for one in archive.unplaced] == ["某局年报"]
    assert [f.name for f in archive.trail("fujian/xiamen")] == ["福建省", "厦门市"]


def test_the_latest_report_names_a_place() -> None:
    old, new = unit("a", "甲乡"), unit("a", "甲镇")
    rows = [entry(2015, unit=old), entry(2020, unit=new), entry(2017, unit=old)]
    assert Archive(rows).folders["fujian/xiamen/xiangan-qu/a"].name == "甲镇"


def test_order_of_input_does_not_matter() -> None:
    rows = small().entries
    one, two = Archive(rows), Archive(reversed(rows))
    assert one.entries == two.entries
    assert {p: f.name for p, f in one.folders.items()} == {
        p: f.name for p, f in two.folders.items()
    }


def test_a_report_without_a_year_is_counted_without_one() -> None:
    made = replace(report(), year=None, place=Placing("exact", TOWN))
    archive = Archive([entry_of(made, "fujian/x/none-annual", "00" * 32)])
    assert archive.years == {} and archive.top[0].counts == {None: 1} and archive.top[0].years == ()
