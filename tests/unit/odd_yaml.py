"""Odd but legal front matter, made by Hypothesis: every way to write a text, comments and blank lines anywhere."""

from __future__ import annotations

from hypothesis import strategies as st

KEYS = (
    "name",
    "summary",
    "alert",
    "fees",
    "date",
    "phone",
    "topics",
    "sources",
    "channels",
    "anonymous",
    "own key",
    "æøå",
)
WORDS = st.lists(
    st.sampled_from(
        [
            "ring",
            "oss",
            "æøå",
            "Привіт",
            "مرحبا",
            "🙂",
            "22 40",
            "10:00",
            "no",
            "a:b",
            "#ikke",
            "x" * 160,
            "it's",
            '"så"',
            "-",
            "0155",
        ]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
TEXTS = st.one_of(
    WORDS,
    st.sampled_from(
        ["", "no", "yes", "null", "~", "10:00", "0155", "+47 22 40 00 40", "*stjerne", "&anker", "# nei", ": kolon",
         "a: b", "a #b", "[x]", "{x", "- x", "? x", "! x", "%x", "@x", "`x", "'", '"', "|", ">", "'nesten'",
         "1e3", "2026-11-22", "=", "<<", "...", "---", " foran", "bak ", "to\nlinjer", "tre\n\nlinjer\n", "\tinnrykk",
         "a\tb", "\u00a0hardt", "\u2028skille", "y", "on", "x,y", "a]", "\x07pip", "a\\b", "komma, og", "22 40 00 40",
         "24/7", "-kurs",
         "Mo-Fr 10:00-12:00; PH off", "https://www.nav.no/x#y"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)  # fmt: skip
COMMENTS = st.sampled_from(
    ["", "", "", "# en merknad\n", "\n", "  # inne\n", "# - ikke en liste\n# a: b\n", "\n\n", "#\n"]
)
TAILS = st.sampled_from(["", "", "", "  # bak", " "])
SAFE = st.sampled_from(
    ["ring", "oss nå", "å få", "nei", "x" * 130, "https://x.no/a#b", "🙂 glad", "0155", "no", "~", "2026-01-02", "a-b"]
)


@st.composite
def scalars(draw: st.DrawFn, indent: int, in_flow: bool = False) -> str:
    """What stands after `key:` or `- `, with its own first space."""
    way = draw(st.sampled_from(["plain", "plain", "single", "double", "empty", "literal", "folded", "long"]))
    text = draw(SAFE)
    pad = " " * indent
    if way == "single":
        return " '" + text.replace("'", "''") + ", it''s # nei: ja'"
    if way == "double":
        return ' "' + text + ' \\"x\\" \\t å\\u00e5"'
    if in_flow or way == "plain":
        return " " + text
    if way == "empty":
        return ""
    sign = draw(st.sampled_from(["", "-", "+"]))
    more = draw(
        st.sampled_from(["", "\n" + pad + "linje to # nei", "\n\n" + pad + "- etter tom", "\n" + pad + "  mer innrykk"])
    )
    if way == "long":
        return f" {text}\n{pad}og videre\n\n{pad}her"
    return f" {'|' if way == 'literal' else '>'}{sign}{draw(st.sampled_from(['', ' # hode']))}\n{pad}{text}{more}"


@st.composite
def values(draw: st.DrawFn, indent: int, depth: int = 0) -> str:
    way = draw(st.sampled_from(["scalar", "scalar", "scalar", "flow", "flow lines", "list", "maps", "map", "flow map"]))
    pad = " " * indent
    if way == "scalar" or depth > 1:
        return draw(scalars(indent + 2))
    if way == "flow map":
        return " {a:" + draw(scalars(0, in_flow=True)) + ", 'b c':" + draw(scalars(0, in_flow=True)) + "}"
    if way == "map":
        return "\n" + "".join(
            f"{pad}  {key}:{draw(values(indent + 2, depth + 1))}\n" for key in ("phone", "url")
        ).rstrip("\n")
    pieces = [draw(scalars(0, in_flow=True)).strip() for _ in range(draw(st.integers(1, 5)))]
    if way == "flow":
        return " [" + draw(st.sampled_from([", ", ",", " , "])).join(pieces) + draw(st.sampled_from(["]", " ]", ", ]"]))
    if way == "flow lines":
        return " [\n" + "".join(f"{pad}    {piece},{draw(TAILS)}\n" for piece in pieces) + pad + "  ]"
    dash = pad + draw(st.sampled_from(["", "  "])) if indent else "  "
    lines = []
    for _ in pieces:
        lines.append(draw(COMMENTS))
        if way == "list":
            lines.append(f"{dash}-{draw(scalars(len(dash) + 2))}\n")
        else:
            inner = " " * (len(dash) + 2)
            lines.append(
                f"{dash}- url:{draw(scalars(len(inner) + 2))}\n{inner}date:{draw(values(len(inner), depth + 1))}\n"
            )
    return "\n" + "".join(lines).rstrip("\n")


@st.composite
def files(draw: st.DrawFn) -> str:
    """A Markdown file: it may end its lines by CR LF, and begin with a byte order mark."""
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=5, unique=True))
    lines = []
    for key in keys:
        quote = draw(st.sampled_from(["", "", "'", '"']))
        written = f"{quote}{key}{quote}:{draw(values(0))}"
        lines.append(f"{draw(COMMENTS).lstrip(' ')}{written}{draw(TAILS) if written[-1].isalpha() else ''}\n")
    fence, body = (
        draw(st.sampled_from(["", " "])),
        draw(st.sampled_from(["", "Tekst.\n", "\n\nTekst uten slutt", "---\n"])),
    )
    text = f"---\n{''.join(lines)}{draw(COMMENTS)}---{fence}\n{body}"
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return draw(st.sampled_from(["", "", "\ufeff"])) + text


def new_values() -> st.SearchStrategy[object]:
    mapping = st.dictionaries(st.sampled_from(["url", "date", "phone", "title", "x y"]), TEXTS, min_size=1, max_size=3)
    return st.one_of(
        TEXTS, TEXTS, st.lists(TEXTS, max_size=4).map(tuple), st.lists(mapping, min_size=1, max_size=3).map(tuple),
        mapping, st.none(),
    )  # fmt: skip
