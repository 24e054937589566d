"""The one form of every file of the index: a small script that hands over deflated bytes.

A script tag loads it alike over http and from `file://`, and the browser's own
DecompressionStream inflates it. The manifest may come before the reader is there to take it.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence
from typing import Any

CALL, MANIFEST_CALL = (
    b'govreportSearch("',
    b'(self.govreportSearch||(t=>self.govreportManifest=t))("',
)
_END = b'")\n'


def deflate(raw: bytes, level: int = 9) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15, 9)
    return packer.compress(raw) + packer.flush()


def script(deflated: bytes, call: bytes = CALL) -> bytes:
    """The file that holds the bytes."""
    return call + base64.b64encode(deflated) + _END


def script_deflated(file: bytes) -> bytes:
    """The deflated bytes in such a file. Raises ValueError for anything else."""
    call = CALL if file.startswith(CALL) else MANIFEST_CALL
    if not file.startswith(call) or not file.endswith(_END):
        raise ValueError("not a file of the search index")
    return base64.b64decode(file[len(call) : -len(_END)], validate=True)


def script_bytes(file: bytes) -> bytes:
    """The inflated bytes of such a file. Raises ValueError or zlib.error for anything else."""
    return zlib.decompress(script_deflated(file), -15)


def with_parts(head: dict[str, Any], parts: Sequence[bytes]) -> bytes:
    """A line of JSON that also tells the parts' lengths, then the parts."""
    sized = head | {"parts": [len(part) for part in parts]}
    line = json.dumps(sized, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return line.encode("utf-8") + b"\n" + b"".join(parts)


def parts_of(raw: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """The head and the parts of such a block."""
    end = raw.index(b"\n")
    head, at, parts = json.loads(raw[:end]), end + 1, []
    for size in head["parts"]:
        parts.append(raw[at : at + size])
        at += size
    return head, parts
