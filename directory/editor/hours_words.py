"""The words of the table of opening hours, which a script draws (`static/js/editor-hours.js`)."""

from __future__ import annotations

from directory.editor.texts import gettext as _


def hours_words() -> dict[str, object]:
    return {
        "grid": _("days and times"),
        "textOnly": _("These hours are written as text; the table cannot show them. Change the text, or empty it."),
        "days": _("Days"),
        "short": [
            _("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"), _("public holidays"),
        ],
        "long": [
            _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
            _("public holidays"),
        ],
        "from": _("from"),
        "to": _("to"),
        "moreTimes": _("One more time the same day"),
        "less": _("Take this time out"),
        "otherDays": _("Other times on other days"),
        "weeks": _("Which weeks"),
        "weekNames": [
            ["", _("every week")], ["1", _("the first in the month")], ["2", _("the second in the month")],
            ["3", _("the third in the month")], ["4", _("the fourth in the month")],
            ["-1", _("the last in the month")],
        ],
        "holidays": _("Closed on public holidays"),
        "july": _("Closed in July"),
        "always": _("Day and night, all year"),
    }  # fmt: skip
