"""The question in an HTTP request (SPARQL 1.1 Protocol, 2.1), or why there is none."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.server.limits import MOST_BODY, MOST_URL

_UPDATES = frozenset({"update", "using-graph-uri", "using-named-graph-uri"})
_READ_ONLY = "this endpoint is read-only; articles are added with kg build and taken out with kg remove"


@dataclass(frozen=True, slots=True)
class Question:
    """A query, and the graphs that it is asked of where the request says so. The text may be empty."""

    sparql: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request cannot be answered, as an HTTP status and words."""

    status: int
    words: str


async def read_question(request: Request) -> Question | Refusal:
    """The question of a GET, of a POST of a form, or of a POST of a query."""
    given: bytes = request.scope["query_string"]
    if len(given) > MOST_URL:
        return Refusal(414, f"the URL is longer than {MOST_URL:,} bytes; send the query by POST")
    if request.method != "POST":
        return _from_fields(given)
    body = await _read_body(request)
    if body is None:
        return Refusal(413, f"the query is longer than {MOST_BODY:,} bytes")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/sparql-update":
        return Refusal(403, _READ_ONLY)
    if kind == "application/x-www-form-urlencoded":
        found = _from_fields(body)
        return Refusal(400, "the form has no field 'query'") if found == Question("") else found
    if kind != "application/sparql-query":
        known = "application/sparql-query or application/x-www-form-urlencoded"
        return Refusal(415, f"a query is sent as {known}, not as {kind or 'nothing'}")
    try:
        sparql = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return Refusal(400, f"the query is not UTF-8 ({error})")
    graphs = _from_fields(given)
    if isinstance(graphs, Refusal):
        return graphs
    if graphs.sparql:
        return Refusal(400, "the query stands in the URL and in the body; send it once")
    return Question(sparql, graphs.default_graphs, graphs.named_graphs)


def _from_fields(encoded: bytes) -> Question | Refusal:
    try:
        fields = parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError as error:  # UnicodeDecodeError is one
        return Refusal(400, f"the fields of the request cannot be read ({error})")
    if any(name in _UPDATES for name, _ in fields):
        return Refusal(403, _READ_ONLY)
    queries = [value for name, value in fields if name == "query"]
    if len(queries) > 1:
        return Refusal(400, "the request has several fields 'query'; send one")
    if queries and not queries[0].strip():
        return Refusal(400, "the field 'query' is empty")
    return Question(
        queries[0] if queries else "",
        tuple(value for name, value in fields if name == "default-graph-uri"),
        tuple(value for name, value in fields if name == "named-graph-uri"),
    )


async def _read_body(request: Request) -> bytes | None:
    """The body, or None where it is too long."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BODY:
            return None
        parts.append(part)
    return b"".join(parts)
