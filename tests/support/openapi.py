"""Checks requests against Discord's own description of its API (OpenAPI 3.1, API v10)."""

from __future__ import annotations

import copy
import json as jsonlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import jsonschema_rs
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jsonschema_rs import ValidationError

SPEC: Final = Path(__file__).resolve().parents[2].parent / "shared" / "discord-openapi.json"
MISSING: Final = f"{SPEC.parent.name}/{SPEC.name} is absent: requests are not checked against it"

# What Discord takes though its description leaves it out, each sent by discord.py.
_EXTRAS: Final[dict[str, frozenset[str]]] = {
    "RichEmbed": frozenset({"flags"}),
    "MessageEditRequestPartial": frozenset({"tts"}),
    "IncomingWebhookUpdateRequestPartial": frozenset({"tts"}),
    "IncomingWebhookUpdateForInteractionCallbackRequestPartial": frozenset({"tts"}),
    "ApplicationCommandCreateRequest": frozenset({"nsfw"}),
    "ApplicationCommandUpdateRequest": frozenset({"nsfw"}),
    "ApplicationCommandPatchRequestPartial": frozenset({"nsfw"}),
    "CreateForumThreadRequest": frozenset({"type"}),
    "BaseCreateMessageCreateRequest": frozenset({"tts"}),
    # An edit that keeps an attachment sends back all that was received of it.
    "MessageAttachmentRequest": frozenset(
        {"url", "proxy_url", "size", "spoiler", "width", "height", "content_type"}
    ),
}
_EXTRA_QUERY: Final = frozenset({"use_nested_fields"})
# Discord's description gives the length people with Nitro have; a bot has half of it.
_BOT_CONTENT: Final = 2_000
_BOT_CONTENT_SCHEMAS: Final = (
    "MessageCreateRequest",
    "MessageEditRequestPartial",
    "BaseCreateMessageCreateRequest",
)
_SCHEMES: Final = frozenset({"http", "https", "attachment", "discord"})
_DOCUMENT: Final = "urn:discord"


@dataclass(frozen=True, slots=True)
class Route:
    """One method of one path: how it is recognised and what it takes."""

    name: str
    path: re.Pattern[str]
    body: jsonschema_rs.Draft202012Validator | None
    body_required: bool
    takes_body: bool
    query: Mapping[str, jsonschema_rs.Draft202012Validator]


class RequestChecker:
    """Tells what is wrong with a request, by Discord's description of it."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        closed = _as_bots_see_it(document)
        registry = jsonschema_rs.Registry([(_DOCUMENT, closed)])
        self._routes: dict[tuple[str, int], list[Route]] = {}
        # Literal segments first: ".../messages/pins" is no message's id.
        for path in sorted(closed["paths"], key=lambda path: path.count("{")):
            methods = closed["paths"][path]
            shared = methods.get("parameters", [])
            for method, operation in methods.items():
                if method == "parameters":
                    continue
                route = _compile(method.upper(), path, operation, shared, registry)
                self._routes.setdefault((method.upper(), path.count("/")), []).append(route)

    def check(
        self,
        method: str,
        path: str,
        json: Any | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> list[str]:
        """List what is wrong with one request; nothing when Discord would take it."""
        route = self._find(method, path)
        if route is None:
            return [f"{method} {path}: Discord describes no such route"]
        return [f"{route.name}: {problem}" for problem in _problems(route, json, params or {})]

    def problems_of(self, env: Any) -> list[str]:
        """List what is wrong with everything a SimCord environment received."""
        return [
            problem
            for sent in env.http_requests
            for problem in self.check(sent.method, sent.path, sent.json, sent.params)
        ]

    def _find(self, method: str, path: str) -> Route | None:
        candidates = self._routes.get((method, path.count("/")), [])
        return next((route for route in candidates if route.path.fullmatch(path)), None)


def available() -> bool:
    """Say whether Discord's description lies beside this repository."""
    return SPEC.is_file()


@cache
def checker() -> RequestChecker:
    """Compile Discord's description, once a session.

    Raises:
        FileNotFoundError: The description is not beside this repository.
    """
    if not available():
        raise FileNotFoundError(MISSING)
    return RequestChecker(jsonlib.loads(SPEC.read_text(encoding="utf-8")))


def problems_of(env: Any) -> list[str]:
    """List what Discord's description finds wrong in a SimCord environment's requests.

    Raises:
        FileNotFoundError: The description is not beside this repository.
    """
    return checker().problems_of(env)


needs_spec = pytest.mark.skipif(not available(), reason=MISSING)


def _as_bots_see_it(document: Mapping[str, Any]) -> dict[str, Any]:
    """Close every object, so that a misspelt key is found, and apply what bots get."""
    closed: dict[str, Any] = copy.deepcopy(dict(document))
    schemas = closed["components"]["schemas"]
    # discord.py sends ids as numbers in places, and Discord takes them.
    schemas["SnowflakeType"] = {
        "type": ["string", "integer"],
        "pattern": schemas["SnowflakeType"]["pattern"],
        "minimum": 0,
    }
    for name in _BOT_CONTENT_SCHEMAS:
        schemas[name]["properties"]["content"]["maxLength"] = _BOT_CONTENT
    for name, extras in _EXTRAS.items():
        for extra in extras:
            schemas[name]["properties"].setdefault(extra, {})
    _close(schemas)
    _close(closed["paths"])
    return closed


def _close(node: Any) -> None:
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict) and "allOf" not in node:
            node.setdefault("additionalProperties", False)
        for child in node.values():
            _close(child)
    elif isinstance(node, list):
        for child in node:
            _close(child)


def _compile(
    method: str,
    path: str,
    operation: Mapping[str, Any],
    shared: list[Any],
    registry: jsonschema_rs.Registry,
) -> Route:
    def validator(schema: Any) -> jsonschema_rs.Draft202012Validator:
        return jsonschema_rs.Draft202012Validator(
            _absolute(schema),
            registry=registry,
            validate_formats=True,
            formats={"uri": _is_link},
        )

    parameters = [*shared, *operation.get("parameters", [])]
    in_path = {each["name"]: each["schema"] for each in parameters if each["in"] == "path"}
    request = operation.get("requestBody", {})
    body = request.get("content", {}).get("application/json")
    return Route(
        name=f"{method} {path}",
        path=_path_pattern(path, in_path),
        body=validator(body["schema"]) if body else None,
        body_required=request.get("required", False),
        takes_body=bool(request),
        query={
            each["name"]: validator(each["schema"]) for each in parameters if each["in"] == "query"
        },
    )


def _path_pattern(path: str, schemas: Mapping[str, Any]) -> re.Pattern[str]:
    def segment(part: str) -> str:
        if not part.startswith("{"):
            return re.escape(part)
        reference = schemas.get(part[1:-1], {}).get("$ref", "")
        return r"\d+" if reference.endswith("/SnowflakeType") else "[^/]+"

    return re.compile("/".join(segment(part) for part in path.split("/")))


def _absolute(node: Any) -> Any:
    if isinstance(node, dict):
        return {
            key: f"{_DOCUMENT}{value}" if key == "$ref" else _absolute(value)
            for key, value in node.items()
        }
    if isinstance(node, list):
        return [_absolute(child) for child in node]
    return node


def _is_link(value: str) -> bool:
    try:
        return urlsplit(value).scheme in _SCHEMES and not re.search(r"\s", value)
    except ValueError:
        return False


def _problems(route: Route, json: Any | None, params: Mapping[str, Any]) -> Iterator[str]:
    for name, value in params.items():
        schema = route.query.get(name)
        if schema is None:
            if name not in _EXTRA_QUERY:
                yield f"unknown query parameter {name!r}"
        elif not any(schema.is_valid(reading) for reading in _readings(value)):
            yield f"query parameter {name}={value!r} is not of its kind"
    if json is None:
        if route.body is not None and route.body_required:
            yield "the body is missing"
    elif not route.takes_body:
        yield "a body where none is taken"
    elif route.body is not None and not route.body.is_valid(json):
        yield from _explained(route.body.iter_errors(json))


def _readings(value: Any) -> Iterator[Any]:
    """Give what a query value may mean once it is text in an address."""
    yield value
    text = str(value)
    yield text
    if re.fullmatch(r"-?\d+", text):
        yield int(text)
    if text.lower() in {"true", "false", "0", "1"}:
        yield text.lower() in {"true", "1"}


def _explained(errors: Iterable[ValidationError]) -> Iterator[str]:
    """Descend into the alternative that was meant, as "fits none of them" helps nobody."""
    for error in errors:
        context = getattr(error.kind, "context", None)
        meant = min(context, key=lambda branch: _distance(branch, error)) if context else None
        if meant:
            yield from _explained(meant)
        else:
            yield f"{_where(error)}: {_shortened(error.message)}"


def _distance(branch: list[ValidationError], error: ValidationError) -> tuple[bool, bool, int]:
    here = list(error.instance_path)
    paths = [list(each.instance_path) for each in branch]
    other_kind = [*here, "type"] in paths
    other_shape = any(
        path == here and each.kind.name == "type" for path, each in zip(paths, branch, strict=True)
    )
    return other_kind, other_shape, len(branch)


def _shortened(message: str) -> str:
    return message if len(message) <= 240 else f"{message[:120]} … {message[-100:]}"


def _where(error: ValidationError) -> str:
    path = "".join(
        f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.instance_path
    )
    return path.lstrip(".") or "the body"
