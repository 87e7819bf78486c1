"""What a query may cost, and an answer weigh."""

from dataclasses import dataclass

# The longest query, as the bytes of a request's body and of a URL. h11 refuses what is much longer than
# the second before we see it.
MOST_BODY = 1 << 20
MOST_URL = 1 << 15


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for one query, bytes of memory for one that runs, bytes of one answer, queries at once.

    The default for memory leaves room for sorting some million rows; a process at rest needs 30 MB.
    """

    seconds: float = 30
    memory: int = 2 << 30
    answer: int = 512 << 20
    workers: int = 4
