"""What a new offering may begin with: the choices that nearly always go together. Holds no fact about any offering."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from directory.catalog.rewriting import Value
from directory.editor.operations import template
from directory.editor.texts import N_


@dataclass(frozen=True, kw_only=True)
class Beginning:
    id: str
    label: str
    help: str
    values: Mapping[str, Value]


_LOCAL: Mapping[str, Value] = {"reach": "local", "application_process": "open"}

BEGINNINGS: tuple[Beginning, ...] = (
    Beginning(
        id="relatives-group", label=N_("A group for relatives"), help=N_("Meets on fixed days, led by peers or staff."),
        values={**_LOCAL, "type": "self-help-group", "audience": ("relative",),
                "channels": ({"phone": ""},), "meetings": ({"schedule": ""},)},
    ),
    Beginning(
        id="cafe", label=N_("A café or meeting place"), help=N_("One can just come by, with opening hours."),
        values={**_LOCAL, "type": "meeting-place", "audience": ("self",), "drop_in": "yes",
                "channels": ({"visit": ""},)},
    ),
    Beginning(
        id="helpline", label=N_("A helpline"), help=N_("A phone, chat or SMS for all of Norway."),
        values={"type": "helpline", "reach": "national", "audience": ("self",), "application_process": "open",
                "channels": ({"phone": ""},)},
    ),
    Beginning(
        id="municipal", label=N_("A service of the municipality"), help=N_("Low threshold: no referral is needed."),
        values={**_LOCAL, "type": "municipal-mental-health-and-substance-use", "organization_type": "municipal",
                "audience": ("self",), "channels": ({"phone": ""},)},
    ),
    Beginning(
        id="empty", label=N_("Something else"), help=N_("Begin with an empty form."),
        values={key: value for key, value in template("service").items() if value and key != "confidence"},
    ),
)  # fmt: skip


def beginning(id_: str) -> Beginning | None:
    return next((one for one in BEGINNINGS if one.id == id_), None)
