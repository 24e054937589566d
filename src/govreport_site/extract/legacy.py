"""Legacy Word files (.doc, .wps, .rtf) and .odt, converted to .docx by LibreOffice if installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from govreport_site.errors import InputError, Location
from govreport_site.extract.limits import BINARY_BYTES, MEBIBYTE
from govreport_site.model.document import SourceFile

_PROGRAMS: Final = ("soffice", "libreoffice")
_SECONDS: Final = 90
"""LibreOffice needs up to 15 s to start with a fresh profile on a small machine."""


def to_docx(source: SourceFile, suffix: str) -> bytes:
    """The file as .docx; InputError `legacy-word` without LibreOffice, `timeout`, `damaged`.

    LibreOffice runs with a profile of its own in a temporary folder, so that it neither waits for
    another LibreOffice nor reads the user's settings and macros.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        message = (
            f"a legacy Word file ({suffix}), which is read through LibreOffice, and neither "
            "soffice nor libreoffice is on the PATH; install LibreOffice, or save the file as "
            ".docx in Word or WPS and import that"
        )
        raise _error(source, "legacy-word", message)
    if len(source.data) > BINARY_BYTES:
        most = BINARY_BYTES // MEBIBYTE
        raise _error(source, "too-large", f"a Word file of more than {most} MB; split it")
    with tempfile.TemporaryDirectory(prefix="govreport-") as folder:
        original = Path(folder, f"input{suffix}")
        original.write_bytes(source.data)
        _convert(source, program, original)
        converted = original.with_suffix(".docx")
        if not converted.is_file():
            message = "LibreOffice could not convert it; save it as .docx in Word or WPS instead"
            raise _error(source, "damaged", message)
        return converted.read_bytes()


def _convert(source: SourceFile, program: str, original: Path) -> None:
    folder = original.parent
    command = [
        program,
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        "docx",
        "--outdir",
        str(folder),
        str(original),
    ]
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise _error(source, "legacy-word", f"{program} cannot be started: {error}") from error
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        message = f"LibreOffice took more than {_SECONDS} seconds and was stopped"
        raise _error(source, "timeout", f"{message}; save the file as .docx instead") from None
    finally:
        _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends what is left of LibreOffice: its launcher starts the real program beside itself."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    process.wait()


def _error(source: SourceFile, code: str, message: str) -> InputError:
    return InputError(message, Location(source.name), code=code)
