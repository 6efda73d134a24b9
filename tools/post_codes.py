"""Makes content/post-codes.csv: every Norwegian post code and the number of its municipality (division of 2024).

The post codes come from the npm package `norwegian-postalcodes-mapper` 1.0.5 (MIT), made from the postal register of
Bring on 11 April 2024; it names the municipalities, and tools/municipalities.csv gives their numbers. Svalbard and Jan
Mayen are not municipalities and are left out. The municipalities' own files in content/places/ are newer, and win.

Run: python tools/post_codes.py path/to/the/package/dist/index.js
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NUMBERS = ROOT / "tools" / "municipalities.csv"
TARGET = ROOT / "content" / "post-codes.csv"
ENTRY = re.compile(r'"(\d{4})": \{ "city": "[^"]*", "municipality": "([^"]*)" \}')
NOT_MUNICIPALITIES = frozenset({"SVALBARD", "JAN MAYEN"})


def read_numbers(path: Path = NUMBERS) -> dict[str, str]:
    """Number by name, as the postal register writes it: capitals, and with both names where there are two."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {(row["register_name"] or row["name"]).upper(): row["number"] for row in csv.DictReader(lines)}


def read_post_codes(script: str, numbers: dict[str, str]) -> dict[str, str]:
    """Municipality number by post code; raises KeyError for a municipality that is not in the list."""
    found = {code: name for code, name in ENTRY.findall(script) if name not in NOT_MUNICIPALITIES}
    return {code: numbers[name] for code, name in sorted(found.items())}


def write_post_codes(rows: dict[str, str], path: Path = TARGET) -> None:
    """Writes the table with Unix line ends, so that it reads the same on every machine."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["post_code", "municipality"])
        writer.writerows(rows.items())


if __name__ == "__main__":
    table = read_post_codes(Path(sys.argv[1]).read_text(encoding="utf-8"), read_numbers())
    write_post_codes(table)
    print(f"{len(table)} post codes in {len(set(table.values()))} municipalities")
