"""What the last build left: its ledger, and whether the site still is what the ledger says."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from govreport_site.build import checking, outputs_list
from govreport_site.build import ledger as ledgers
from govreport_site.build.checking import Glance
from govreport_site.build.ledger import OutputLedger
from govreport_site.build.targets import Family


class Before(Struct, frozen=True):
    """The state of a site at the start of a build."""

    old: OutputLedger
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
    known: bool
    """Whether there is a ledger."""
    empty: bool
    """Whether there is no old site to protect."""

    def stands(self, plan_inputs: bytes, families: Mapping[str, Family] | None) -> bool:
        """Whether nothing at all can have changed. None: the inputs decide the families too."""
        return (
            self.finished
            and self.listed
            and not self.wrong
            and plan_inputs != b""
            and plan_inputs == self.old.plan_inputs
            and (families is None or self.old.families == ledgers.stored(families))
        )


def look_at(site: Path, glance: Glance) -> Before:
    """The state of the site; costs one stat an output, and a read where that is in doubt."""
    loaded, in_flight = glance.old, glance.in_flight
    old = loaded or OutputLedger()
    suspects = glance.suspects()
    strays = in_flight.difference(old.paths) if in_flight else in_flight
    listed = outputs_list.read(site) if loaded is None else ()
    with os.scandir(site) as entries:
        occupied = any(True for _ in entries)
    return Before(
        old=old,
        wrong=checking.settle(old, site, suspects),
        refreshed=bool(suspects),
        strays=strays | frozenset(listed),
        listed=outputs_list.stands(site, old.own_list),
        known=loaded is not None,
        finished=loaded is not None and not in_flight,
        empty=loaded is None and not listed and (bool(in_flight) or not occupied),
    )
