"""What a site plans to make: targets, families of targets, and groups of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

import msgspec
from msgspec import Struct, field

DIGEST_SIZE = 16
"""Bytes of a fingerprint: half a sha256, far beyond an accidental or a crafted clash here."""


def fingerprint(*parts: bytes) -> bytes:
    """The 16-byte digest of the parts; where one part ends and the next begins counts."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.digest()[:DIGEST_SIZE]


class Later(Struct, frozen=True):
    """A job that is dear to put together, and is only where the target must be rendered."""

    make: Callable[..., object]
    """Called in the process that plans, never in a worker."""
    given: tuple[object, ...]
    """What it is called with."""


class Target(msgspec.Struct, frozen=True, gc=False):
    """One thing to render: its outputs, and the digest of everything that shapes them."""

    paths: tuple[str, ...]
    """Outputs, relative to the site's root, with "/"; the first is the target's name."""
    kind: str
    """The family it belongs to: a key of the plan's families."""
    inputs: bytes
    """One 16-byte digest for each name in the family's `inputs`, joined in that order."""
    job: object = None
    """What the renderer needs, or a `Later`: small and picklable. Bytes or a tuple travel fastest."""


def job_of(target: Target) -> object:
    """What the renderer is given for a target."""
    return target.job.make(*target.job.given) if isinstance(target.job, Later) else target.job


class Family(Struct, frozen=True):
    """What all targets of one kind have in common."""

    inputs: tuple[str, ...] = ("view",)
    """What a target's own digests stand for, as `--explain` words it: "report", "view"."""
    shared: Mapping[str, bytes] = field(default_factory=dict)
    """Digests of what every target of this kind depends on: templates, code, configuration."""


class Group(Struct, frozen=True):
    """Targets that are all unchanged while one digest is: they are not even listed then."""

    name: str
    """Stable from build to build, and used once in a plan: a place's path."""
    inputs: bytes
    """Digest of all that shapes the group's list of targets and their own digests: the names of
    its reports as well as their content. What all its families share need not be in it."""
    expand: Callable[[], Iterable[Target]]
    """Lists the targets; called only when the digest, a family or an output changed."""
    kinds: frozenset[str] = frozenset()
    """The only kinds among its targets, where that is known: a group of which all are put off is
    not even listed."""


Plan = Iterable[Target | Group]


class Renderer(Protocol):
    """Turns one target's job into its outputs, as many as it has paths."""

    def __call__(self, job: object) -> Iterable[tuple[str, bytes]]: ...


MakeRenderer = Callable[[], Renderer]
"""Called once a worker. Picklable: a top-level function, or a `functools.partial` of one."""
