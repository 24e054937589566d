"""What this machine offers, and what this process has taken of it."""

from __future__ import annotations

import gc
import os
import sys


def usable_processors() -> int:
    """Processors this process may run on, which in a container can be fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def seldom_collect() -> None:
    """Lets this process look for unreachable cycles seldom, and never among what it has loaded.

    Reading and rendering make hundreds of thousands of short-lived objects and few cycles. Worth
    two to four percent of a worker's time, and pages that a fork shares stay shared.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def give_back_memory() -> None:
    """Lets the C library give large blocks back to the system as soon as they are free.

    glibc stops doing so after the first of each size: a worker that has made a year's exports would
    keep their 20 MB.
    """
    if sys.platform != "linux":
        return
    import ctypes  # only here: 3 ms of a start

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, 1 << 18)


_M_MMAP_THRESHOLD = -3
"""From malloc.h; setting it also ends its adjustment."""


def own_peak_memory() -> int:
    """Bytes of the largest resident size of this process so far; 0 where nobody counts it."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
