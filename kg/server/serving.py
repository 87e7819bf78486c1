"""Serving until it is stopped: the socket, and the server on it."""

import errno
import ipaddress
import logging
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import FolderError, UsageError
from kg.server.limits import MOST_REQUESTS, MOST_URL, Limits

if TYPE_CHECKING:
    from kg.build import Project

# How long requests under way may take to end when the server is stopped, in seconds.
_LAST_WORDS = 2

_log = logging.getLogger(__name__)


def serve(  # noqa: PLR0913 -- what a server may be told
    path: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8585,
    limits: Limits | None = None,
    cors: bool = True,
    on_ready: Callable[[str], None] = lambda url: None,
) -> None:
    """Serve the project folder at a path until the process is told to stop (SIGINT, SIGTERM).

    Port 0 is any that is free; `on_ready` gets the address once it can be asked. The store is made first
    where it is missing. Raises FolderError where the folder cannot be used, UsageError where host or port
    cannot.
    """
    import uvicorn

    from kg.build import load
    from kg.server.app import make_app

    project = load(path)
    with _listen(host, port) as listening:
        _prepare(project)
        config = uvicorn.Config(
            make_app(project.folder, limits or Limits(), cors=cors),
            log_config=None,
            access_log=False,
            server_header=False,
            h11_max_incomplete_event_size=8 * MOST_URL,
            limit_concurrency=MOST_REQUESTS,
            timeout_graceful_shutdown=_LAST_WORDS,
        )
        on_ready(_address(listening))
        uvicorn.Server(config).run(sockets=[listening])


def _prepare(project: "Project") -> None:
    """Make the store, unless another process is at it and there is one of before."""
    from kg.rdf import newest_store

    try:
        project.update_store()
    except FolderError as error:
        if newest_store(project.folder) is None:
            raise
        _log.warning("%s; until it has ended, what was stored before is served", error)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a host. Raises UsageError where the host is unknown."""
    return all(
        ipaddress.ip_address(str(found[4][0]).partition("%")[0]).is_loopback for found in _resolve(host, 0)
    )


def _resolve(host: str, port: int) -> list[tuple[socket.AddressFamily, int, int, str, tuple[str | int, ...]]]:
    try:
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)  # type: ignore[return-value]
    except (socket.gaierror, UnicodeError) as error:
        raise UsageError(
            f"host '{host}' is unknown ({error}); leave --host out for this machine alone"
        ) from error


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens, so that whoever asks from now on is answered when the server runs."""
    family, kind, protocol, _, address = _resolve(host, port)[0]
    listening = socket.socket(family, kind, protocol)
    try:
        if sys.platform != "win32":  # there it would let two servers share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except OSError as error:
        listening.close()
        remedy = "choose another with --port, or 0 for any that is free"
        if error.errno == errno.EADDRINUSE:
            raise UsageError(f"port {port} on {host} is in use; {remedy}") from error
        raise UsageError(f"port {port} on {host} cannot be used ({error.strerror}); {remedy}") from error
    return listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if listening.family == socket.AF_INET6 else f"http://{host}:{port}/"
