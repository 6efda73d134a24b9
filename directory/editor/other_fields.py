"""The fields of organizations, places, topics, word lists and questions, with their words."""

from __future__ import annotations

from directory.editor.field_shapes import Choice, Field, Section
from directory.editor.part_fields import CHANNEL_FIELDS, OPTION_FIELDS, POST_PLACE_FIELDS, SOURCE_FIELDS
from directory.editor.service_fields import ORGANIZATION_TYPE_OPTIONS, WRITTEN_OPTIONS
from directory.editor.texts import N_

ORGANIZATION_SECTIONS = (
    Section(id="about", label=N_("What it is"), open=True),
    Section(id="text", label=N_("More text")),
    Section(id="sources", label=N_("Where you know this from"), open=True),
    Section(id="editors", label=N_("For editors")),
)
ORGANIZATION_FIELDS: tuple[Field, ...] = (
    Field(key="name", label=N_("Name"), required=True, section="about", help=N_("As they call it themselves.")),
    Field(key="organization_type", label=N_("They are"), help=N_("Who answers for it."), widget="choice",
          options=ORGANIZATION_TYPE_OPTIONS,
          required=True, section="about"),
    Field(key="summary", label=N_("In short"), widget="long", section="about",
          help=N_("What they do, in plain words.")),
    Field(key="website", label=N_("Website"), section="about", help=N_("The whole address, with https://.")),
    Field(key="also_known_as", label=N_("Other names"), widget="ids", section="about",
          help=N_("Names and short forms that people search for, one a line.")),
    Field(key="body", label=N_("More about it"), widget="long", section="text",
          help=N_("Short paragraphs. An empty line between them; a line that begins with - is a point in a list.")),
    Field(key="written_in", label=N_("The texts are written in"), help=N_("Nothing chosen: bokmål."), widget="choice",
          options=WRITTEN_OPTIONS,
          section="text"),
    Field(key="sources", label=N_("Sources"), widget="sources", parts=SOURCE_FIELDS, required=True, section="sources",
          help=N_("At least one. A phone call counts: give it a title and a date.")),
    Field(key="moved_from", label=N_("Old ids that lead here"), widget="ids", section="editors",
          help=N_("Written for you when an offering is moved.")),
)  # fmt: skip

PLACE_SECTIONS = (
    Section(id="about", label=N_("The municipality"), open=True),
    Section(id="contact", label=N_("How to reach it"), open=True),
    Section(id="post", label=N_("Post codes and map")),
    Section(id="sources", label=N_("Where you know this from"), open=True),
    Section(id="editors", label=N_("For editors")),
)
PLACE_FIELDS: tuple[Field, ...] = (
    Field(key="name", label=N_("Name"), help=N_("Without “kommune”."), required=True, section="about"),
    Field(key="also_known_as", label=N_("Other names"), widget="ids", section="about",
          help=N_("Names and short forms that people search for, one a line.")),
    Field(key="county", label=N_("County"), help=N_("As it is today, like Vestland."), required=True,
          section="about"),
    Field(key="centre", label=N_("Administrative centre"), help=N_("The place where the town hall is."),
          section="about"),
    Field(key="written_in", label=N_("The municipality writes"), help=N_("Nothing chosen: bokmål."), widget="choice",
          options=WRITTEN_OPTIONS,
          section="about"),
    Field(key="channels", label=N_("Ways in"), widget="channels", parts=CHANNEL_FIELDS, section="contact",
          help=N_("The number people with mental health or substance use problems should call; the best one first.")),
    Field(key="website", label=N_("Website"), section="contact", help=N_("The whole address, with https://.")),
    Field(key="post_places", label=N_("Post places"),
          help=N_("What people write as their place, with its post codes."), widget="parts", parts=POST_PLACE_FIELDS,
          section="post"),
    Field(key="po_box_codes", label=N_("Post codes of boxes"), widget="ids", section="post",
          help=N_("Four digits, one a line.")),
    Field(key="latitude", label=N_("Latitude"), help=N_("In degrees, like 59.79. For what is nearest."),
          section="post"),
    Field(key="longitude", label=N_("Longitude"), help=N_("In degrees, like 5.16. For what is nearest."),
          section="post"),
    Field(key="sources", label=N_("Sources"), widget="sources", parts=SOURCE_FIELDS, required=True, section="sources",
          help=N_("At least one. A phone call counts: give it a title and a date.")),
    Field(key="conflicts", label=N_("Where the sources disagree"),
          help=N_("What one source says, and what the other."), widget="long", section="editors"),
)  # fmt: skip

TOPIC_SECTIONS = (Section(id="about", label=N_("The topic"), open=True),)
TOPIC_FIELDS: tuple[Field, ...] = (
    Field(key="label", label=N_("Name"), required=True, section="about",
          help=N_("An everyday situation, never a condition.")),
    Field(key="body", label=N_("Description"), widget="long", section="about",
          help=N_("One short paragraph in everyday words.")),
    Field(key="group", label=N_("Group"), help=N_("The heading it stands under."), widget="choice",
          options_from="topic-groups", required=True, section="about"),
    Field(key="icon", label=N_("Picture"), widget="raw", required=True, section="about"),
    Field(key="order", label=N_("Order"), widget="raw", required=True, section="about"),
    Field(key="discreet", label=N_("Neutral title and a way to leave fast"), widget="flag", section="about",
          help=N_("For violence, abuse and what others should not see on the screen.")),
    Field(key="moved_from", label=N_("Old ids that lead here"), help=N_("Written for you when it is moved."),
          widget="ids", section="about"),
)  # fmt: skip

WORDS_SECTIONS = (Section(id="about", label=N_("Words people use"), open=True),)
WORDS_FIELDS: tuple[Field, ...] = (
    Field(key="phrases", label=N_("Words and phrases"), widget="phrases", required=True, section="about",
          help=N_("What people type when this is what they need, one a line. Everyday words and slang, no names.")),
)  # fmt: skip

QUESTION_SECTIONS = (Section(id="about", label=N_("The question"), open=True),)
QUESTION_FIELDS: tuple[Field, ...] = (
    Field(key="text", label=N_("The question"), required=True, section="about",
          help=N_("Short and friendly, about everyday life. At most 14 words.")),
    Field(key="why", label=N_("Why we ask"), required=True, section="about",
          help=N_("One sentence that stands beside the question.")),
    Field(key="options", label=N_("Answers"), widget="parts", parts=OPTION_FIELDS, section="about",
          help=N_("Only the words can be changed here. What an answer leads to is changed in the file.")),
    Field(key="kind", label=N_("Kind"), widget="raw", section="about",
          options=(Choice(value="one", label=N_("One answer")), Choice(value="several", label=N_("Several answers")),
                   Choice(value="place", label=N_("A place")))),
    Field(key="options_from", label=N_("Further answers"), widget="raw", section="about"),
    Field(key="ask_when", label=N_("Asked when"), widget="raw", section="about"),
    Field(key="skip_when", label=N_("Skipped when"), widget="raw", section="about"),
    Field(key="next", label=N_("Next question"), widget="raw", section="about"),
)  # fmt: skip
