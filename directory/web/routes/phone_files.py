"""`/<lang>/services/<id>.ics` and `.vcf`: what a reader puts into their own calendar or among their own contacts."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from directory.catalog.codes import service_code
from directory.catalog.models import Service
from directory.web.phone_files import calendar_file, contact_file, offered
from directory.web.visit import current_visit

blueprint = Blueprint("phone_files", __name__, url_prefix="/<lang:lang>/services")


@blueprint.get("/<id>.ics")
def calendar(lang: str, id: str) -> Response:
    service = _service(id)
    return _file(calendar_file(current_visit(), service), service, "text/calendar", "ics")


@blueprint.get("/<id>.vcf")
def contact(lang: str, id: str) -> Response:
    service = _service(id)
    return _file(contact_file(current_visit(), service), service, "text/vcard", "vcf")


def _service(id_: str) -> Service:
    """The offering; what is closed or discreet has no such file, whatever the address says."""
    visit = current_visit()
    service = visit.catalog.services.get(id_)
    if service is None or not offered(visit, service):
        abort(404)
    return service


def _file(body: bytes | None, service: Service, mimetype: str, ending: str) -> Response:
    """To be kept under a neutral name: a folder of downloads is seen by whoever borrows the phone."""
    if body is None:
        abort(404)
    response = Response(body, content_type=f"{mimetype}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{service_code(service.id)}.{ending}"'
    return response
