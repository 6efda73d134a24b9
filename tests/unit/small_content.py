"""A small sound content folder for tests that break one thing in it."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "types/helpline.md": "---\nlabel: Telefon\nplural: Telefoner\n---\nNoen svarer.\n",
    "topics/groups.yaml": "- id: feelings\n  label: Tanker og følelser\n  icon: Heart\n",
    "topics/loneliness.md": "---\nlabel: Ensom\ngroup: feelings\nicon: Heart\norder: 1\n---\nNår du savner noen.\n",
    "organizations/listeners.md": (
        "---\nname: Lytterne\norganization_type: voluntary\nsources:\n  - url: https://www.example.no\n---\n"
    ),
    "places/1106.md": (
        "---\nname: Haugesund\ncounty: Rogaland\npost_places:\n  - name: Haugesund\n    codes: ['5525']\n"
        "channels:\n  - phone: 22 22 22 22\nsources:\n  - url: https://www.example.no\n---\n"
    ),
    "pages/about.md": "---\ntitle: Om oss\ngroup: about\norder: 1\n---\nDette er oss.\n",
    "services/line.md": (
        "---\n"
        "name: Linjen\n"
        "type: helpline\n"
        "organization: listeners\n"
        "organization_type: voluntary\n"
        "reach: national\n"
        "audience: [self]\n"
        "topics: [loneliness]\n"
        "summary: Noen å snakke med.\n"
        "channels:\n"
        "  - phone: 22 40 00 40\n"
        "    schedule: 24/7\n"
        "confidence: high\n"
        "sources:\n"
        "  - url: https://www.example.no\n"
        "---\n"
        "Vi lytter.\n"
    ),
}


def write_content(folder: Path) -> Path:
    """The small content folder under `folder`."""
    for name, text in FILES.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "content"
