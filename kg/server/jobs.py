"""What passes between the server and the processes that ask the store: a line of JSON each way."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Task(StrEnum):
    """What is to be done: answer a query, give hints about it, set its parameters, or count what there is."""

    QUERY = "query"
    HINTS = "hints"
    FILL = "fill"
    COUNTS = "counts"


@dataclass(frozen=True, slots=True)
class Job:
    """One task for a process; `rows` and `triples` name the syntax for each, or none where none will do."""

    task: Task
    store: str
    sparql: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    rows: str = ""
    triples: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    empty: bool = False
    file: str = ""  # where the answer to a query is to be written

    def to_json(self) -> str:
        """The job on one line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: bytes) -> "Job":
        """The job on a line."""
        found: dict[str, Any] = json.loads(line)
        for name in ("default_graphs", "named_graphs"):
            found[name] = tuple(found[name])
        return cls(**{**found, "task": Task(found["task"])})


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a job, as an HTTP status; `found` is JSON, or the error in words.

    After a query it is `rows` or `triples`, and the answer is in the job's file.
    """

    status: int
    found: Any

    def to_json(self) -> str:
        """The reply on one line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: bytes) -> "Reply":
        """The reply on a line."""
        return cls(**json.loads(line))
