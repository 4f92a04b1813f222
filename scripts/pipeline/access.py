"""What a call needs besides its content: which servers answer it and which credentials they accept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.references import section
from pipeline.specification import Schema

METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "trace")
KEY_HEADERS = {"x-api-key": "apiKey header x-api-key", "authorization": "apiKey header authorization"}


def servers_of(document: Schema, item: Schema, node: Schema) -> list[str]:
    """The addresses that answer an operation, with the defaults of their variables filled in."""
    servers = node.get("servers") or item.get("servers") or document.get("servers") or []
    return sorted({address_of(server) for server in servers})


def used_schemes(document: Schema) -> set[str]:
    """The names of the security schemes that some operation asks for."""
    items = [item for item in (document.get("paths") or {}).values() if isinstance(item, dict)]
    nodes = [document, *(item[method] for item in items for method in METHODS if isinstance(item.get(method), dict))]
    return {name for node in nodes for requirement in node.get("security") or [] for name in requirement}


def address_of(server: Schema) -> str:
    """The address of one server, with the defaults of its variables filled in."""
    address = str(server.get("url", "/"))
    for name, variable in (server.get("variables") or {}).items():
        address = address.replace(f"{{{name}}}", str(variable.get("default", "")))
    return address.rstrip("/") or "/"


def security_of(document: Schema, node: Schema, parameters: list[Schema]) -> list[str]:
    """The credentials an operation accepts: one text for each alternative, whatever the schemes are called.

    A key that is declared as a required header parameter is part of every alternative.
    """
    schemes = section(document, "components", "securitySchemes")
    declared = node["security"] if "security" in node else document.get("security")
    keys = set(_keys_among(parameters))
    alternatives = [
        {credential_of(name, schemes.get(name), scopes) for name, scopes in requirement.items()}
        for requirement in declared or [{}]
    ]
    return sorted({" and ".join(sorted(wanted | keys)) or "none" for wanted in alternatives})


def _keys_among(parameters: list[Schema]) -> Iterator[str]:
    for parameter in parameters:
        name = str(parameter.get("name", "")).lower()
        if parameter.get("in") == "header" and parameter.get("required") is True and name in KEY_HEADERS:
            yield KEY_HEADERS[name]


def credential_of(name: str, scheme: Any, scopes: Any = ()) -> str:
    """What a security scheme asks for, in a few words."""
    if not isinstance(scheme, dict):
        text = name
    elif scheme.get("type") == "apiKey":
        text = f"apiKey {scheme.get('in')} {_folded(scheme)}"
    else:
        words = [scheme.get(key) for key in ("type", "scheme", "openIdConnectUrl")]
        # The names of HTTP schemes have no case (RFC 9110, 11.1).
        words[1] = str(words[1]).lower() if words[1] else None
        text = " ".join(str(word) for word in words if word)
    return f"{text} ({', '.join(sorted(map(str, scopes)))})" if scopes else text


def _folded(scheme: Schema) -> str:
    """A header's name is the same in any case; a query parameter's is not."""
    name = str(scheme.get("name"))
    return name.lower() if scheme.get("in") == "header" else name
