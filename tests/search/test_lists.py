"""Grams, lists and shards: what is written is what is read back."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport_site.search import cutting, few, grams, lists, octets, shards, varint
from govreport_site.search.container import deflate as deflated
from govreport_site.search.container import parts_of, script, script_bytes, with_parts
from govreport_site.search.folding import fold
from govreport_site.search.folding_arrays import fold_points
from govreport_site.search.reader import Shard

TEXTS = st.lists(
    st.tuples(
        st.text(alphabet="公开政府20\n1Ａ廈，", max_size=12),
        st.text(alphabet="公开政府20\n1Ａ廈，", max_size=60),
    ),
    min_size=1,
    max_size=30,
)


@settings(derandomize=True, deadline=None)
@given(st.lists(st.integers(0, 2**34), max_size=200))
def test_numbers_come_back(numbers: list[int]) -> None:
    data = varint.encode(np.array(numbers, dtype=np.int64))
    assert varint.decode(data).tolist() == numbers
    at = 0
    for number in numbers:
        found, at = octets.read(data, at)
        assert found == number


def key_of(codes: list[int]) -> int:
    first, second, third = [*codes, 0, 0][:3]
    return first << 30 | second << 15 | third


@settings(derandomize=True, deadline=None, max_examples=60)
@given(TEXTS, st.integers(50, 4000))
def test_every_gram_is_found_in_the_right_reports(
    pairs: list[tuple[str, str]], target: int
) -> None:
    postings = grams.Batch.of(0, pairs).short_grams()
    if not len(postings):
        return
    cut = list(shards.cut(lists.encode(postings, len(pairs)), target))
    separators = [separator for separator, _ in cut]
    assert separators == sorted(set(separators))
    found: dict[int, tuple[list[int], list[int]]] = {}
    for number, (separator, raw) in enumerate(cut):
        shard = Shard(raw, len(pairs))
        assert separator <= int(shard.keys[0])
        assert number + 1 == len(cut) or int(shard.keys[-1]) < separators[number + 1]
        for key in shard.keys.tolist():
            entry = shard.find(key)
            assert entry is not None
            how = [] if entry.how is None else entry.how.tolist()
            found[key] = (entry.reports.tolist(), how)
    assert found == expected(pairs)


@settings(derandomize=True, deadline=None, max_examples=80)
@given(TEXTS, st.integers(20, 4000))
def test_few_reports_are_written_as_many_are(pairs: list[tuple[str, str]], target: int) -> None:
    some = pairs[: few.FEW]
    postings = grams.Batch.of(0, some).short_grams()
    many = shards.cut(lists.encode(postings, len(some)), target) if len(postings) else ()
    assert list(few.shards(some, target)) == list(many)


def test_a_list_that_is_heavier_than_its_shard_may_stand_last() -> None:
    assert list(cutting.starts([10, 20, 900], b"\0\2\2", 100)) == [0]
    assert list(cutting.starts([10, 900, 910], b"\0\2\2", 100)) == [0, 2]


def expected(pairs: list[tuple[str, str]]) -> dict[int, tuple[list[int], list[int]]]:
    """The same by plain string search."""
    out: dict[int, tuple[list[int], list[int]]] = {}
    for report, (title, body) in enumerate(pairs):
        counts: Counter[str] = Counter()
        for line in (*fold(title).split("\n"), *fold(body).split("\n")):
            counts.update(line[i : i + n] for n in (1, 2, 4) for i in range(len(line) - n + 1))
        for gram, count in counts.items():
            if len(gram) == 4 and not (gram.isascii() and gram.isdigit()):
                continue
            codes = grams.encode(fold_points(gram)).astype(int).tolist()
            if len(gram) == 4:
                codes = [*codes[:2], grams.PAIRS + (codes[2] - 1) * 10 + codes[3] - 1]
            reports, how = out.setdefault(key_of(codes), ([], []))
            reports.append(report)
            if len(gram) < 3:
                often = grams.OFTEN if count > 3 else grams.AGAIN if count > 1 else grams.ONCE
                in_title = any(gram in line for line in fold(title).split("\n"))
                how.append(grams.TITLE if in_title else often)
    return out


def test_long_grams_stand_where_both_pairs_are_common() -> None:
    batch = grams.Batch.of(0, [("", "公开政府公开政务"), ("", "公开政\n府公开")])
    codes = grams.encode(fold_points("公开政府务")).astype(int).tolist()
    pairs = [codes[0] << 15 | codes[1], codes[1] << 15 | codes[2]]
    found = batch.long_grams(grams.Common(np.array(pairs, dtype=np.int64)))
    key = key_of(codes[:3])
    assert [(int(p) >> 19, int(p) >> 2 & 0x1FFFF) for p in found] == [(key, 0), (key, 1)]


def test_codes_are_certain_but_for_rare_scripts() -> None:
    points = np.array(
        [
            *range(0x30, 0x3A),
            *range(0x61, 0x7B),
            0x3007,
            *range(0x3400, 0x4DC0),
            *range(0x4E00, 0xA000),
        ],
        dtype=np.uint32,
    )
    codes = grams.encode(points)
    assert len(set(codes.tolist())) == len(points)
    assert grams.is_certain(codes)
    assert not grams.is_certain(grams.encode(np.array([0x0416], dtype=np.uint32)))
    assert codes.max() < grams.PAIRS


def test_a_directory_holds_any_separators() -> None:
    keys = sorted(
        {1 << 30, 1 << 30 | 5 << 15, 1 << 30 | 200 << 15, 1 << 30 | 200 << 15 | 7, 9 << 30}
    )
    columns = varint.decode(cutting.directory(keys)).reshape(4, -1)
    assert columns.shape == (4, len(keys))


def test_a_file_of_the_index_comes_back() -> None:
    raw = with_parts({"a": "政"}, [b"one", b"", b"\n\0"])
    head, parts = parts_of(script_bytes(script(deflated(raw))))
    assert head["a"] == "政"
    assert parts == [b"one", b"", b"\n\0"]


@pytest.mark.parametrize("data", [b"", b"alert(1)", b'govreportSearch("!!!")\n'])
def test_another_file_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"search index|base64|Non-base64|padding|characters"):
        script_bytes(data)
