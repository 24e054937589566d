"""Which targets must be rendered, and for which one reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import compress
from typing import NamedTuple

from govreport_site.build.failures import BuildError
from govreport_site.build.ledger import OutputLedger, stored
from govreport_site.build.paths import fold, fold_all, path_problem
from govreport_site.build.reasons import (
    FORCED,
    NEW,
    OTHER_FILES,
    OTHER_KIND,
    family_reason,
    input_reason,
)
from govreport_site.build.targets import DIGEST_SIZE, Family, Group, Plan, Target


class Decision(NamedTuple):
    """A target to render."""

    target: Target
    group: str
    reason: str
    known: tuple[bytes, ...]
    """Digest that each of its files holds for certain, or b""."""


class Decider:
    """Walks a plan against the ledger; afterwards `live` flags the old targets that stand."""

    def __init__(
        self,
        old: OutputLedger,
        families: Mapping[str, Family],
        *,
        altered: Mapping[int, str],
        clean: bool,
        put_off: frozenset[str] = frozenset(),
    ) -> None:
        """`altered`: number of an old target → why its files cannot be trusted. `put_off`: kinds
        that are left as they are, for a later build."""
        self._old = old
        self._families = families
        self._altered = altered
        self._clean = clean
        self._starts = old.starts()
        names = map(old.paths.__getitem__, self._starts)
        self._numbers = dict(zip(names, range(len(self._starts)), strict=True))
        self._changed = {
            kind: family_reason(old.families.get(kind), family)
            for kind, family in stored(families).items()
        }
        self._trusted = not clean and not any(self._changed.values())
        self._members = _members(old)
        self._claimed: dict[str, str] = {}
        self.live = bytearray(len(self._starts))
        self.groups: dict[str, bytes] = {}
        self._put_off = put_off
        self.owing = False
        """Whether a target was put off: the next build must walk the plan again."""

    def signature(self, name: str, path: str) -> tuple[int, int, int]:
        """The recorded signature of one file of an old target."""
        at = self._old.paths.index(path, self._positions(self._numbers[name]).start)
        return self._old.sizes[at], self._old.mtimes[at], self._old.inodes[at]

    def _positions(self, number: int) -> range:
        """Where the old target's files stand in the ledger's columns."""
        return range(self._starts[number], self._starts[number] + self._old.counts[number])

    def dirty(self, plan: Plan) -> Iterator[Decision]:
        """What must be rendered. Raises `BuildError` for a plan that cannot be right."""
        for step in plan:
            if isinstance(step, Group):
                yield from self._group(step)
            elif (decision := self._decide(step, "")) is not None:
                yield decision

    def _group(self, group: Group) -> Iterator[Decision]:
        if group.name in self.groups or not group.name:
            raise BuildError(f"the plan has two groups named {group.name!r}, or one without a name")
        self.groups[group.name] = group.inputs
        members = self._members.get(group.name, ())
        if (
            self._trusted
            and self._old.groups.get(group.name) == group.inputs
            and self._altered.keys().isdisjoint(members)
        ):
            for number in members:
                self.live[number] = 1
            return
        if group.kinds and group.kinds <= self._put_off:
            self._leave_group(group, members)
            return
        owed, self.owing = self.owing, False
        for target in group.expand():
            if (decision := self._decide(target, group.name)) is not None:
                yield decision
        if self.owing:
            self.groups[group.name] = b""
        self.owing |= owed

    def _leave_group(self, group: Group, members: Iterable[int]) -> None:
        """Leaves the targets of a group as an earlier build made them; what they lack is owed."""
        self.owing = True
        self.groups[group.name] = b""
        for number in members:
            self.live[number] = 1

    def _decide(self, target: Target, group: str) -> Decision | None:
        """None if the ledger's record of the target still stands."""
        number = self._numbers.get(target.paths[0])
        if target.kind in self._put_off:
            self._leave(target, number, group)
            return None
        if number is None:
            self._check_inputs(target)
            self._claim(target, target.paths)
            return Decision(target, group, NEW, (b"",) * len(target.paths))
        reason = self._reason(target, number)
        if reason is None:
            self._keep(target, number, group)
            return None
        held = self._held(number)
        self._check_inputs(target)
        self._claim(target, [path for path in target.paths if path not in held])
        return Decision(target, group, reason, tuple(held.get(p, b"") for p in target.paths))

    def _leave(self, target: Target, number: int | None, group: str) -> None:
        """Leaves the target's files, if there are any, as an earlier build made them."""
        if number is None:
            self.owing = True
        else:
            self.owing |= self._reason(target, number) is not None
            self._keep(target, number, group)

    def _reason(self, target: Target, number: int) -> str | None:
        old = self._old
        if self._clean:
            return FORCED
        if old.kind_of[number] != target.kind:
            return OTHER_KIND
        if shared := self._changed.get(target.kind):
            return shared
        if old.inputs[number] != target.inputs:
            names = self._families[target.kind].inputs
            return input_reason(names, old.inputs[number], target.inputs)
        if old.counts[number] != 1 or len(target.paths) != 1:
            positions = self._positions(number)
            if tuple(old.paths[positions.start : positions.stop]) != target.paths:
                return OTHER_FILES
        return self._altered.get(number)

    def _keep(self, target: Target, number: int, group: str) -> None:
        if self.live[number]:
            raise planned_twice(target.paths[0])
        self.live[number] = 1
        self._old.group_of[number] = group

    def _held(self, number: int) -> dict[str, bytes]:
        """The target's files whose bytes are known; none when the ledger is not to be used."""
        positions = self._positions(number)
        unknown = self._clean or number in self._altered
        old = self._old
        return {old.paths[at]: b"" if unknown else old.digest(at) for at in positions}

    def _claim(self, target: Target, fresh: tuple[str, ...] | list[str]) -> None:
        """Checks what has no place in the ledger yet, and that nobody else renders the same."""
        for path in fresh:
            if problem := path_problem(path):
                raise BuildError(f"{path!r}: {problem}; no file of the site may be named so")
        for path in target.paths:
            folded = fold(path)
            if folded in self._claimed:
                raise clash(path, self._claimed[folded])
            self._claimed[folded] = path

    def _check_inputs(self, target: Target) -> None:
        if target.kind not in self._families:
            raise BuildError(f"{target.paths[0]}: unknown kind {target.kind!r}, expected a family")
        expected = len(self._families[target.kind].inputs) * DIGEST_SIZE
        if len(target.inputs) != expected:
            raise BuildError(
                f"{target.paths[0]}: {len(target.inputs)} bytes of inputs, expected {expected}"
            )

    def check_clashes(self) -> None:
        """No rendered file may fall together with a kept one. For when the plan is walked."""
        if not self._claimed:
            return
        kept = list(compress(self._old.paths, self._old.spread(self.live)))
        for path, folded in zip(kept, fold_all(kept), strict=True):
            if folded in self._claimed:
                raise clash(path, self._claimed[folded])


def clash(path: str, other: str) -> BuildError:
    if path == other:
        return planned_twice(path)
    return BuildError(
        f"{path}: planned beside {other}, which is the same file on systems that ignore case; "
        "expected names that differ otherwise"
    )


def planned_twice(path: str) -> BuildError:
    return BuildError(f"{path}: planned twice; expected one target for each file")


def _members(old: OutputLedger) -> dict[str, list[int]]:
    members: dict[str, list[int]] = {name: [] for name in old.groups}
    for number, group in enumerate(old.group_of):
        if group:
            members[group].append(number)
    return members
