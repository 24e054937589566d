"""The errors that this program raises, and the place in the input that each one points at.

Every message is written for the person who must act on it: where, what was found, what was
expected, what to do next. Commands turn them into one line on standard error and an exit code.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct


class Location(Struct, frozen=True):
    """A place in an input file."""

    file: str
    """Path as the user gave it, or relative to the archive."""
    line: int | None = None
    """1-based line, or None where the whole file is meant."""

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


class GovreportError(Exception):
    """Something the user can act on. The root of every error raised on purpose."""

    exit_code = 1

    def __init__(self, message: str, location: Location | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.location = location

    def __str__(self) -> str:
        return self.message if self.location is None else f"{self.location}: {self.message}"

    def __reduce__(self) -> tuple[type[GovreportError], tuple[str, Location | None]]:
        return type(self), (self.message, self.location)


class UsageError(GovreportError):
    """The command line was wrong: exit code 2."""

    exit_code = 2


class ConfigError(GovreportError):
    """The archive's configuration is wrong: exit code 2."""

    exit_code = 2


class InputError(GovreportError):
    """An input could not be read as a report and was set aside: exit code 3."""

    exit_code = 3

    def __init__(
        self, message: str, location: Location | None = None, *, code: str = "unreadable"
    ) -> None:
        super().__init__(message, location)
        self.code = code
        """What kind of bad input: empty, binary, not-a-report, scanned, too-large, …"""

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:  # type: ignore[override]
        return _input_error, (self.message, self.location, self.code)


def _input_error(message: str, location: Location | None, code: str) -> InputError:
    return InputError(message, location, code=code)


class ReportFileError(GovreportError):
    """A file under reports/ does not follow the report file format: exit code 1."""


class IntegrityError(GovreportError):
    """Stored bytes are not the bytes that were recorded: exit code 4."""

    exit_code = 4


class LockedError(GovreportError):
    """Another process is building or importing into the same archive: exit code 5."""

    exit_code = 5


class StorageError(GovreportError):
    """The disk refused: full, read-only, or failing: exit code 6."""

    exit_code = 6


ADVICE = {
    errno.ENOSPC: "free some space on that disk and run the command again",
    errno.EDQUOT: "free some of your quota on that disk and run the command again",
    errno.EROFS: "make that disk writable and run the command again",
    errno.EACCES: "give yourself the right to read and write there and run the command again",
    errno.EPERM: "give yourself the right to read and write there and run the command again",
    errno.EIO: "check the disk, then run the command again",
    errno.EMFILE: "raise the limit of open files (ulimit -n) and run the command again",
    errno.ENAMETOOLONG: "shorten the path of the archive",
    errno.ELOOP: "a symbolic link stands in the way; remove it and run the command again",
}


def storage_error(error: OSError) -> StorageError:
    """The one line that says which file, what the system answered, and what to do."""
    where = f"{error.filename}: " if error.filename else ""
    cause = error.strerror or str(error) or type(error).__name__
    advice = ADVICE.get(error.errno or 0, "put that right and run the command again")
    return StorageError(f"{where}{cause}; {advice}")


@contextmanager
def storage_errors() -> Iterator[None]:
    """Whatever the operating system refuses inside comes out as a `StorageError`."""
    try:
        yield
    except OSError as error:
        raise storage_error(error) from error
