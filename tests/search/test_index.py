"""The index as a whole: complete, exact, deterministic, and cheap to bring up to date."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from govreport_site.build.executor import InProcess, open_executor
from govreport_site.errors import InputError
from govreport_site.search import few
from govreport_site.search import plan as planning
from govreport_site.search.answer import ask
from govreport_site.search.container import CALL, MANIFEST_CALL
from govreport_site.search.index import write_index
from govreport_site.search.records import IndexStats, SearchRecord, SearchSource
from govreport_site.search.state import FOLDER
from govreport_site.search.texts import packed
from tests.search.archives import folded, record, records, scan, source, tree

MANY = 420


def build(
    site: Path, of: tuple[SearchRecord, ...], *, jobs: int = 1, clean: bool = False
) -> IndexStats:
    cache = site.parent / f"{site.name}-cache"
    executor = open_executor("processes", jobs)
    try:
        return write_index(map(source, of), site, cache=cache, executor=executor, clean=clean)
    finally:
        executor.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built archive with a base and two segments beside it, one report changed, one gone."""
    site = tmp_path_factory.mktemp("archive") / "site"
    build(site, records(MANY - 10))
    build(site, records(MANY - 5))
    build(site, final())
    return site


def final() -> tuple[SearchRecord, ...]:
    whole = list(records(MANY))
    whole[7] = replace(whole[7], sections=(("s0", "新的", "全新的文字 独角兽"),))
    del whole[20]
    return tuple(whole)


def found(site: Path, query: str, **options: object) -> set[str]:
    answer = ask(site / FOLDER, query, limit=10_000, read_most=10_000, **options)  # type: ignore[arg-type]
    return {hit.record.url for hit in answer.hits}


def samples(count: int) -> list[str]:
    dice = random.Random(6)
    out = []
    while len(out) < count:
        text = dice.choice(folded(dice.choice(final())).split("\n"))
        size = dice.randint(1, 12)
        if len(text) >= size:
            at = dice.randint(0, len(text) - size)
            out.append(text[at : at + size])
    return out


def test_every_substring_is_found_and_nothing_else(site: Path) -> None:
    for text in samples(80):
        answer = ask(site / FOLDER, text, limit=10_000, read_most=10_000)
        truth = scan(final(), [text])
        assert {hit.record.url for hit in answer.hits} == truth, text
        assert answer.count == len(truth), text


def test_counts_of_one_and_two_characters_are_exact_unread(site: Path) -> None:
    for text in ["政", "公开", "丁", "2", "复议", "门市", "pn"]:
        answer = ask(site / FOLDER, text, limit=1, read_most=0)
        assert (answer.count, answer.exact) == (len(scan(final(), [text])), True), text


@pytest.mark.parametrize(
    "query",
    [
        "廈門",
        "２０１６",
        "pn-lsd",
        "闽政办网传〔2016〕33号",
        "垃 圾 分类",
        "㎡",
        "abc",
        "𠮷",
        "件一 件",
    ],
)
def test_any_spelling_is_found(site: Path, query: str) -> None:
    terms = [query] if " " not in query else query.split()
    assert found(site, query) == scan(final(), terms)
    assert query == "件一 件" or found(site, query)


def test_terms_quotes_and_minus(site: Path) -> None:
    assert found(site, "复议 满意度") == scan(final(), ["复议", "满意度"])
    assert found(site, '"行政复议 行政"') == scan(final(), ["行政复议行政"])
    all_but = scan(final(), ["复议"]) - scan(final(), ["垃圾分类"])
    assert found(site, "复议 -垃圾分类") == all_but
    assert found(site, "复议 －垃圾") == scan(final(), ["复议"]) - scan(final(), ["垃圾"])
    assert found(site, "-公开") == {r.url for r in final()} - scan(final(), ["公开"])


def test_a_changed_report_is_found_by_its_new_words_only(site: Path) -> None:
    assert found(site, "独角兽") == {record(7).url}
    assert record(20).url not in found(site, "公开")


@pytest.mark.parametrize(
    ("query", "slugs", "year"),
    [
        ("大嶝街道 2016", ("fujian", "xiamen", "xiangan-qu", "dadeng-jiedao"), 2016),
        ("厦门市翔安区大嶝街道2016年", ("fujian", "xiamen", "xiangan-qu", "dadeng-jiedao"), 2016),
        ("厦门翔安大嶝 2012", ("fujian", "xiamen", "xiangan-qu", "dadeng-jiedao"), 2012),
        ("厦门市 2015", ("fujian", "xiamen"), 2015),
        ("恩施 2011", ("hubei", "enshi"), 2011),
        ("xiangan 2014", ("fujian", "xiamen", "xiangan-qu"), 2014),
        ("xaq 2014", ("fujian", "xiamen", "xiangan-qu"), 2014),
        ("广西2018年度报告", ("guangxi",), 2018),
    ],
)
def test_place_and_year_come_first(
    site: Path, query: str, slugs: tuple[str, ...], year: int
) -> None:
    answer = ask(site / FOLDER, query)
    first = answer.hits[0].record
    assert (first.place_slugs, first.year) == (slugs, year)


def test_a_full_title_comes_first(site: Path) -> None:
    for number in range(0, MANY - 10, 37):
        wanted = record(number)
        assert ask(site / FOLDER, wanted.title).hits[0].record.title == wanted.title


def test_filters_and_orders(site: Path) -> None:
    here = {r.url for r in final() if r.place_slugs[:2] == ("fujian", "xiamen")}
    filters = {"place": "fujian/xiamen"}
    assert found(site, "公开", filters=filters) == here & scan(final(), ["公开"])
    by_year = {r.url for r in final() if r.year == 2016 and r.kind == "annual"}
    filters = {"year": "2016", "kind": "annual"}
    assert found(site, "公开", filters=filters) == by_year & scan(final(), ["公开"])
    assert found(site, "公开", filters={"place": "nowhere"}) == set()
    flagged = {r.url for r in final() if r.has_findings}
    assert found(site, "公开", filters={"findings": "1"}) == flagged & scan(final(), ["公开"])
    answer = ask(site / FOLDER, "公开", order="place", limit=10_000)
    expected = [r.url for r in sorted(final(), key=lambda r: source(r).order)]
    assert [hit.record.url for hit in answer.hits] == expected
    years = [hit.record.year or 0 for hit in ask(site / FOLDER, "公开", order="year").hits]
    assert years == sorted(years, reverse=True)


def test_a_place_that_no_report_names_answers_with_its_reports(site: Path) -> None:
    answer = ask(site / FOLDER, "xiamen", limit=1000)
    assert answer.by_place
    assert {h.record.url for h in answer.hits} == {
        r.url for r in final() if r.place_slugs[:2] == ("fujian", "xiamen")
    }


def test_the_bytes_depend_on_the_reports_alone(tmp_path: Path) -> None:
    build(tmp_path / "one", records(MANY), jobs=1)
    shuffled = list(records(MANY))
    random.Random(1).shuffle(shuffled)
    build(tmp_path / "two", tuple(shuffled), jobs=3)
    prepacked = [
        SearchSource(s.url, s.digest, s.place_slugs, s.year, lambda s=s: packed(s.load()))  # type: ignore[arg-type,misc]
        for s in map(source, records(MANY))
    ]
    write_index(prepacked, tmp_path / "three", cache=tmp_path / "c", executor=InProcess())
    assert tree(tmp_path / "one") == tree(tmp_path / "two") == tree(tmp_path / "three")


def test_few_reports_make_the_same_files_without_numpy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = records(few.FEW)
    build(tmp_path / "few", some)
    monkeypatch.setattr(few, "FEW", 0)
    build(tmp_path / "many", some)
    assert tree(tmp_path / "few") == tree(tmp_path / "many")


def test_a_small_change_does_not_load_numpy(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from govreport_site.search.index import write_index\n"
        "from tests.search.archives import record, source\n"
        "top = Path(sys.argv[1])\n"
        "write_index([source(record(1))], top, cache=top / 'cache')\n"
        "assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)


def test_a_clean_build_forgets_what_came_before(tmp_path: Path, site: Path) -> None:
    build(site, final(), clean=True)
    build(tmp_path / "other", final())
    assert tree(site) == tree(tmp_path / "other")


def test_a_small_archive_is_always_as_if_built_anew(tmp_path: Path) -> None:
    dice = random.Random(3)
    now = list(records(30))
    for _ in range(12):
        if dice.random() < 0.5 and now:
            now.pop(dice.randrange(len(now)))
        now.append(record(dice.randint(30, 200), dice.randint(1, 3)))
        unique = tuple({r.url: r for r in now}.values())
        build(tmp_path / "site", unique)
        build(tmp_path / "clean", unique, clean=True)
        assert tree(tmp_path / "site") == tree(tmp_path / "clean")


def test_one_more_report_costs_little(tmp_path: Path) -> None:
    build(tmp_path / "site", records(MANY))
    before = tree(tmp_path / "site")
    stats = build(tmp_path / "site", (*records(MANY), record(MANY)))
    after = tree(tmp_path / "site")
    changed = [name for name in before | after if before.get(name) != after.get(name)]
    assert stats.loaded == 1
    assert sorted(changed) == sorted(stats.written)
    assert sum(len(after[name]) for name in changed) <= 60_000
    assert build(tmp_path / "site", (*records(MANY), record(MANY))).written == {}


def test_many_small_changes_are_merged_and_nothing_old_stays(tmp_path: Path) -> None:
    now = list(records(300))
    build(tmp_path / "site", tuple(now))
    for number in range(300, 330):
        now[number - 300] = replace(now[number - 300], title=f"改过的标题{number}")
        now.append(record(number))
        stats = build(tmp_path / "site", tuple(now))
        assert stats.segments <= planning.MOST_BESIDE + 1
    assert found(tmp_path / "site", "公开") == scan(now, ["公开"])
    assert found(tmp_path / "site", "改过的标题") == scan(now, ["改过的标题"])
    folders = {path.name for path in (tmp_path / "site" / FOLDER).iterdir() if path.is_dir()}
    assert len(folders) == stats.segments
    texts = [n for n in tree(tmp_path / "site" / FOLDER) if "/t" in n]
    assert len(texts) == len(now)


def test_most_of_an_archive_changed_is_built_anew(tmp_path: Path) -> None:
    build(tmp_path / "site", records(300))
    fresh = (*records(300)[:200], *records(200, seed=2))
    unique = tuple({r.url: r for r in fresh}.values())
    assert build(tmp_path / "site", unique).segments == 1


def test_a_lost_cache_or_another_site_is_noticed(tmp_path: Path) -> None:
    build(tmp_path / "site", records(300))
    (tmp_path / "site-cache" / "index.msgpack").write_bytes(b"\xc1 broken")
    assert build(tmp_path / "site", records(300)).loaded == 300
    (tmp_path / "site" / FOLDER / "manifest.js").unlink()
    assert build(tmp_path / "site", records(300)).loaded == 300


def test_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    build(tmp_path / "site", records(300))
    build(tmp_path / "site", records(300)[1:])
    root = tmp_path / "site" / FOLDER
    before = tree(root)
    (root / ".new-abc").mkdir()
    (root / ".new-abc" / "head.js").write_bytes(b"half")
    (folder,) = (path for path in root.iterdir() if path.is_dir() and path.name[0] != ".")
    dead = next(n for n in range(300) if not (folder / f"t{n >> 8}/{n & 255}.js").exists())
    (folder / f"t{dead >> 8}/{dead & 255}.js").write_bytes(b"what was to go")
    assert build(tmp_path / "site", records(300)[1:]).loaded == 0
    assert tree(root) == before


def test_several_bases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "BASE_REPORTS", 150)
    assert build(tmp_path / "site", records(400)).segments == 3
    assert build(tmp_path / "site", records(401)).segments == 4
    assert found(tmp_path / "site", "公开") == scan(records(401), ["公开"])
    answer = ask(tmp_path / "site" / FOLDER, "公开", order="place", limit=1000)
    expected = [r.url for r in sorted(records(401), key=lambda r: source(r).order)]
    assert [hit.record.url for hit in answer.hits] == expected


def test_an_archive_without_reports(tmp_path: Path) -> None:
    build(tmp_path / "site", ())
    assert ask(tmp_path / "site" / FOLDER, "公开").count == 0


def test_a_missing_or_broken_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no search index here; run `govreport build`"):
        ask(tmp_path, "公开")
    build(tmp_path / "site", records(20))
    manifest = tmp_path / "site" / FOLDER / "manifest.js"
    manifest.write_bytes(manifest.read_bytes()[:100])
    with pytest.raises(InputError, match=r"manifest\.js: not a file of the search index"):
        ask(tmp_path / "site" / FOLDER, "公开")


def test_hostile_text_stays_inside_its_string(tmp_path: Path) -> None:
    evil = '");alert(1);//</script>\u2028"\'\\ <img src=x onerror=alert(1)>'
    hostile = replace(
        record(1), title=evil, sections=(("s", evil, evil),), place=(evil,), place_slugs=("x",)
    )
    build(tmp_path / "site", (hostile, record(2)))
    for name, data in tree(tmp_path / "site").items():
        call = MANIFEST_CALL if name.endswith("manifest.js") else CALL
        assert data.startswith(call), name
        assert data.endswith(b'")\n'), name
        assert set(data[len(call) : -3]) <= set(
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
        ), name
    assert ask(tmp_path / "site" / FOLDER, "onerror").hits[0].record.title == evil
