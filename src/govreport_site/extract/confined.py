"""Runs a reader in a process of its own, with bounded time and memory, and kills it when over.

PDF and Word files are read by large parsers from bytes that anyone may have written. A crash, an
endless loop or a flood of memory there must cost one file and not the import.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import Final

import msgspec

from govreport_site.errors import InputError, Location
from govreport_site.extract.limits import BINARY_BYTES, CHILD_BYTES, CHILD_SECONDS, MEBIBYTE
from govreport_site.extract.rendition import Reading
from govreport_site.model.document import SourceFile

OUT_OF_MEMORY: Final = 73
"""Exit status by which the child says that it ran out of memory."""
REFUSED: Final = 74
"""Exit status with which the child writes a `Refusal` instead of a `Reading`."""


class Refusal(msgspec.Struct, frozen=True):
    """Why the child set the file aside."""

    code: str
    message: str


def read_confined(source: SourceFile, kind: str, seconds: float = CHILD_SECONDS) -> Reading:
    """What the reader named `kind` (a key of `child.READERS`) makes of the bytes.

    Raises InputError: `too-large` beyond the limits of size and memory, `timeout` beyond the
    time, `damaged` when the reader crashed, or whatever the reader itself raised.
    """
    if len(source.data) > BINARY_BYTES:
        size = f"{len(source.data) / MEBIBYTE:.0f} MB"
        raise _error(source, "too-large", f"{size}; at most {BINARY_BYTES // MEBIBYTE} MB is read")
    status, output = _run(source, kind, seconds)
    if status == 0:
        return msgspec.json.decode(output, type=Reading)
    if status == REFUSED:
        refusal = msgspec.json.decode(output, type=Refusal)
        raise _error(source, refusal.code, refusal.message)
    if status == OUT_OF_MEMORY:
        most = f"{CHILD_BYTES // MEBIBYTE:,} MB"
        raise _error(source, "too-large", f"reading it needs more than {most} of memory; split it")
    if -status in {signal.SIGXCPU, signal.SIGKILL}:
        raise _error(source, "timeout", _late(seconds))
    message = f"its reader crashed (status {status}); the file is damaged or made to do harm"
    raise _error(source, "damaged", f"{message}: print it to a new PDF, or save it anew")


def _run(source: SourceFile, kind: str, seconds: float) -> tuple[int, bytes]:
    command = [sys.executable, "-P", "-m", "govreport_site.extract.child", kind]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(source.data, timeout=seconds)
        except subprocess.TimeoutExpired:
            _kill(process)
            raise _error(source, "timeout", _late(seconds)) from None
        except BaseException:
            _kill(process)
            raise
    return process.returncode, output


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends the child and whatever it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()
    process.wait()


def _late(seconds: float) -> str:
    return f"reading it took more than {seconds:.0f} seconds and was stopped; split the file"


def _error(source: SourceFile, code: str, message: str) -> InputError:
    return InputError(message, Location(source.name), code=code)
