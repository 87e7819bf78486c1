"""A lock on a file that the system lets go when the process ends, however it ends.

The file says which process has it, for whoever comes second.
"""

import json
import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from kg.errors import FolderError
from kg.files import explain_failure

if sys.platform == "win32":
    import msvcrt

    def _seize(handle: int) -> None:
        os.lseek(handle, 1 << 20, os.SEEK_SET)  # what is locked there cannot be read
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
else:
    import fcntl

    def _seize(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def seize(path: Path) -> int:
    """Take the lock of a project folder and return the handle to release. Raises FolderError."""
    folder = path.parent
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise FolderError(f"{folder}: cannot be written: {explain_failure(error)}") from error
    try:
        _seize(handle)
    except OSError as error:
        os.close(handle)
        raise FolderError(
            f"{folder}: another process{_holder(path)} is writing to it; "
            "wait until that has ended, or stop it"
        ) from error
    with suppress(OSError):  # a full disk; the lock holds without it
        os.ftruncate(handle, 0)
        since = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S")
        os.write(handle, json.dumps({"process": os.getpid(), "since": since}).encode())
    return handle


def release(handle: int) -> None:
    """Let go of a lock."""
    with suppress(OSError):
        os.ftruncate(handle, 0)
    os.close(handle)


def _holder(path: Path) -> str:
    """Who has the lock, as far as it says so: ` (id 4711, since 2024-03-04 10:12:00)`."""
    try:
        found = json.loads(path.read_text("utf-8"))
        return f" (id {found['process']}, since {found['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
