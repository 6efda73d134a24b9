"""Sees to it that PDF files can be made here: WeasyPrint's system libraries, and fonts with all our letters.

On Debian as root it installs what is missing; else it says what to install. The site runs without: then a sheet is
printed from its page.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

DEBIAN = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-noto-core")
_ARABIC = "<html lang=ar dir=rtl><body style=\"font-family:'Noto Sans Arabic'\">\u0627\u0644\u0633\u0644\u0627\u0645"
_TRY = f"""
import sys, weasyprint
made = weasyprint.HTML(string={_ARABIC!r}).write_pdf(uncompressed_pdf=True)
sys.exit(0 if b"Noto-Sans-Arabic" in made else "Arabic letters are missing")
"""


def what_is_missing() -> str | None:
    """None when a PDF with Arabic letters can be made, else a sentence that says what to install."""
    done = subprocess.run([sys.executable, "-c", _TRY], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return None
    said = done.stderr.strip().splitlines() or ["it did not say why"]
    return f"PDF files cannot be made ({said[-1]}). Install (Debian, Ubuntu): sudo apt-get install {' '.join(DEBIAN)}"


def install() -> None:
    """Debian's packages, where that may be done; what fails is told by `what_is_missing` afterwards."""
    if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"Getting what PDF files need: {' '.join(DEBIAN)} ...", file=sys.stderr)
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *DEBIAN]):
        subprocess.run(["apt-get", *command], env=quiet, capture_output=True, timeout=900, check=False)


if __name__ == "__main__":
    if what_is_missing() and "--check" not in sys.argv:
        install()
    if told := what_is_missing():
        print(told, file=sys.stderr)
        # For `make test` no reason to stop: the tests that need it fail with this sentence, and all others are run.
        sys.exit(1 if "--check" in sys.argv else 0)
