"""What a query may cost, and an answer weigh."""

from dataclasses import dataclass

# The longest query, as the bytes of a request's body and of a URL. h11 refuses what is much longer than
# the second before we see it.
MOST_BODY = 1 << 20
MOST_URL = 1 << 15


# Requests at once, those among them that wait for a process or send an answer; more are refused with 503.
MOST_REQUESTS = 100


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for one query, bytes of memory for one that runs, bytes of one answer, queries at once.

    A process at rest needs 30 MB; all triples of 1,300 articles make 13 MB of N-Triples.
    """

    seconds: float = 30
    memory: int = 1 << 30
    answer: int = 256 << 20
    workers: int = 4
