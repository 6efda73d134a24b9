"""What is missing: counted as a reader would find it, drawn without inventing a border, told in a file for planning."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from directory.catalog.models import Catalog
from directory.catalog.reading import load_catalog
from directory.catalog.words_file import FEWEST, WordEntry, Words
from directory.cli import main
from directory.editor.app import create_editor
from directory.editor.gaps import Cover, coverage, read_numbers, topics_of, without_words
from directory.editor.gaps_map import Spot, region_map
from directory.editor.gaps_report import as_csv, find_gaps
from directory.editor.site_numbers import NumbersAway, fetch_numbers
from directory.editor.workplace import Workplace
from tests.unit.small_content import write_content

SVG = "{http://www.w3.org/2000/svg}"
METRICS = """# HELP directory_searches_without_hits_total Searches
directory_searches_without_hits_total{topic="loneliness",worker="a-1"} 7
directory_searches_without_hits_total{topic="loneliness",worker="a-2"} 5
directory_searches_without_hits_total{topic="unknown",worker="a-1"} 30
directory_found_total{where="search",answer="no",worker="a-1"} 6
directory_requests_total{route="/",status="200",worker="a-1"} 900
"""


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    found, problems = load_catalog(write_content(tmp_path))
    assert not problems
    return found


def _with(catalog: Catalog, **changes: object) -> Catalog:
    """The small catalogue, its one offering changed."""
    line = replace(catalog.services["line"], **changes)  # type: ignore[arg-type]
    return replace(catalog, services={"line": line})


def _only(catalog: Catalog) -> Cover:
    (cover,) = coverage(catalog)
    return cover


def test_a_door_is_near_when_it_is_made_for_the_place(catalog: Catalog) -> None:
    """A national line is no door near by; a local one is, in its own municipality and no other."""
    assert (_only(catalog).nearest, _only(catalog).near) == ("national", False)
    local = _only(_with(catalog, reach="local", service_area=("1106",)))
    assert (local.nearest, local.near, local.local) == ("local", True, 1)
    assert _only(_with(catalog, reach="local", service_area=("1149",))).nearest == "none"


def test_a_door_that_leads_nowhere_is_none(catalog: Catalog) -> None:
    """Without a contact, closed, uncertain, or for staff only it does not count; through the municipality only when
    its own number is known."""
    way_in = {"channels": (), "way_in": "municipality", "reach": "every-municipality"}
    assert _only(_with(catalog, **way_in)).nearest == "municipality"
    unknown = replace(catalog.places["1106"], channels=())
    assert _only(replace(_with(catalog, **way_in), places={"1106": unknown})).nearest == "none"
    for changes in ({"channels": ()}, {"status": "closed"}, {"status": "uncertain"}, {"audience": ("staff",)}):
        assert _only(_with(catalog, **changes)).nearest == "none", changes


def test_a_topic_that_is_only_touched_does_not_count(catalog: Catalog) -> None:
    """An offering is about its first topics."""
    assert _only(_with(catalog, topics=("a", "b", "c", "loneliness"))).nearest == "none"


def test_every_language_with_words_is_held_to_every_topic(catalog: Catalog) -> None:
    """Fewer than three words is as good as none; nynorsk is read with bokmål and is not held apart."""
    def entries(lang: str, times: int) -> list[WordEntry]:
        return [WordEntry(phrase=f"w{n}", section="topics", target="loneliness", lang=lang, file="", line=n)
                for n in range(times)]  # fmt: skip

    words = Words(entries=(*entries("nb", FEWEST), *entries("nn", 1), *entries("pl", FEWEST - 1)))
    assert without_words(catalog, words) == {"pl": ("loneliness",)}


def test_numbers_are_summed_over_the_workers() -> None:
    """What two workers counted is one number; other lines are passed over."""
    numbers = read_numbers(METRICS)
    assert numbers.missed == {"loneliness": 12, "unknown": 30}
    assert numbers.found == {("search", "no"): 6}


def test_the_csv_has_a_row_for_each_gap(catalog: Catalog) -> None:
    """Excel opens it as it stands; each row says what is missing and where, searches by topic without a word."""
    found = find_gaps(catalog, Words(), read_numbers(METRICS))
    text = as_csv(found).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert {len(row) for row in rows} == {9}
    assert [row[1:6] for row in rows[1:]] == [
        ["1106", "Haugesund", "", "loneliness", "Ensom"],
        ["", "", "", "unknown", "Not understood"],
        ["", "", "", "loneliness", "Ensom"],
    ]
    assert [row[8] for row in rows[1:]] == ["", "30", "12"]
    assert len(as_csv(found, "9999").decode().splitlines()) == 3


def _drawn(spots: list[Spot]) -> ElementTree.Element:
    return ElementTree.fromstring(region_map(spots, "Mangler & slikt", "Større er mer."))


def test_the_map_lies_as_the_places_do(catalog: Catalog) -> None:
    """North is up, east is right; a circle's area follows the number; the picture has a title and a description."""
    south = Spot(name="Sør", count=40, latitude=59.0, longitude=5.0)
    north = Spot(name="Nord", count=10, latitude=60.0, longitude=6.0)
    root = _drawn([south, north])
    assert [root.find(f"{SVG}{tag}").text for tag in ("title", "desc")] == ["Mangler & slikt", "Større er mer."]  # type: ignore[union-attr]
    assert set(root.attrib["aria-labelledby"].split()) == {one.attrib["id"] for one in root if "id" in one.attrib}
    large, small = ({name: float(value) for name, value in one.attrib.items() if name in ("cx", "cy", "r")}
                    for one in root.iter(f"{SVG}circle"))  # fmt: skip
    assert large["r"] == pytest.approx(2 * small["r"], abs=0.1)
    assert small["cx"] > large["cx"]
    assert small["cy"] < large["cy"]


def test_the_real_region_is_drawn_whole() -> None:
    """Every municipality of the content stands in the map with its name, within the picture and none upon another."""
    catalog, _ = load_catalog(Path(__file__).resolve().parents[2] / "content")
    gaps = find_gaps(catalog, Words())
    spots = [Spot(name=one.name, count=len(one.far), latitude=catalog.places[one.id].latitude,
                  longitude=catalog.places[one.id].longitude) for one in gaps.places]  # fmt: skip
    root = _drawn(spots)
    _, _, wide, high = map(float, root.attrib["viewBox"].split())
    texts = list(root.iter(f"{SVG}text"))
    assert {(one.text or "").strip() for one in texts} == {one.name for one in catalog.places.values()}
    at = {(one.attrib["x"], one.attrib["y"]) for one in texts}
    assert len(at) == len(texts)
    assert all(0 <= float(x) <= wide and 0 <= float(y) <= high for x, y in at)


def test_without_coordinates_no_map_is_made_up() -> None:
    """Tiles with the names and numbers, and not one circle."""
    root = _drawn([Spot(name=name, count=1, latitude=None, longitude=None) for name in "ABCD"])
    assert not list(root.iter(f"{SVG}circle"))
    assert len(list(root.iter(f"{SVG}rect"))) == 4


def test_the_command_writes_both_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`gaps --csv FILE --map FILE --metrics FILE` writes what it says, and a place that is unknown is told."""
    content = write_content(tmp_path)
    (tmp_path / "metrics.txt").write_text(METRICS)
    options = ["--content", str(content), "--csv", str(tmp_path / "gaps.csv"), "--map", str(tmp_path / "gaps.svg")]
    assert main(["gaps", *options, "--metrics", str(tmp_path / "metrics.txt")]) == 0
    assert "1106 Haugesund: 1 " in capsys.readouterr().out
    assert "loneliness" in (tmp_path / "gaps.csv").read_text(encoding="utf-8-sig")
    assert ElementTree.fromstring((tmp_path / "gaps.svg").read_text()).tag == f"{SVG}svg"
    assert main(["gaps", "--content", str(content), "--place", "9999"]) == 1
    assert main(["gaps", "--content", str(content), "--metrics", str(tmp_path / "none.txt")]) == 1
    assert "9999" in capsys.readouterr().err


def test_a_site_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """No address, no answer, and an answer without numbers are each told, and nothing else is asked."""
    asked: list[str] = []

    def get(address: str, **_: object) -> httpx.Response:
        asked.append(address)
        if "away" in address:
            raise httpx.ConnectError("no")
        return httpx.Response(200, text=METRICS if "help" in address else "<html>")

    monkeypatch.setattr(httpx, "get", get)
    assert fetch_numbers(" https://help.example.no/ ") == METRICS
    for address in ("file:///etc/passwd", "help.example.no", "https://away.example.no", "https://other.example.no"):
        with pytest.raises(NumbersAway):
            fetch_numbers(address)
    assert asked == [f"https://{name}.example.no/metrics" for name in ("help", "away", "other")]


def test_the_topic_for_everything_else_is_no_gap(catalog: Catalog) -> None:
    """“Something else” is nothing that anyone could offer help for."""
    other = replace(catalog.topics["loneliness"], id="other")
    assert topics_of(replace(catalog, topics={**catalog.topics, "other": other})) == ("loneliness",)


def test_the_page_holds_map_table_and_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The editor's page draws the map with its table beside it, leads to each municipality, and takes saved numbers."""
    content = write_content(tmp_path)
    workplace = Workplace(content=content, translations=tmp_path, var=tmp_path, token="t", csrf="c")
    client, local = create_editor(workplace).test_client(), {"Host": "127.0.0.1"}
    page = client.get("/t/gaps", headers=local)
    assert page.status_code == 200
    assert page.text.count("<svg") > 1
    assert 'href="/t/gaps/1106"' in page.text
    assert "style=" not in page.text
    assert "Ensom" in client.get("/t/gaps/1106", headers=local).text
    assert client.get("/t/gaps/9999", headers=local).status_code == 404
    assert client.get("/t/gaps/missing.csv?place=1106", headers=local).data.startswith(b"\xef\xbb\xbf")
    assert client.get("/t/gaps/missing.csv?place=9999", headers=local).status_code == 404
    assert client.get("/t/gaps/map.svg", headers=local).content_type.startswith("image/svg+xml")
    told = client.post("/t/gaps", data={"csrf": "c", "text": METRICS}, headers=local).text
    assert "<td>12</td>" in told
    assert "<td>6</td>" in told
    refused = client.post("/t/gaps", data={"csrf": "c", "address": "kanarifugl"}, headers=local).text
    assert 'role="alert"' in refused
