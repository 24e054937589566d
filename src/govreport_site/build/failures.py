"""What can go wrong in a build, worded for the person who must act on it."""

from __future__ import annotations

from govreport_site.errors import GovreportError


class BuildError(GovreportError):
    """The plan, or the folder it is built into, cannot be right: exit code 1."""
