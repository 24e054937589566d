"""What can go wrong in a build, worded for the person who must act on it."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from govreport_site.errors import GovreportError, StorageError

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


class BuildError(GovreportError):
    """The plan, or the folder it is built into, cannot be right: exit code 1."""


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
