"""The web application: routes, and how a request becomes a job and a reply an answer."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, replace
from importlib import resources
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from kg.ontology import queries
from kg.rdf import Names, newest_store
from kg.records import Folder
from kg.server.accept import Choice, choose, prefers_html
from kg.server.description import describe, to_page
from kg.server.jobs import Job, Reply, Task
from kg.server.limits import Limits
from kg.server.questions import Refusal, read_question
from kg.server.workers import Workers
from kg.sparql import ROWS, TRIPLES, find_parameters

_CHUNK = 1 << 16

# The page holds all that it needs, and asks nobody but us. Words from articles cannot become code in it:
# it writes them as text only.
_PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_HEADERS = {"Vary": "Accept", "X-Content-Type-Options": "nosniff"}


def make_app(folder: Folder, limits: Limits, *, cors: bool = True) -> Starlette:
    """The application that serves a project folder; with `cors`, pages of other sites may ask it too."""
    endpoint = Endpoint(folder, limits)
    routes = [
        Route("/", endpoint.explore, methods=["GET"]),
        Route("/sparql", endpoint.answer, methods=["GET", "POST", "OPTIONS"]),
        Route("/queries", endpoint.list_queries, methods=["GET"]),
        Route("/queries/{name}", endpoint.fill_query, methods=["GET"]),
        Route("/hints", endpoint.give_hints, methods=["GET", "POST"]),
        Route("/.well-known/void", lambda _: RedirectResponse("/sparql", 303), methods=["GET"]),
    ]
    allowed = Middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST", "OPTIONS"], allow_headers=["*"]
    )
    return Starlette(routes=routes, lifespan=endpoint.lifespan, middleware=[allowed] if cors else [])


class Endpoint:
    """A folder, the processes that ask its store, and a place for answers on their way."""

    def __init__(self, folder: Folder, limits: Limits) -> None:
        self._folder = folder
        self._vocabulary = Names(folder.base).vocabulary()
        self._workers = Workers(limits, self._vocabulary)
        self._counts: dict[str, dict[str, Any]] = {}  # by store, of which one is kept
        self._numbers = count()
        self._scratch = Path()

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        """Start the processes, and end them."""
        with tempfile.TemporaryDirectory(prefix="kg-serve-") as scratch:
            self._scratch = Path(scratch)
            await self._workers.start()
            try:
                yield
            finally:
                await self._workers.close()

    async def explore(self, _: Request) -> Response:
        """The page that explores the folder."""
        page = (resources.files("kg.server") / "explorer.html").read_text("utf-8")
        return HTMLResponse(page, headers=_PAGE_HEADERS)

    async def answer(self, request: Request) -> Response:
        """The answer to a query, or without one the description of the service."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": "GET, HEAD, POST, OPTIONS"})
        question = await read_question(request)
        if isinstance(question, Refusal):
            return _refuse(question.status, question.words)
        if not question.sparql:
            return await self._describe(request)
        accept = ", ".join(request.headers.getlist("accept"))
        rows, triples = choose(accept, ROWS), choose(accept, TRIPLES)
        if rows is None and triples is None:
            return _refuse(406, f"no answer can be written as {accept}; there are {_types()}")
        self._scratch.mkdir(exist_ok=True)  # systems clear away what lies about for days
        file = self._scratch / str(next(self._numbers))
        job = Job(
            Task.QUERY,
            store="",
            **asdict(question),
            rows=rows.syntax.name if rows else "",
            triples=triples.syntax.name if triples else "",
            file=str(file),
        )
        reply = await self._run(request, job)
        if reply.status != 200:
            file.unlink(missing_ok=True)
            return _refuse(reply.status, reply.found)
        return _send(file, rows if reply.found == "rows" else triples)

    async def list_queries(self, _: Request) -> Response:
        """What the page needs to know: the folder's name, the prefixes, and the queries that come with kg."""
        named = [
            {
                "name": name,
                "answers": sparql.partition("\n")[0].lstrip("# "),
                "parameters": [asdict(parameter) for parameter in find_parameters(sparql)],
            }
            for name, sparql in sorted(queries().items())
        ]
        prefixes = dict(self._vocabulary.prefixes)
        return JSONResponse({"title": self._folder.path.name, "prefixes": prefixes, "queries": named})

    async def fill_query(self, request: Request) -> Response:
        """The text of a query that comes with kg, with the parameters set that the URL gives."""
        sparql = queries().get(request.path_params["name"])
        if sparql is None:
            return _refuse(404, f"no query is called '{request.path_params['name']}'; /queries lists them")
        reply = await self._run(request, Job(Task.FILL, "", sparql, settings=dict(request.query_params)))
        return PlainTextResponse(reply.found, reply.status, headers=_HEADERS)

    async def give_hints(self, request: Request) -> Response:
        """What a query may have meant, as a list of sentences; with `empty=1`, why it found nothing."""
        question = await read_question(request)
        if isinstance(question, Refusal):
            return _refuse(question.status, question.words)
        empty = request.query_params.get("empty") == "1"
        reply = await self._run(request, Job(Task.HINTS, "", question.sparql, empty=empty))
        if reply.status != 200:
            return _refuse(reply.status, reply.found)
        return JSONResponse(reply.found, headers=_HEADERS)

    async def _describe(self, request: Request) -> Response:
        accept = ", ".join(request.headers.getlist("accept"))
        choice = choose(accept, TRIPLES)
        counts = await self._count(request)
        if prefers_html(accept, TRIPLES):
            return HTMLResponse(
                to_page(self._folder.path.name, self._vocabulary, counts), headers=_PAGE_HEADERS | _HEADERS
            )
        if choice is None:
            return _refuse(
                406, f"the description cannot be written as {accept}; there are {_types()}, text/html"
            )
        endpoint = str(request.url.replace(query="", fragment=""))
        text = describe(endpoint, self._folder.path.name, self._vocabulary, counts, choice.syntax)
        return Response(text, media_type=choice.media_type, headers=_HEADERS)

    async def _count(self, request: Request) -> dict[str, Any]:
        """What the newest store holds; nothing where counting takes too long."""
        place = str(newest_store(self._folder))
        if place not in self._counts:
            reply = await self._run(request, Job(Task.COUNTS, ""))
            if reply.status != 200:
                return {}
            self._counts = {place: reply.found}
        return self._counts[place]

    async def _run(self, request: Request, job: Job) -> Reply:
        """The reply to a job on the newest store. A job whose client has gone is ended."""
        running = asyncio.ensure_future(self._run_newest(job))
        gone = asyncio.ensure_future(_wait_until_gone(request))
        try:
            await asyncio.wait({running, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not running.done():
                return Reply(499, "the client has gone")
            return running.result()
        finally:
            for task in (running, gone):
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    async def _run_newest(self, job: Job) -> Reply:
        reply = Reply(503, "the store is being made; ask again in a moment")
        for _ in range(2):  # the store may be replaced between finding and opening it
            place = newest_store(self._folder)
            if place is not None:
                reply = await self._workers.run(replace(job, store=str(place)))
            if reply.status != 503 or (place is not None and place.exists()):
                break
        return reply


async def _wait_until_gone(request: Request) -> None:
    # The body has been read, so all that can come is that the client closes the connection.
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _send(file: Path, choice: Choice | None) -> Response:
    """An answer, which is deleted at once: the system keeps it until it is sent, and no longer."""
    if choice is None:
        raise ValueError("an answer was written in a syntax that was not asked for")
    stream = file.open("rb")
    file.unlink()
    headers = {**_HEADERS, "Content-Length": str(os.fstat(stream.fileno()).st_size)}
    return StreamingResponse(_read(stream), media_type=choice.media_type, headers=headers)


def _read(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _refuse(status: int, words: str) -> Response:
    headers = _HEADERS | ({"Retry-After": "5"} if status == 503 else {})
    return PlainTextResponse(f"{words}\n", status, headers=headers)


def _types() -> str:
    return ", ".join(syntax.media_types[0] for syntax in (*ROWS, *TRIPLES))
