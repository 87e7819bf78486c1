"""Files that appear whole or not at all, wherever process or power end, and why one cannot be written."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import BinaryIO

_REMEDIES = {
    errno.ENOSPC: "make room on that disk, and do it again",
    errno.EDQUOT: "make room there, or have your quota raised, and do it again",
    errno.EFBIG: "raise the limit on the size of files (ulimit -f), and do it again",
    errno.EROFS: "work on a copy, or make the disk writable",
    errno.EACCES: "change its rights, or work on a copy",
    errno.EPERM: "change its rights, or work on a copy",
}
# What Oxigraph and Arrow say in words alone.
_WORDS = {os.strerror(number): number for number in _REMEDIES}


def explain_failure(error: OSError) -> str:
    """Why something cannot be written and what to do: `No space left on device; make room ...`."""
    number = next((known for words, known in _WORDS.items() if words in str(error)), error.errno)
    if number in _REMEDIES:
        return f"{os.strerror(number)}; {_REMEDIES[number]}"
    return f"{error.strerror or error}; give another path"


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Where to write a file. It takes its name only when the block ends well, and is on the disk then.

    What is no plain file, such as a pipe, is written as it is. Raises OSError.
    """
    path = path.resolve()  # a link stays one
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    _drop_abandoned(path)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with unfinished.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
        sync(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Wait until a file or a directory is on the disk, where the system can do so. Raises OSError."""
    if os.name == "nt" and path.is_dir():
        return  # Windows has no such call for directories
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # some network disks have no such call for directories either
            raise
    finally:
        os.close(handle)


def _drop_abandoned(path: Path) -> None:
    """Delete what killed processes have left of this file."""
    for left in path.parent.glob(f".{escape(path.name)}.*.part"):
        number = left.name.split(".")[-2]
        if number.isdecimal() and not _is_running(int(number)):
            with suppress(OSError):
                left.unlink()


def _is_running(number: int) -> bool:
    if os.name == "nt":
        return True  # there, the call below would end it
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass  # another user's, or no number of a process
    return True
