"""A site as one commit on a branch of its own, for page hosting that serves a branch."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from govreport_site.errors import GovreportError, Location, UsageError

_TARGET = re.compile(r"branch:([\w./-]+)(?:@([\w.-]+))?")


class Branch(Struct, frozen=True):
    """A branch that holds nothing but the site. The work tree and the index are not touched."""

    repository: Path
    name: str
    remote: str | None

    @classmethod
    def named(cls, target: str, archive: Path) -> Branch:
        """The branch that `branch:NAME` or `branch:NAME@REMOTE` means."""
        match = _TARGET.fullmatch(target)
        if match is None:
            raise UsageError(f'found "{target}", expected branch:NAME or branch:NAME@REMOTE')
        return cls(archive, match[1], match[2])

    def published(self) -> dict[str, str]:
        """Path → sha256 of the files in the branch's last commit; empty for a new branch."""
        if not self._parent():
            return {}
        listed = self._git("ls-tree", "-r", "-z", self._ref).split(b"\0")
        blobs = dict(_tree_entry(line) for line in listed if line)
        if blobs and ".nojekyll" not in blobs:
            raise GovreportError(
                "the branch holds files that are not ours (it has no .nojekyll); name a new one",
                Location(f"branch {self.name}"),
            )
        del blobs[".nojekyll"]
        return dict(zip(blobs, self._digests(list(blobs.values())), strict=True))

    def _digests(self, blobs: Sequence[bytes]) -> Iterator[str]:
        """sha256 of each blob's content, all read by one git process."""
        answer = self._git("cat-file", "--batch", data=b"".join(b"%s\n" % blob for blob in blobs))
        start = 0
        for _ in blobs:
            line_end = answer.index(b"\n", start)
            size = int(answer[start:line_end].rsplit(b" ", 1)[1])
            start = line_end + 1 + size + 1
            yield hashlib.sha256(answer[line_end + 1 : start - 1]).hexdigest()

    def publish(
        self, site: Path, files: Mapping[str, str], before: Mapping[str, str], keep: int
    ) -> str:
        """Commit the site; the commit's id. `keep` is for folders: a branch keeps its history."""
        with tempfile.TemporaryDirectory() as scratch:
            env = {"GIT_INDEX_FILE": str(Path(scratch, "index"))}
            paths = sorted(files)
            listing = b"".join(
                b"100644 %s\t%s\n" % (blob, os.fsencode(path))
                for blob, path in zip(self._store(site, paths), paths, strict=True)
            )
            empty = self._git("hash-object", "-w", "--stdin", data=b"").strip()
            listing += b"100644 %s\t.nojekyll\n" % empty
            self._git("update-index", "--index-info", env=env, data=listing)
            tree = self._git("write-tree", env=env).decode().strip()
        parent = self._parent()
        if parent and self._git("rev-parse", f"{parent}^{{tree}}").decode().strip() == tree:
            return parent
        above = ["-p", parent] if parent else []
        commit = self._git("commit-tree", tree, *above, "-m", "Publish the archive")
        name = commit.decode().strip()
        self._git("update-ref", self._ref, name)
        if self.remote:
            self._git("push", "--quiet", self.remote, f"{self._ref}:{self._ref}")
        return name

    @property
    def _ref(self) -> str:
        return f"refs/heads/{self.name}"

    def _parent(self) -> str:
        found = subprocess.run(
            ["git", "rev-parse", "--verify", "--quiet", self._ref],
            cwd=self.repository,
            check=False,
            capture_output=True,
        )
        return found.stdout.decode().strip()

    def _store(self, site: Path, paths: Sequence[str]) -> list[bytes]:
        """The blob ids of these files, stored by one git process. Names have no line ends."""
        named = b"".join(os.fsencode(site.resolve() / path) + b"\n" for path in paths)
        return self._git("hash-object", "-w", "--no-filters", "--stdin-paths", data=named).split()

    def _git(
        self, *words: str, env: Mapping[str, str] | None = None, data: bytes | None = None
    ) -> bytes:
        try:
            return subprocess.run(
                ["git", *words],
                cwd=self.repository,
                env={**os.environ, **(env or {})},
                input=data,
                check=True,
                capture_output=True,
            ).stdout
        except FileNotFoundError:
            raise GovreportError("git is not installed; install it to publish a branch") from None
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
            raise GovreportError(
                f"git {words[0]}: {said}", Location(str(self.repository))
            ) from None


def _tree_entry(line: bytes) -> tuple[str, bytes]:
    """(path, blob id) of a line of `git ls-tree`."""
    head, path = line.split(b"\t", 1)
    return path.decode("utf-8", "surrogateescape"), head.split(b" ")[2]
