"""The day, the only thing the program asks a clock for."""

from __future__ import annotations

import datetime
import os


def today() -> datetime.date:
    """Today in UTC, or the day that SOURCE_DATE_EPOCH names, for reproducible results."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.datetime.now(datetime.UTC).date()
