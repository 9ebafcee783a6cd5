"""The OpenAPI description: parameters from the routes, bodies from the records, so that it cannot drift from what is sent."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi.openapi.utils import get_openapi

from goodoffices import __version__
from goodoffices import model as m
from goodoffices.ledger.dossiers.order import SINGULAR
from goodoffices.serve.desk.api import CorrectionWanted, Health, api
from goodoffices.serve.queries import activity, lookups, moved, network, outlook, scoring, sources

RECORDS = {"proposals": m.MergedProposal, "venue_offers": m.MergedVenueOffer, "contacts": m.MergedContact, "deadlines": m.MergedDeadline, "threats": m.MergedThreat,
           "conditions": m.MergedCondition, "incidents": m.MergedIncident, "assessments": m.MergedAssessment}
#: Records that the answers are made of.
SHOWN: tuple[Any, ...] = (*RECORDS.values(), m.ExplainedRecord, m.DossierState, m.Moment, m.Explanation, m.Contradiction, m.Decision, m.Dossier, lookups.ActorRow,
                          lookups.Found, lookups.ArticleRow, lookups.Source, moved.Moved, activity.Period, network.Network, sources.Health, scoring.Scorecard, outlook.Outlook, CorrectionWanted, Health)
ERROR = {"type": "object", "required": ["error"], "additionalProperties": False, "properties": {"error": {
    "type": "object", "required": ["code", "message"], "additionalProperties": False, "properties": {"code": {"type": "string"}, "message": {"type": "string"}}}}}
TEXT = {"type": "string"}
NULLABLE = {"anyOf": [TEXT, {"type": "null"}]}
PAGED = {"Link": {"description": "Address of the next page, rel=\"next\"; absent on the last.", "schema": TEXT},
         "X-Next-Cursor": {"description": "Cursor of the next page; absent on the last.", "schema": TEXT}}
TAGGED = {"ETag": {"description": "Changes with the body; send it as If-None-Match.", "schema": TEXT}}


def describe() -> dict[str, Any]:
    """OpenAPI 3.1 of the routes under /api."""
    made = get_openapi(title="Good Offices", version=__version__, routes=api.routes, description="The record of the diplomacy in the news. Lists are the JSON that the "
                       "command of the same name prints; an error is always {\"error\": {\"code\", \"message\"}}.")
    shapes, parts = msgspec.json.schema_components(SHOWN, ref_template="#/components/schemas/{name}")
    names = {kind: shape["$ref"] for kind, shape in zip(SHOWN, shapes, strict=True)}
    bodies = _bodies(names)
    for path in made["paths"].values():
        for operation in path.values():
            _complete(operation, bodies)
    correct = made["paths"]["/api/corrections"]["post"]
    correct["requestBody"] = {"required": True, "content": {"application/json": {"schema": {"$ref": names[CorrectionWanted]}}}}
    correct["security"] = [{"token": []}]
    schemas = {**parts, "Error": ERROR}
    made["components"] = {"schemas": dict(sorted(schemas.items())), "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}}
    return made


def _bodies(names: dict[Any, str]) -> dict[str, Any]:
    """What the operation of each name sends."""
    def many(kind: Any) -> dict[str, Any]:
        return _list({"$ref": names[kind]})

    def row(record: str) -> dict[str, Any]:
        own = {"type": "object", "required": ["names"], "properties": {"names": {"type": "object", "additionalProperties": TEXT}}}
        return _list({"allOf": [{"$ref": f"#/components/schemas/{record}"}, {"$ref": names[lookups.Source]}, own]})

    in_dossier = {"type": "object", "required": ["dossier"], "properties": {"dossier": TEXT}}
    told = {"id": TEXT, "name": TEXT, "parties": _list(TEXT), "mediators": _list(TEXT), "article_count": {"type": "integer"}, "first": NULLABLE, "last": NULLABLE}
    bodies = {
        "articles": many(lookups.ArticleRow), "article": {"$ref": names[m.ExplainedRecord]}, "actors": many(lookups.ActorRow), "events": row("Event"),
        "statements": row("Statement"), "dossiers": _list({"type": "object", "required": list(told), "properties": told}), "dossier": {"$ref": names[m.DossierState]},
        "timeline": many(m.Moment), "search": many(lookups.Found), "explain": {"$ref": names[m.Explanation]}, "decisions": many(m.Decision), "correct": many(m.Decision),
        "moved": {"$ref": names[moved.Moved]}, "activity": many(activity.Period), "network": {"$ref": names[network.Network]}, "sources": many(sources.Health), "health": {"$ref": names[Health]},
        "assess": {"$ref": names[outlook.Outlook]}, "scorecard": {"$ref": names[scoring.Scorecard]},
        "contradictions": _list({"allOf": [{"$ref": names[m.Contradiction]}, in_dossier]})}
    return bodies | {name: _list({"allOf": [{"$ref": names[RECORDS[name]]}, in_dossier]}) for name in SINGULAR}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def _complete(operation: dict[str, Any], bodies: dict[str, Any]) -> None:
    """Gives an operation its answers, in place."""
    name = operation["operationId"] if operation["operationId"] in bodies else operation["operationId"].split("_api_")[0]
    operation["operationId"] = name
    body = bodies[name]
    writes = name == "correct"
    headers = TAGGED | (PAGED if any(p["name"] == "cursor" for p in operation.get("parameters", ())) else {})
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    done = {"description": "Done" if writes else "The answer", "content": {"application/json": {"schema": body}}, "headers": headers}
    reasons = {"400": "Wrongly asked", "404": "Not in the store; a cursor that was not given out", "409": "A name that fits several dossiers; not possible with what the store holds", "422": "A parameter does not fit", "421": "Not a name of this desk", "429": "Too many requests", "503": "The store does not answer"}
    if writes:
        reasons |= {"401": "No token, or a wrong one", "403": "This desk only shows", "413": "Too large"}
    operation["responses"] = {("201" if writes else "200"): done} | ({} if writes else {"304": {"description": "Not changed", "headers": TAGGED}})
    operation["responses"] |= {status: {"description": reason, "content": error} for status, reason in sorted(reasons.items())}
