"""The fields of one item in a list: a way in, a meeting, a source. Shared by services, organizations and places."""

from __future__ import annotations

from directory.editor.field_shapes import Choice, Field
from directory.editor.texts import N_

CHANNEL_KIND = "kind"
"""Not a key of the file: which of phone, sms, chat … the item is. Its value stands in `value`."""
CHANNEL_VALUE = "value"

YES_NO = (Choice(value="yes", label=N_("Yes")), Choice(value="no", label=N_("No")))

LANGUAGE_HELP = N_("Codes, one a line: nb, nn, en, se, pl, uk, ar, so … and nsl for Norwegian sign language.")

CHANNEL_FIELDS: tuple[Field, ...] = (
    Field(
        key=CHANNEL_KIND, label=N_("How to reach it"), help=N_("One way in each; add one more for the next."),
        widget="choice", required=True,
        options=(
            Choice(value="phone", label=N_("Phone")),
            Choice(value="sms", label=N_("SMS")),
            Choice(value="chat", label=N_("Chat (web address)")),
            Choice(value="email", label=N_("E-mail")),
            Choice(value="visit", label=N_("Come by (street address)")),
            Choice(value="sign-language", label=N_("Sign language (number or web address)")),
        ),
    ),
    Field(
        key=CHANNEL_VALUE, label=N_("Number or address"), required=True,
        help=N_("As people write it: eight digits, a web address, an e-mail address, or a street and town."),
    ),
    Field(key="schedule", label=N_("Opening hours"), widget="hours",
          help=N_("When someone answers or the door is open. Leave it empty when you do not know.")),
    Field(key="by_appointment", label=N_("Only by appointment"), widget="flag",
          help=N_("Instead of opening hours.")),
    Field(key="description", label=N_("What readers should know about it"),
          help=N_("A few words, like “Answered by the coordinator”.")),
    Field(key="extension", label=N_("Key to press"), shown_when={CHANNEL_KIND: ("phone",)},
          help=N_("The digit one presses after the call is answered.")),
    Field(key="schedule_note", label=N_("Hours in words"),
          help=N_("Hours that are old or cannot be given as days and times. Never counted as open.")),
    Field(key="fees", label=N_("What it costs"), help=N_("Write “free”, or the cost in words.")),
    Field(key="minimum_age", label=N_("Lowest age"), help=N_("In years. Empty: no limit that you know of."),
          widget="ages"),
    Field(key="maximum_age", label=N_("Highest age"), help=N_("In years. Empty: no limit that you know of."),
          widget="ages"),
    Field(key="languages", label=N_("Languages here"), widget="ids", help=LANGUAGE_HELP),
    Field(key="confirmed", label=N_("Is it sure that this is right?"), widget="flag",
          help=N_("“No” warns the reader beside the number.")),
    Field(key="private", label=N_("A private person’s own"), widget="flag",
          shown_when={CHANNEL_KIND: ("phone", "sms", "email")},
          help=N_("A number or address that belongs to a person, not to an office.")),
    Field(key="consent", label=N_("The day this person agreed"), widget="date", shown_when={"private": ("yes",)},
          help=N_("A private number may not stand here without it.")),
    Field(key="consent_to", label=N_("They also agreed to stand in"), help=N_("Only what they said yes to."),
          widget="choices",
          shown_when={"private": ("yes",)},
          options=(Choice(value="booklet", label=N_("The booklet on paper")),
                   Choice(value="contacts", label=N_("Files for a phone’s contacts")),
                   Choice(value="api", label=N_("Data for other websites")))),
)  # fmt: skip
CHANNEL_MORE = (
    "extension", "schedule_note", "fees", "minimum_age", "maximum_age", "languages", "confirmed", "private", "consent",
    "consent_to",
)  # fmt: skip
"""Seldom filled in; folded away in the form."""

MEETING_FIELDS: tuple[Field, ...] = (
    Field(key="schedule", label=N_("Day and time"), widget="hours", required=True,
          help=N_("The weekday, and from when to when.")),
    Field(
        key="every_weeks", label=N_("How often"), widget="choice",
        options=(
            Choice(value="2", label=N_("Every other week")),
            Choice(value="3", label=N_("Every third week")),
            Choice(value="4", label=N_("Every fourth week")),
        ),
        help=N_("Nothing chosen: every week, or as the days above say (like the first Thursday of the month)."),
    ),
    Field(key="start_date", label=N_("A date with a meeting"), widget="date",
          help=N_("Weeks are counted from it, so that every other week comes out right.")),
    Field(key="end_date", label=N_("Last meeting"), widget="date", help=N_("When it is known to end.")),
    Field(key="location", label=N_("Where"), help=N_("The place, and how to find the door.")),
    Field(
        key="membership", label=N_("Who can join"), help=N_("Empty when you do not know."), widget="choice",
        options=(
            Choice(value="open", label=N_("Open: just come")),
            Choice(value="fixed", label=N_("Fixed group: sign up first")),
        ),
    ),
    Field(
        key="led_by", label=N_("Led by"), help=N_("Peers have been there themselves."), widget="choice",
        options=(Choice(value="peers", label=N_("Peers")), Choice(value="staff", label=N_("Staff"))),
    ),
    Field(key="open_to", label=N_("Who may come to this meeting"),
          help=N_("Only when it is not the same as for the offering as a whole.")),
    Field(key="cancelled_dates", label=N_("Cancelled dates"), widget="ids",
          help=N_("One a line, like 2026-12-24.")),
)  # fmt: skip
MEETING_MORE = ("end_date", "membership", "led_by", "open_to")

SOURCE_FIELDS: tuple[Field, ...] = (
    Field(key="url", label=N_("Web address"),
          help=N_("The page where it stands. A web address or a title is needed.")),
    Field(key="title", label=N_("Title"), help=N_("Of a letter, a leaflet or a talk, like “Phone call with …”.")),
    Field(key="date", label=N_("Date of the source"), help=N_("As far as you know it: 2026, 2026-11 or 2026-11-22.")),
    Field(key="supports", label=N_("What it says"), help=N_("What we have from it, like “hours and address”.")),
    Field(key="approximate", label=N_("The date is about right"), help=N_("Like “about 2014”."), widget="flag"),
    Field(key="via", label=N_("Read through"), help=N_("When you did not read the source itself.")),
)  # fmt: skip
SOURCE_MORE = ("approximate", "via")

POST_PLACE_FIELDS: tuple[Field, ...] = (
    Field(key="name", label=N_("Name of the post place"), help=N_("As on a letter."), required=True),
    Field(key="codes", label=N_("Post codes"), widget="ids", help=N_("Four digits, one a line.")),
)

OPTION_FIELDS: tuple[Field, ...] = (
    Field(key="text", label=N_("What the answer says"), help=N_("Short, as people say it."), required=True),
    Field(key="id", label=N_("Id"), widget="raw"),
    Field(key="sets", label=N_("What it means"), widget="raw"),
    Field(key="next", label=N_("Next question"), widget="raw"),
    Field(key="icon", label=N_("Picture"), widget="raw"),
)

MORE: dict[str, tuple[str, ...]] = {
    "channels": CHANNEL_MORE, "meetings": MEETING_MORE, "sources": SOURCE_MORE,
}  # fmt: skip
