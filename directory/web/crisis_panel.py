"""The panel above ordinary results when words call for help now (S-05 to S-09, S-18).

It blocks nothing, and repeats nothing of what was written. Which class the words are is `assistant.crisis`'; the whole
list of emergencies is the crisis page's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from directory.assistant.crisis import Crisis, Look, look
from directory.assistant.lifelines import (
    Contact,
    class_for,
    crisis_class,
    crisis_doors,
    open_voice_lines,
)
from directory.catalog.hours import channel_opening
from directory.catalog.models import Service
from directory.language.understanding import Understood
from directory.web.addresses import link
from directory.web.crisis_doors import (
    CrisisDoor,
    crisis_door,
    emergency_sms_door,
    open_in_writing,
    written_door,
)
from directory.web.metrics import count_crisis_panel
from directory.web.visit import Visit

_MOST_VOICES = 3
_TODAY_LINES = 2
_GROWN = 18


@dataclass(frozen=True, kw_only=True)
class CrisisPanel:
    """`first` is the big button; `others` are of other organisations and numbers."""

    kind: str
    lead: str
    about_someone: bool
    """S-07: the words are about another person."""
    phone_log: bool
    """S-28: someone else may read the phone."""
    first: CrisisDoor
    others: tuple[CrisisDoor, ...]
    written: CrisisDoor
    emergency_sms: CrisisDoor | None
    more_url: str


def look_at(visit: Visit, text: str) -> Look:
    """What a text says of danger and of today. The whole of it is read, whatever its length."""
    return look(visit.release.crisis, text, visit.lang)


def crisis_in(visit: Visit, text: str) -> Crisis | None:
    return look_at(visit, text).crisis


def crisis_panel(visit: Visit, crisis: Crisis, *, young: bool = False) -> CrisisPanel:
    """`young`: what was written says that the one it is about is a child."""
    count_crisis_panel()
    doors = crisis_doors(visit.catalog, class_for(crisis.kind, young=young), visit.now)
    voices = _independent(visit, [door for door in doors if door[1].kind == "phone"])
    written = next((door for door in doors if open_in_writing(visit, door)), None)
    return CrisisPanel(
        kind=crisis.kind,
        lead=_lead(visit, crisis),
        about_someone=crisis.about == "someone-else",
        phone_log=crisis.kind in ("violence", "child"),
        first=crisis_door(visit, voices[0]),
        others=tuple(crisis_door(visit, voice) for voice in voices[1:_MOST_VOICES]),
        written=crisis_door(visit, written) if written else written_door(visit),
        emergency_sms=emergency_sms_door(visit),
        more_url=f"{link('crisis.crisis')}#{crisis.kind}",
    )


def talk_now(visit: Visit, *, silent: Contact | None = None) -> tuple[CrisisDoor, ...]:
    """Two lines that answer at this moment, and a way without voice (S-06b); `silent`: one that is open, which comes
    first for who cannot speak."""
    lines = open_voice_lines(visit.catalog, "self", visit.now, _TODAY_LINES)
    voices = [crisis_door(visit, one) for one in _independent(visit, lines)]
    return (crisis_door(visit, silent), *voices) if silent is not None else (*voices, written_door(visit))


def afraid_now(visit: Visit, *, child: bool) -> tuple[CrisisDoor, ...]:
    """For who is afraid of someone at home: the police, somebody to talk to, and a way without voice (S-28)."""
    doors = crisis_doors(visit.catalog, crisis_class("child" if child else "violence"), visit.now)
    voices = _independent(visit, [door for door in doors if door[1].kind == "phone"])
    return (*(crisis_door(visit, one) for one in voices[:_TODAY_LINES]), written_door(visit))


def pairs_last(visit: Visit, crisis: Crisis | None, ids: Iterable[str]) -> list[str]:
    """S-05: for the one who is hurt or afraid, doors for couples, families together and those who hit come last."""
    ordered = list(ids)
    if crisis is not None and crisis.kind == "violence":
        traits = visit.release.assistant.traits
        ordered.sort(key=lambda id_: id_ in traits.at and bool(traits.for_pairs[traits.at[id_]]))
    return ordered


def is_young(understood: Understood) -> bool:
    """An age under 18 stands in the words."""
    return understood.age is not None and understood.age < _GROWN


def _independent(visit: Visit, contacts: Iterable[Contact]) -> list[Contact]:
    """In order, no organisation and no number twice; a line that is closed now is left out, but never the first."""
    found: list[Contact] = []
    taken: set[str] = set()
    for service, channel in contacts:
        runner, number = _runner(service), channel.value
        closed = channel_opening(channel, visit.now).state == "closed"
        if taken.isdisjoint({runner, number}) and not (closed and found):
            found.append((service, channel))
            taken |= {runner, number}
    return found


def _runner(service: Service) -> str:
    return service.organization or service.run_by or service.id


def _lead(visit: Visit, crisis: Crisis) -> str:
    _ = visit.gettext
    if crisis.about == "someone-else" and crisis.kind in ("suicide", "overdose", "eating", "confusion"):
        return {
            "suicide": _("Stay near, if you can. Call and ask what to do. You need not be sure first."),
            "overdose": _("Call even if you are unsure. Stay with the person. You will be told what to do."),
            "eating": _("The body may need a doctor today. You can call and ask what to do."),
            "confusion": _("Speak calmly and stay near, if it is safe for you. A doctor can tell what is needed."),
        }[crisis.kind]
    return {
        "suicide": _("You can say it just as it is. Talk to someone now, and stay near other people."),
        "overdose": _("Call even if you are unsure. You will be told what to do."),
        "violence": _("Get to a safe place if you can. It is not your fault."),
        "child": _("Children can call or write themselves. Adults can call about a child they worry about."),
        "danger-to-others": _("Keep a distance. Tell what is happening, and you will be told what to do."),
        "confusion": _("Stay near someone you trust. A doctor can tell what is needed."),
        "eating": _("The body may need a doctor today. Then you can talk to someone about the rest."),
    }[crisis.kind]
