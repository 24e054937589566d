"""A site in a folder on another machine, over rsync and ssh, laid out as `releases` has it."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from govreport_site.commands.releases import CURRENT, MARKER, RELEASES, digest_of_site
from govreport_site.errors import GovreportError, Location

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
        foreign = set(names.split()) - {MARKER, CURRENT, RELEASES, f"{CURRENT}.{_LISTING}"}
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
        releases = self._ssh(f"cd {root} && mkdir -p {RELEASES} && ls {RELEASES}").split()
        digest = digest_of_site(files)[:12]
        numbers = [int(name[:6]) for name in releases if name[:6].isdigit()]
        name = f"{max(numbers, default=0) + 1:06d}-{digest}"
        link = [f"--link-dest=../{max(releases)}"] if releases else []
        self._run(
            [
                *("rsync", "-rlt", "--checksum", "--delete", "--chmod=D755,F644", *link),
                f"{site}/",
                f"{self.host}:{self.path}/{RELEASES}/.{name}.pending/",
            ]
        )
        listing = "".join(f"{digest}  {path}\n" for path, digest in sorted(files.items()))
        old = sorted(releases)[: max(0, len(releases) + 1 - keep)]
        prune = "".join(f" && rm -rf {RELEASES}/{shlex.quote(gone)}" for gone in old)
        self._ssh(
            f"cd {root} && mv {RELEASES}/.{name}.pending {RELEASES}/{name} && "
            f"cat > {CURRENT}.{_LISTING} && echo '{{\"format\": 1}}' > {MARKER} && "
            f"ln -s {RELEASES}/{name} .{CURRENT}.pending && "
            f"mv -T .{CURRENT}.pending {CURRENT}{prune}",
            listing,
        )
        return name

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
