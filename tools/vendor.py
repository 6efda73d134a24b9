"""Copies the assets that the site serves from node_modules/ to static/vendor/.

Nothing is built or changed on the way: what is served is what the packages hold. A package that moved its files stops
the copying with its name, so that a page never goes out with half of its looks.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules"
TARGET = ROOT / "static" / "vendor"

FILES = {
    "@digdir/designsystemet-css/dist/src/index.css": "designsystemet.css",
    "@digdir/designsystemet-css/LICENSE": "designsystemet.LICENSE",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "htmx.LICENSE",
}
ICONS = "@navikt/aksel-icons/dist/svg"


def copy_assets(source: Path = SOURCE, target: Path = TARGET) -> list[Path]:
    """Fills `target` anew and returns the files in it; raises FileNotFoundError for what a package lacks."""
    missing = [name for name in (*FILES, ICONS) if not (source / name).exists()]
    if missing:
        raise FileNotFoundError(", ".join(missing))
    shutil.rmtree(target, ignore_errors=True)
    (target / "icons").mkdir(parents=True)
    for name, short in FILES.items():
        shutil.copyfile(source / name, target / short)
    for icon in sorted((source / ICONS).glob("*.svg")):
        shutil.copyfile(icon, target / "icons" / icon.name)
    return sorted(path for path in target.rglob("*") if path.is_file())


if __name__ == "__main__":
    try:
        print(f"static/vendor: {len(copy_assets())} files")
    except FileNotFoundError as error:
        sys.exit(f"Not in node_modules: {error}. Run `make clean setup`.")
