"""A lock on a file that the system lets go when the process ends, however it ends."""

import os
import sys
from pathlib import Path

from kg.errors import FolderError

if sys.platform == "win32":
    import msvcrt

    def _seize(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _seize(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def seize(path: Path) -> int:
    """Take the lock of a project folder and return the handle to close. Raises FolderError."""
    folder = path.parent
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise FolderError(
            f"{folder}: cannot be written ({error.strerror}); change its rights or work on a copy"
        ) from error
    try:
        _seize(handle)
    except OSError as error:
        os.close(handle)
        raise FolderError(
            f"{folder}: another process is writing to it; wait until that has ended, or stop it"
        ) from error
    return handle
