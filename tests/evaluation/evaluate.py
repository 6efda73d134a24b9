"""Measures how well the site understands people: doors found and crises noticed. `make evaluate` runs it.

    .venv/bin/python tests/evaluation/evaluate.py [--misses] [--only queries|sample|crisis|needs|words|learned]

Only puts the project's root on the path, so that it can be started as a file; `report` does the work.
"""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from tests.evaluation.report import main

    main()
