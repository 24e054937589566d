"""The process that reads one PDF or Word file: bytes on standard input, a `Reading` on output.

python -P -m govreport_site.extract.child pdf < file.pdf
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import msgspec

from govreport_site.errors import InputError
from govreport_site.extract.confined import OUT_OF_MEMORY, REFUSED, Refusal
from govreport_site.extract.limits import CHILD_BYTES, CHILD_SECONDS
from govreport_site.extract.rendition import Reading


def _read_pdf(data: bytes) -> Reading:
    from govreport_site.extract.pdf.reading import read_pdf

    return read_pdf(data)


def _read_word(data: bytes) -> Reading:
    from govreport_site.extract.word.reading import read_word

    return read_word(data)


READERS: Final[Mapping[str, Callable[[bytes], Reading]]] = MappingProxyType(
    {"pdf": _read_pdf, "word": _read_word}
)
"""Imported only when asked for: each brings a large library."""


def main(kind: str) -> int:
    """Reads standard input; the exit status says how it went."""
    results = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints must not mix with the result
    data = sys.stdin.buffer.read()
    bound()
    try:
        status, answer = 0, msgspec.json.encode(READERS[kind](data))
    except InputError as error:
        status, answer = REFUSED, msgspec.json.encode(Refusal(error.code, error.message))
    except (MemoryError, RecursionError):
        return OUT_OF_MEMORY
    with os.fdopen(results, "wb") as out:
        out.write(answer)
    return status


def bound() -> None:
    """Sets the limits of this process, where the system knows them."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock remains
        return
    for limit, most in (
        (resource.RLIMIT_AS, CHILD_BYTES),
        (resource.RLIMIT_CPU, CHILD_SECONDS + 1),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        _, hard = resource.getrlimit(limit)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (allowed, hard))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
