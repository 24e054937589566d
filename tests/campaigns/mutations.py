"""Sound inputs with a few bytes wrong, and what may come of them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from random import Random

from govreport_site.cli import main
from govreport_site.commands.reading import Hints, Reading, read_reports
from govreport_site.errors import InputError
from govreport_site.reportfile import write_report
from tests.campaigns.bad_inputs import GOOD
from tests.extract.making import archive, page, pdf, pdf_text, warc, word
from tests.site.making import report

SECONDS = 20.0
"""For one mutated input of a few hundred kilobytes, on a slow machine."""
PIECES = (
    *(b"<", b">", b"</td>", b"<table>", b"|", b"\n", b"\r", b"\0", b"\xff", b"---\n", b'"', b"'", b"\\", b"{", b"}"),
    *("一、".encode(), "〔2016〕".encode(), "（".encode(), b"&#x0;", b"9" * 400, b"-1", b"1e999", b"\xed\xa0\x80"),
)  # fmt: skip


def mutate(data: bytes, r: Random, most: tuple[int, ...] = (1, 1, 2, 4, 8)) -> bytes:
    """So many changes, each of a kind that disks, editors, networks or attackers make."""
    out = bytearray(data)
    for _ in range(r.choice(most)):
        at, size = r.randrange(len(out) + 1), r.choice((1, 2, 16, 200, 3000))
        kind = r.randrange(7)
        if kind == 0 and out:
            out[min(at, len(out) - 1)] ^= 1 << r.randrange(8)
        elif kind == 1:
            del out[at : at + size]
        elif kind == 2:
            out[at:at] = out[at : at + size] * r.choice((1, 2, 30))
        elif kind == 3:
            out[at:at] = r.choice(PIECES) * r.choice((1, 1, 3, 50))
        elif kind == 4:
            out[at : at + size] = r.randbytes(size)
        elif kind == 5:
            other = r.choice(GOOD)
            begin = r.randrange(len(other))
            out[at:at] = other[begin : begin + size]
        else:
            del out[at:]
    return bytes(out)


@lru_cache(maxsize=1)
def bases() -> dict[str, tuple[bytes, ...]]:
    """Sound inputs: those read in this process, containers, and those read in one of their own."""
    texts = [data.decode() for data in GOOD]
    pages = [page("".join(f"<p>{line}</p>" for line in t.splitlines())).encode() for t in texts]
    return {
        "text": (*GOOD, *pages, *(t.encode("gb18030", "replace") for t in texts)),
        "container": (
            archive({f"{n}.txt": t for n, t in enumerate(texts)}),
            warc({f"http://a.gov.cn/{n}": p for n, p in enumerate(pages)}, packed=False),
            warc({f"http://a.gov.cn/{n}": p for n, p in enumerate(pages)}, packed=True),
        ),
        "confined": (
            word(lambda d: [d.add_paragraph(line) for line in texts[0].splitlines()] and None),
            pdf([pdf_text(line) for line in texts[1].replace("<", "").replace("&", "").splitlines()[:60] if line]),
        ),
    }  # fmt: skip


def mutated(kind: str, number: int) -> bytes:
    r = Random(f"{kind}{number}")
    return mutate(r.choice(bases()[kind]), r)


def check_mutated(folder: Path, kind: str, numbers: range) -> int:
    """Read each; it gives reports or errors with a code, in bounded time. How many gave reports."""
    folder.mkdir(parents=True, exist_ok=True)
    read = 0
    for number in numbers:
        path = folder / f"{kind}-{number}"
        path.write_bytes(mutated(kind, number))
        started = time.monotonic()
        results = list(read_reports(path, Hints({})))
        assert time.monotonic() - started < SECONDS, path
        assert results, path
        for result in results:
            assert isinstance(result, Reading) or (isinstance(result, InputError) and result.code)
            if isinstance(result, Reading):
                read += 1
                # What was understood must be fit to be filed.
                write_report(result.report)
        path.unlink()
    return read


def report_files(numbers: range) -> Iterator[tuple[str, bytes]]:
    """Report files of an archive after an accident: most can no longer be read."""
    for number in numbers:
        r = Random(f"report{number}")
        sound = write_report(report(1990 + number % 40, with_statistics=number % 3 > 0))
        yield (
            f"unplaced/b{number:04}/{1990 + number % 40}-annual.md",
            mutate(sound.encode(), r, (1,)),
        )


def check_builds(root: Path, numbers: range) -> None:
    """Build an archive of mutated report files: those that can be read are built, the others are
    named one a line, and nothing else is said."""
    place = root / f"archive-{numbers.start}"
    assert main(["init", "-q", str(place)]) == 0
    for name, data in report_files(numbers):
        path = place / "reports" / name
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
    assert main(["build", "-q", "-C", str(place)]) in {0, 1}
    assert (place / "site/index.html").is_file()
    assert main(["check", "-q", "-C", str(place)]) in {0, 1}
    assert main(["status", "-q", "-C", str(place)]) == 0
