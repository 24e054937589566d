"""Where the theme lies. Apart from the theme itself, which takes a template engine to import."""

from __future__ import annotations

from pathlib import Path

import govreport_site

_PACKAGE = Path(govreport_site.__file__).parent


def packaged_theme() -> Path:
    """Folder of the theme that comes with the program."""
    shipped = _PACKAGE / "theme"
    return shipped if shipped.is_dir() else _PACKAGE.parents[1] / "templates"


def theme_folders(own: Path | None) -> tuple[Path, ...]:
    """Where the files of the theme are looked for, the archive's own folder first."""
    shipped = packaged_theme()
    if own is not None and own.is_dir() and own.resolve() != shipped.resolve():
        return own, shipped
    return (shipped,)
