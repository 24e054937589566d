"""A site in a folder on another machine, over rsync and ssh, laid out as `releases` has it."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from govreport_site.commands.releases import (
    CURRENT,
    MARKER,
    RELEASE_NAME,
    RELEASES,
    digest_of_site,
)
from govreport_site.errors import GovreportError, Location
from govreport_site.reportfile import store

_LISTING = "SHA256SUMS"


class RemoteFolder(Struct, frozen=True):
    """`user@host:/folder`, reached with the user's own ssh configuration and keys."""

    host: str
    path: str

    @classmethod
    def named(cls, target: str) -> RemoteFolder:
        """The folder that `[user@]host:/path` means."""
        host, _, path = target.partition(":")
        return cls(host, path.rstrip("/"))

    def published(self) -> dict[str, str]:
        """Path → sha256 of the files that are read now, as their release lists them.

        Raises GovreportError when the folder holds what this program did not put there.
        """
        root = shlex.quote(self.path)
        found = self._ssh(
            f"mkdir -p {root} && cd {root} && ls -A && "
            f"echo -- && if [ -L {CURRENT} ]; then cat {CURRENT}.{_LISTING}; fi"
        )
        names, _, listing = found.partition("--\n")
        ours = {MARKER, CURRENT, RELEASES, f"{CURRENT}.{_LISTING}"}
        foreign = {n for n in set(names.split()) - ours if not n.endswith(store.PENDING)}
        if foreign:
            raise GovreportError(
                f"the target holds files that are not ours ({', '.join(sorted(foreign)[:5])}); "
                "name an empty folder, or one that was published to before",
                Location(f"{self.host}:{self.path}"),
            )
        lines = (line.partition("  ") for line in listing.splitlines())
        return {path: digest for digest, _, path in lines}

    def publish(
        self, site: Path, files: Mapping[str, str], before: Mapping[str, str], keep: int
    ) -> str:
        """Send the site into a release of its own and switch to it; the release's name."""
        root = shlex.quote(self.path)
        digest = digest_of_site(files)[:12]
        current = self.current()
        if current and current.endswith(digest):
            return current
        releases = self._ssh(f"cd {root} && mkdir -p {RELEASES} && ls {RELEASES}").split()
        numbers = [int(name[:6]) for name in releases if name[:6].isdigit()]
        name = f"{max(numbers, default=0) + 1:06d}-{digest}"
        link = [f"--link-dest=../{max(releases)}"] if releases else []
        self._run(
            [
                *("rsync", "-rlt", "--checksum", "--delete", "--chmod=D755,F644", *link),
                "--exclude=/.govreport*",
                f"{site}/",
                f"{self.host}:{self.path}/{RELEASES}/.{name}.pending/",
            ]
        )
        listing = "".join(f"{digest}  {path}\n" for path, digest in sorted(files.items()))
        old = sorted(releases)[: max(0, len(releases) + 1 - keep)]
        prune = "".join(f" && rm -rf {RELEASES}/{shlex.quote(gone)}" for gone in old)
        pending = f"{RELEASES}/.{name}.pending"
        # What arrived is checked there before it is shown; what a broken attempt left goes.
        self._ssh(
            f"cd {root} && cat > .{_LISTING}.pending && "
            f"(cd {pending} && sha256sum --quiet -c ../../.{_LISTING}.pending) && "
            f"mv {pending} {RELEASES}/{name} && "
            f"mv .{_LISTING}.pending {CURRENT}.{_LISTING} && rm -rf {RELEASES}/.*.pending && "
            f"echo '{{\"format\": 1}}' > {MARKER} && "
            f"ln -sfn {RELEASES}/{name} .{CURRENT}.pending && "
            f"mv -T .{CURRENT}.pending {CURRENT}{prune}",
            listing,
        )
        return name

    def names(self) -> list[str]:
        """Names of the releases, oldest first."""
        root = shlex.quote(self.path)
        listed = self._ssh(f"cd {root} && ls {RELEASES}").split()
        return sorted(name for name in listed if RELEASE_NAME.fullmatch(name))

    def current(self) -> str | None:
        """Name of the release that is read now."""
        link = self._ssh(f"readlink {shlex.quote(self.path)}/{CURRENT} || true").strip()
        return link.rpartition("/")[2] or None

    def switch(self, name: str) -> None:
        """Make a release the one that is read, in one step; its list of files with it."""
        root, release = shlex.quote(self.path), f"{RELEASES}/{shlex.quote(name)}"
        listing = f"{CURRENT}.{_LISTING}"
        self._ssh(
            f"cd {root} && (cd {release} && find . -type f -print0 | xargs -0 sha256sum -b) | "
            f"sed 's# \\*\\./#  #' > .{listing}.pending && mv .{listing}.pending {listing} && "
            f"ln -sfn {release} .{CURRENT}.pending && mv -T .{CURRENT}.pending {CURRENT}"
        )

    def _ssh(self, command: str, data: str = "") -> str:
        return self._run(["ssh", self.host, command], data)

    def _run(self, words: list[str], data: str = "") -> str:
        try:
            done = subprocess.run(words, check=True, capture_output=True, input=data.encode())
        except FileNotFoundError:
            raise GovreportError(f"{words[0]} is not installed; it is needed to publish") from None
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
            raise GovreportError(
                f"{words[0]}: {said or f'exit code {error.returncode}'}", Location(self.host)
            ) from None
        return done.stdout.decode("utf-8", "replace")
