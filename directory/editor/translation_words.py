"""What the translators' reading is called in words: groups, states, faults, how far it is. Decides nothing."""

from __future__ import annotations

from collections.abc import Mapping

from directory.editor.texts import N_, _
from directory.editor.translation_review import Group, Readings, State
from directory.language.po_faults import Fault

GROUP_NAMES: Mapping[Group, str] = {
    "crisis": N_("Crisis texts"),
    "interface": N_("Buttons and labels"),
    "privacy": N_("Privacy and rights"),
    "content": N_("Other texts"),
}
STATE_NAMES: Mapping[State, str] = {
    "signed": N_("Read"),
    "unsigned": N_("Not read"),
    "changed": N_("Changed since it was read"),
    "fuzzy": N_("The source has changed"),
    "missing": N_("Not translated"),
}
FAULT_NAMES: Mapping[Fault, str] = {
    "empty": N_("Write the translation."),
    "placeholders": N_("Keep the marks for values just as in the source, and no other percent sign."),
    "numbers": N_("The numbers are not the same as in the source."),
    "wrong-language": N_("This seems to be another language."),
}


_LONGEST = 60


def short(source: str) -> str:
    """Enough of a text to know it by."""
    line = " ".join(source.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"


def progress(readings: Readings, group: Group | None = None) -> str:
    read, total = readings.progress(group)
    if group == "crisis":
        return _("%(read)s of %(total)s crisis texts are read", read=read, total=total)
    return _("%(read)s of %(total)s texts are read", read=read, total=total)
