"""The archive of the five samples, as the tests of the commands have it."""

from tests.commands.conftest import archive, imported, run

__all__ = ["archive", "imported", "run"]
