"""The user's decisions on entities and edges: lines of `curation.jsonl` in the project folder.

Lines are added, never changed; what holds of them is replayed at every build (`kg.resolve`). They name
entities and articles by their ids, so that they outlive a build from nothing.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from kg.errors import DataError, UsageError
from kg.records import Folder, append_line, read_lines

FILE = "curation.jsonl"
_LONE = re.compile(r"[\ud800-\udfff]")  # half a character, which no file of ours can hold


@dataclass(frozen=True, slots=True)
class Merge:
    """One entity is another."""

    entity: str
    label: str
    into: str
    into_label: str


@dataclass(frozen=True, slots=True)
class Split:
    """What some articles say of an entity is of another, new one."""

    entity: str
    label: str
    articles: tuple[str, ...]
    new: str  # its id
    new_label: str


@dataclass(frozen=True, slots=True)
class Apart:
    """An entity that the rules take for another is none but itself."""

    entity: str
    label: str
    of: str
    of_label: str


@dataclass(frozen=True, slots=True)
class Rename:
    """An entity is shown by another label."""

    entity: str
    label: str
    to: str


@dataclass(frozen=True, slots=True)
class Retype:
    """An entity is of another type (a value of EntityType)."""

    entity: str
    label: str
    to: str


@dataclass(frozen=True, slots=True)
class RejectEdge:
    """No claim of one relation between two entities makes an edge."""

    actor: str
    relation: str
    recipient: str
    both_ways: bool  # the relation is symmetric
    label: str  # what it says


@dataclass(frozen=True, slots=True)
class RejectClaim:
    """One claim makes no edge."""

    claim: str
    article: str
    label: str  # what it says


@dataclass(frozen=True, slots=True)
class Undo:
    """An earlier decision holds no longer; or holds again, if that was an undo."""

    decision: int


What = Merge | Split | Apart | Rename | Retype | RejectEdge | RejectClaim | Undo

KINDS: dict[str, type[Any]] = {
    "merge": Merge,
    "split": Split,
    "apart": Apart,
    "rename": Rename,
    "retype": Retype,
    "reject-edge": RejectEdge,
    "reject-claim": RejectClaim,
    "undo": Undo,
}


@dataclass(frozen=True, slots=True)
class Changed:
    """How many mentions and claims a decision changed when it was made, and which edges went and came."""

    mentions: int
    claims: int
    edges_gone: int
    edges_new: int


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the log. Numbers rise from 1."""

    number: int
    what: What
    changed: Changed

    @property
    def kind(self) -> str:
        """The word for what it does."""
        return next(word for word, kind in KINDS.items() if type(self.what) is kind)


def read_decisions(folder: Folder) -> tuple[Decision, ...]:
    """All decisions in the log of a folder, in order. Raises DataError where a line is damaged."""
    path = folder.path / FILE
    decisions: list[Decision] = []
    for number, line in read_lines(path):
        try:
            found = _to_decision(json.loads(line))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise DataError(f"{path}:{number}: not a decision ({error}); mend or delete the line") from error
        if found.number <= (decisions[-1].number if decisions else 0):
            raise DataError(f"{path}:{number}: decision {found.number} is out of order; numbers rise")
        if isinstance(found.what, Undo) and found.what.decision not in {one.number for one in decisions}:
            raise DataError(
                f"{path}:{number}: undoes decision {found.what.decision}, which is not before it; "
                "mend or delete the line"
            )
        decisions.append(found)
    return tuple(decisions)


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that hold, in order: neither undone nor an undo."""
    decisions = tuple(decisions)
    taken_back = undone(decisions)
    return tuple(d for d in decisions if d.number not in taken_back and not isinstance(d.what, Undo))


def undo_of(decisions: Iterable[Decision], number: int) -> Undo:
    """What undoes a decision. Raises UsageError where there is none of that number, or it is undone."""
    decisions = tuple(decisions)
    if number not in {decision.number for decision in decisions}:
        raise UsageError(f"there is no decision {number}; kg curate log lists them")
    if number in undone(decisions):
        raise UsageError(f"decision {number} is undone already; kg curate log tells what holds")
    return Undo(number)


def undone(decisions: Sequence[Decision]) -> set[int]:
    """The numbers of decisions that a later one, which holds, undoes."""
    found: set[int] = set()
    for decision in reversed(decisions):
        if isinstance(decision.what, Undo) and decision.number not in found:
            found.add(decision.what.decision)
    return found


def next_number(decisions: Iterable[Decision]) -> int:
    """The number of the decision that comes after these."""
    return max((decision.number for decision in decisions), default=0) + 1


def add_decision(folder: Folder, decision: Decision) -> None:
    """Add a decision to the log of a folder; it is on the disk when this returns. Raises FolderError."""
    row = {"number": decision.number, "kind": decision.kind, **asdict(decision.what)}
    append_line(
        folder.path / FILE, json.dumps(row | {"changed": asdict(decision.changed)}, ensure_ascii=False)
    )


def _to_decision(row: Mapping[str, Any]) -> Decision:
    if row["kind"] not in KINDS:
        raise ValueError(f"'{row['kind']}' is no kind of decision")
    changed = {field.name: row["changed"][field.name] for field in fields(Changed)}
    what = KINDS[row["kind"]]
    values = {field.name: _checked(row[field.name], field.name, field.type) for field in fields(what)}
    if not all(isinstance(number, int) for number in (row["number"], *changed.values())):
        raise TypeError("a number is missing")
    return Decision(row["number"], what(**values), Changed(**changed))


def _checked(value: Any, name: str, kind: Any) -> Any:
    """A value of a line, lists as tuples. Raises TypeError where it is of another type."""
    if kind in (str, int, bool):
        right = type(value) is kind and not (kind is str and _LONE.search(value))
    else:
        right = isinstance(value, list) and all(isinstance(item, str) for item in value)
        value = tuple(value) if right else value
    if not right:
        raise TypeError(f"{name} is {value!r}")
    return value
