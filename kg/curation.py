"""Decisions made, tried and kept: who is who, what is wrong, and how much each decision changes.

In come nodes of the graph, as the user has named them; out go decisions (`kg.decisions`) for the log of the
project folder. Nothing is kept before `keep`.
"""

from collections.abc import Collection, Mapping

from kg.decisions import (
    Apart,
    Changed,
    Decision,
    Merge,
    RejectClaim,
    RejectEdge,
    Rename,
    Retype,
    Split,
    What,
    add_decision,
    next_number,
    read_decisions,
)
from kg.errors import UsageError
from kg.gazetteers.names import local_entity
from kg.graph import Graph, Node, edge_ends, edge_id, is_asserted
from kg.model import Claim, EntityType
from kg.records import Folder
from kg.relations import Relation
from kg.resolve import Resolution, load_resolution, resolve, resolve_record


def merge(one: Node, into: Node) -> Merge:
    """One entity is another. Raises UsageError where they are one already."""
    if one.entity.id == into.entity.id:
        raise UsageError(f"{one.entity.label} ({one.entity.id}) is one already")
    return Merge(one.entity.id, one.entity.label, into.entity.id, into.entity.label)


def split(graph: Graph, node: Node, articles: Collection[str], label: str) -> Split:
    """What some articles (ids) say of an entity is of a new one. Raises UsageError where it is not new."""
    old = node.entity
    new = local_entity(label, old.type, old.country, old.sector)
    if new.id in graph.nodes:
        raise UsageError(
            f"there is a {label} already ({new.id}); give the new one a label of its own, "
            f"such as '{label} (the younger)'"
        )
    return Split(old.id, old.label, tuple(sorted(set(articles))), new.id, label)


def set_apart(resolution: Resolution, name: str) -> Apart:
    """An entity (id or label) that the rules took for another is none but itself. Raises UsageError."""
    found = [one for one in resolution.identities if name == one.entity.id]
    found = found or [one for one in resolution.identities if name.casefold() == one.entity.label.casefold()]
    if len(found) > 1:
        ids = " or ".join(one.entity.id for one in found)
        raise UsageError(f"'{name}' may be {ids}; give the id instead")
    if not found:
        raise UsageError(
            f"no rule took '{name}' for another (kg curate log --rules lists those that were); "
            "to take articles out of an entity, add --article and --label; to undo a merge: kg curate undo"
        )
    (one,) = found
    into = resolution.entities[one.into]
    return Apart(one.entity.id, one.entity.label, into.id, into.label)


def rename(node: Node, label: str) -> Rename:
    """An entity is shown by another label. Raises UsageError where it is shown so already."""
    if not label.strip() or label == node.entity.label:
        raise UsageError(
            f"{node.entity.label} ({node.entity.id}) needs a new label that differs from its own"
        )
    return Rename(node.entity.id, node.entity.label, label)


def retype(node: Node, name: str) -> Retype:
    """An entity is of another type. Raises UsageError where there is no such type, or it is of it."""
    found = {kind.value.casefold(): kind for kind in EntityType}.get(name.casefold())
    if found is None:
        raise UsageError(f"'{name}' is no type; there are: {', '.join(EntityType)}")
    if found is node.entity.type:
        raise UsageError(f"{node.entity.label} ({node.entity.id}) is a {found.value} already")
    return Retype(node.entity.id, node.entity.label, found.value)


def reject(graph: Graph, key: str, relations: Mapping[str, Relation]) -> RejectEdge | RejectClaim:
    """An edge or a claim (id) is wrong. Raises UsageError where there is none, or it is rejected already."""
    edge = graph.edge(key)
    if edge is not None:
        return reject_edge(graph, edge.actor, edge.relation, edge.recipient, relations)
    told = (*graph.unasserted, *(telling for edge in graph.edges for telling in edge.tellings))
    for telling in told:
        claim = telling.claim
        if claim.id == key and telling.rejected:
            raise UsageError(f"claim {key} is rejected already; kg curate log tells by which decision")
        if claim.id == key:
            says = _says(claim.actor.label, claim.relation, claim.recipient.label, relations)
            return RejectClaim(claim.id, telling.article.id, says)
    raise UsageError(f"no edge or claim has the id '{key}'; kg between A B --json shows those of claims")


def reject_edge(
    graph: Graph, actor: str, relation: str, recipient: str, relations: Mapping[str, Relation]
) -> RejectEdge:
    """No claim of a relation between two entities (ids) makes an edge."""
    known = relations.get(relation)
    labels = [graph.nodes[key].entity.label for key in (actor, recipient)]
    says = _says(labels[0], relation, labels[1], relations)
    return RejectEdge(actor, relation, recipient, known is not None and known.symmetric, says)


def _says(actor: str, relation: str, recipient: str, relations: Mapping[str, Relation]) -> str:
    words = relations[relation].label if relation in relations else relation
    return f"{actor} {words} {recipient}"


def attempt(folder: Folder, what: What, relations: Mapping[str, Relation]) -> Decision:
    """The decision with what it would change; nothing is kept. Raises UsageError where it changes nothing."""
    decisions = read_decisions(folder)
    number = next_number(decisions)
    tried = Decision(number, what, Changed(0, 0, 0, 0))
    before = load_resolution(folder)
    after = resolve(folder.records(), (*decisions, tried), listed=folder.listed())
    if number in after.gone:
        raise UsageError(f"this changes nothing: {after.gone[number]}")
    return Decision(number, what, _compare(folder, before, after, relations))


def keep(folder: Folder, decision: Decision) -> None:
    """Add the decision to the log of the folder. Raises UsageError where another has come in between."""
    with folder.lock():
        if next_number(read_decisions(folder)) != decision.number:
            raise UsageError("another decision was made meanwhile; make yours again")
        add_decision(folder, decision)


def _compare(
    folder: Folder, before: Resolution, after: Resolution, relations: Mapping[str, Relation]
) -> Changed:
    mentions = claims = 0
    old: set[str] = set()
    new: set[str] = set()
    for record in folder.records():
        key = record.article.id
        changed = {e.id for e in record.entities if before.of(e, key) != after.of(e, key)}
        mentions += sum(mention.entity in changed for mention in record.mentions)
        claims += sum(_touches(claim, changed, before.rejected ^ after.rejected) for claim in record.claims)
        for resolution, edges in ((before, old), (after, new)):
            for claim in resolve_record(record, resolution).claims:
                if is_asserted(claim) and claim.id not in resolution.rejected:
                    edges.add(edge_id(*edge_ends(claim, relations)))
    return Changed(mentions, claims, len(old - new), len(new - old))


def _touches(claim: Claim, changed: Collection[str], judged: Collection[str]) -> bool:
    ends = (claim.actor, claim.recipient, claim.speaker, claim.place)
    return claim.id in judged or any(end is not None and end.entity in changed for end in ends)
