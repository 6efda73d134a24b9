"""The addresses for programs: search and assistant as JSON, and their errors."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.catalog.models import Catalog
from tests.house_rules import check_headers

LONG = "jeg er så sliten og vet ikke hva jeg skal gjøre " * 12


def test_a_search_answers_what_was_asked_understood_and_found(client: FlaskClient, catalog: Catalog) -> None:
    """The answer holds the query, what was understood, no crisis, the number of hits, and the hits with reasons."""
    answer = client.get("/api/search?q=ensom&place=1106&limit=5")
    check_headers(answer)
    body = answer.get_json()
    assert body["query"] == "ensom"
    assert "loneliness" in body["understood"]["topics"]
    assert set(body["understood"]) == {"topics", "audiences", "place", "corrections"}
    assert body["crisis"] is None
    assert body["total"] >= len(body["results"]) == 5
    for one in body["results"]:
        assert set(one) == {"id", "type", "name", "organization", "url", "reasons"}
        assert one["name"] == catalog.services[one["id"]].name
        assert client.get(one["url"]).status_code == 200
        assert all(reason["id"] and reason["text"] for reason in one["reasons"])


@pytest.mark.parametrize("lang", ["nb", "nn", "en", "pl", "uk", "ar", "so", "se"])
def test_every_language_is_accepted(client: FlaskClient, lang: str) -> None:
    """All eight codes are answered, by search and assistant, with names in Norwegian."""
    found = client.get(f"/api/search?q=116123&lang={lang}").get_json()["results"]
    assert found[0]["name"] == "Mental Helse Hjelpetelefonen"
    turn = client.post("/api/assistant", json={"lang": lang})
    assert turn.status_code == 200
    assert turn.get_json()["question"]["options"]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "q is"), ("q=", "q is"), ("q=a&limit=0", "limit is"), ("q=a&limit=51", "limit is"),
        ("q=a&limit=ti", "limit is"), ("q=a&limit=-1", "limit is"), ("q=a&lang=xx", "lang is"),
        ("q=a&place=9999", "place is"), (f"q={'a' * 301}", "at most 300"),
    ],
)  # fmt: skip
def test_a_malformed_search_says_what_is_wrong(client: FlaskClient, query: str, says: str) -> None:
    """Whatever is malformed is a 400 whose `error` says what to write."""
    answer = client.get(f"/api/search?{query}")
    assert answer.status_code == 400
    assert says in answer.get_json()["error"]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ([], "JSON object"), ({"lang": "xx"}, "lang is"), ({"lang": 3}, "lang is"), ({"text": 3}, "text is"),
        ({"text": "a" * 301}, "at most 300"), ({"place": "Haugesund"}, "place"), ({"place": 1106}, "place is"),
        ({"answers": []}, "answers is"), ({"answers": {"who": 1}}, "option id"), ({"answers": {"who": "x"}}, "no such"),
        ({"answers": {"nope": "x"}}, "no question"), ({"answers": {"who": ["self", "friend"]}}, "one option"),
        ({"kanari": "x"}, "unknown"),
    ],
)  # fmt: skip
def test_a_malformed_turn_says_what_is_wrong(client: FlaskClient, body: object, says: str) -> None:
    """P-05: whatever is malformed is a 400 whose `error` says what, and repeats nothing of it."""
    answer = client.post("/api/assistant", json=body)
    assert answer.status_code == 400
    assert says in answer.get_json()["error"]
    assert "kanari" not in answer.get_data(as_text=True)


def test_a_body_that_is_no_json(client: FlaskClient) -> None:
    """A form or broken JSON is a 400, not an error of ours."""
    for data, kind in (("{", "application/json"), ("a=b", "application/x-www-form-urlencoded"), ("", "text/plain")):
        answer = client.post("/api/assistant", data=data, content_type=kind)
        assert answer.status_code == 400
        assert "JSON" in answer.get_json()["error"]


def test_a_crisis_in_a_long_text_is_still_answered(client: FlaskClient) -> None:
    """S-03: beyond the limit comes a 400 that holds the crisis with its doors, whatever stands before it."""
    text = LONG + "jeg vil ta livet mitt"
    for answer in (
        client.get("/api/search", query_string={"q": text}),
        client.post("/api/assistant", json={"text": text}),
        client.post("/api/assistant", json={"text": text, "lang": "xx"}),
    ):
        assert answer.status_code == 400
        crisis = answer.get_json()["crisis"]
        assert crisis["class"] == "suicide"
        assert crisis["doors"][0]["value"] == "116 123"


def test_search_and_assistant_see_the_same_crisis(client: FlaskClient) -> None:
    """S-03: one mechanism; both answer the same class with the same doors."""
    for text in ("mannen min slår meg", "hun har tatt for mange piller", "jeg vil ikke leve lenger", "jeg er lei"):
        found = client.get("/api/search", query_string={"q": text}).get_json()["crisis"]
        asked = client.post("/api/assistant", json={"text": text}).get_json()["crisis"]
        assert found == asked


def test_a_turn_holds_answers_a_question_and_doors(client: FlaskClient, catalog: Catalog) -> None:
    """The assistant's answer has the shape that programs rely on, and its answers can be sent back."""
    turn = client.post("/api/assistant", json={"place": "1106", "text": "jeg sover dårlig", "answers": {"who": "self"}})
    body = turn.get_json()
    assert set(body) == {"answers", "understood", "crisis", "question", "doors"}
    assert body["answers"]["who"] == "self"
    assert body["answers"]["topic"] == ["sleep"]
    assert set(body["question"]) == {"id", "text", "options"}
    assert {"dont-know", "skip"} <= {option["id"] for option in body["question"]["options"]}
    assert 3 <= len(body["doors"]) <= 7
    for door in body["doors"]:
        assert set(door) == {"id", "type", "name", "organization", "reasons", "url"}
        assert door["reasons"]
        assert all(reason["text"] for reason in door["reasons"])
        assert door["name"] == catalog.services[door["id"]].name
    again = client.post("/api/assistant", json={"place": "1106", "answers": body["answers"]})
    assert again.status_code == 200


def test_nothing_is_echoed_after_a_crisis(client: FlaskClient) -> None:
    """What is written in danger comes back in no part of the assistant's answer, not even a word put right."""
    answer = client.post("/api/assistant", json={"text": "vil ta livet mitt er ensmo kanarifugl"})
    assert answer.get_json()["crisis"]["class"] == "suicide"
    assert "ensmo" not in answer.get_data(as_text=True)
    assert "kanari" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/api/nope", 404), ("POST", "/api/search", 405), ("GET", "/api/assistant", 405)],
)
def test_errors_are_json(client: FlaskClient, method: str, path: str, status: int) -> None:
    """A program gets its errors as JSON, with the same headers as every page."""
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert answer.is_json
    assert answer.get_json()["error"]
    check_headers(answer)
    assert ("Allow" in answer.headers) == (status == 405)


def test_an_error_of_ours_is_json_too(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 500 says that it is our fault, and nothing of what was sent."""

    def broken(*_: object) -> None:
        raise RuntimeError("kanari")

    monkeypatch.setattr("directory.web.routes.api.search", broken)
    answer = client.get("/api/search?q=kanari")
    assert answer.status_code == 503
    assert "kanari" not in answer.get_data(as_text=True)
    assert answer.is_json
