"""What the last build left: its ledger, and whether the site still is what the ledger says."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from govreport_site.build import checking, outputs_list
from govreport_site.build import ledger as ledgers
from govreport_site.build.checking import Glance
from govreport_site.build.ledger import OutputLedger, unpack
from govreport_site.build.stored_outputs import NO_HEAD, Head, StoredOutputs
from govreport_site.build.targets import Family


class Before(Struct):
    """The state of a site at the start of a build."""

    stored: StoredOutputs | None
    """The ledger as it was read; None if there is none, or once it is unpacked."""
    head: Head
    targets: int
    outputs: int
    """How many the ledger has of each."""
    known: bool
    """Whether there is a ledger."""
    wrong: Mapping[int, str]
    """Number of target → why its files cannot be trusted."""
    refreshed: bool
    """Whether files were only touched, so that the ledger has new signatures for them."""
    strays: frozenset[str]
    """Paths of files that an earlier build may have made and that the ledger does not know."""
    listed: bool
    """Whether the site's own list of its files is as it was written."""
    finished: bool
    """Whether the last build lived to finish, and left a ledger."""
    empty: bool
    """Whether there is no old site to protect."""
    unpacked: OutputLedger | None = None

    @property
    def old(self) -> OutputLedger:
        """The ledger, unpacked; an empty one if there is none. What is changed in it stays."""
        if self.unpacked is None:
            self.unpacked = unpack(self.stored) if self.stored else OutputLedger()
            self.stored = None
        return self.unpacked

    def stands(self, plan_inputs: bytes, families: Mapping[str, Family] | None) -> bool:
        """Whether nothing at all can have changed. None: the inputs decide the families too."""
        return (
            self.finished
            and self.listed
            and not self.wrong
            and plan_inputs != b""
            and plan_inputs == self.head.plan_inputs
            and (families is None or self.head.families == ledgers.stored(families))
        )


def look_at(site: Path, glance: Glance) -> Before:
    """The state of the site; costs one stat an output, and a read where that is in doubt."""
    in_flight, suspects = glance.in_flight, glance.suspects()
    stored, glance.stored = glance.stored, None
    head = stored.head if stored else NO_HEAD
    listed = outputs_list.read(site) if stored is None else ()
    with os.scandir(site) as entries:
        occupied = any(True for _ in entries)
    before = Before(
        stored=stored,
        head=head,
        targets=stored.targets if stored else 0,
        outputs=stored.outputs if stored else 0,
        known=stored is not None,
        wrong={},
        refreshed=bool(suspects),
        strays=frozenset(listed),
        listed=outputs_list.stands(site, head.own_list),
        finished=stored is not None and not in_flight,
        empty=stored is None and not listed and (bool(in_flight) or not occupied),
    )
    # Only here, and only where there is a reason to, the ledger is unpacked: then it is held once.
    del stored
    if in_flight:
        before.strays |= in_flight.difference(before.old.paths)
    if suspects:
        before.wrong = checking.settle(before.old, site, suspects)
    return before
