"""Decisions tried, kept and undone: the graph, the RDF and every file after them, and after a build anew."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kg import curation
from kg.build import Project, load
from kg.decisions import Apart, Changed, Merge, RejectEdge, What, read_decisions, undo_of
from kg.errors import UsageError
from kg.graph import Graph, Node, edge_id
from kg.model import EntityType, Modality, Record
from kg.records import open_folder
from kg.resolve import load_resolution
from tests.factories import HARBOUR, MALI, NORWAY, RUSSIA, make_article, make_claim, make_record
from tests.resolve.factories import PERSON, local, record, two_articles

JOHAN, LINDQVIST = local("Johan Lindqvist", PERSON), local("Lindqvist", PERSON)
PER = local("Per Lindqvist", PERSON)
BRISK = local("Cal Brisk", PERSON)


def told(id_: str, sentence: str, *claims: tuple[object, ...], **options: object) -> Record:
    article = make_article(sentence, id=id_, title=None)
    entities = {entity for actor, _, recipient in claims for entity in (actor, recipient)}
    made = [make_claim(article, sentence, *claim, **options) for claim in claims]  # type: ignore[arg-type]
    return make_record(article, entities, made)  # type: ignore[arg-type]


RECORDS = [
    told("a1", "Cal Brisk attacked Norway and aided Mali.",
         (BRISK, "attacks", NORWAY), (BRISK, "aids", MALI)),
    told("a2", "Johan Lindqvist attacked Norway.", (JOHAN, "attacks", NORWAY)),
    told("a3", "Cal Brisk attacked Norway again.", (BRISK, "attacks", NORWAY)),
    told("a4", "Norway met Russia.", (NORWAY, "meets", RUSSIA)),
    told("a5", "Norway may expel Russia.", (NORWAY, "expels", RUSSIA), modality=Modality.HEDGED),
]  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return _project(tmp_path / "n.kg", RECORDS)


def _project(path: Path, records: list[Record]) -> Project:
    open_folder(path, create=True).add(records)
    return load(path)


def _keep(project: Project, what: What) -> Changed:
    decision = curation.attempt(project.folder, what, project.relations)
    curation.keep(project.folder, decision)
    return decision.changed


def _now(project: Project) -> Graph:
    return load(project.path).graph()


def _node(project: Project, key: str) -> Node:
    return _now(project).nodes[key]


def _edges(project: Project) -> set[tuple[str, str, str]]:
    return {(edge.actor, edge.relation, edge.recipient) for edge in _now(project).edges}


def _written(project: Project) -> list[str]:
    """All of the store's quads, and the nodes and edges of the graph."""
    project = load(project.path)
    project.query("ASK { ?s ?p ?o }")
    rows = project.query("SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }")
    graph = project.graph()
    parts = (*graph.nodes.values(), *graph.edges, *graph.unasserted)
    return [*sorted(str(row) for row in rows), *map(repr, parts)]  # type: ignore[union-attr]


def _decide(kind: str, project: Project) -> What:
    graph = project.graph()
    brisk, johan = graph.nodes[BRISK.id], graph.nodes[JOHAN.id]
    decisions: dict[str, What] = {
        "merge": curation.merge(brisk, johan),
        "split": curation.split(graph, brisk, ["a3"], "Cal Brisk (smith)"),
        "rename": curation.rename(brisk, "Calum Brisk"),
        "retype": curation.retype(brisk, "group"),
        "reject edge": curation.reject_edge(graph, BRISK.id, "attacks", NORWAY.id, project.relations),
        "reject claim": curation.reject(graph, RECORDS[1].claims[0].id, project.relations),
    }
    return decisions[kind]


KINDS = {
    "merge": Changed(2, 3, 2, 1),
    "split": Changed(1, 1, 0, 1),
    "rename": Changed(2, 3, 0, 0),
    "retype": Changed(2, 3, 0, 0),
    "reject edge": Changed(0, 2, 1, 0),
    "reject claim": Changed(0, 1, 1, 0),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_decision_tells_what_it_changes_and_undone_leaves_every_byte(project: Project, kind: str) -> None:
    before = _written(project)
    assert _keep(project, _decide(kind, project)) == KINDS[kind]
    assert _written(project) != before
    _keep(project, undo_of(read_decisions(project.folder), 1))
    assert _written(project) == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_decision_outlives_a_build_from_nothing(project: Project, tmp_path: Path, kind: str) -> None:
    _keep(project, _decide(kind, project))
    anew = _project(tmp_path / "anew.kg", RECORDS[::-1])
    shutil.copy(project.path / "curation.jsonl", anew.path)
    assert _written(anew) == _written(project)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_only_tried_is_not_kept(project: Project, kind: str) -> None:
    before = {path: path.read_bytes() for path in project.path.rglob("*.jsonl")}
    curation.attempt(project.folder, _decide(kind, project), project.relations)
    assert {path: path.read_bytes() for path in project.path.rglob("*.jsonl")} == before


def test_merged_into(project: Project) -> None:
    _keep(project, _decide("merge", project))
    assert _edges(project) == {
        (JOHAN.id, "attacks", NORWAY.id),
        (JOHAN.id, "aids", MALI.id),
        (NORWAY.id, "meets", RUSSIA.id),
    }
    node = _node(project, JOHAN.id)
    assert (node.entity, node.articles) == (JOHAN, 3)
    assert BRISK.id not in _now(project).nodes


def test_a_split_takes_its_articles_and_later_ones_stay(project: Project) -> None:
    _keep(project, _decide("split", project))
    new = local("Cal Brisk (smith)", PERSON)
    assert (_node(project, new.id).articles, _node(project, BRISK.id).articles) == (1, 1)
    project.folder.add([told("a9", "Cal Brisk aided Russia.", (BRISK, "aids", RUSSIA))])
    assert (_node(project, new.id).articles, _node(project, BRISK.id).articles) == (1, 2)


def test_a_split_may_be_merged_and_the_merged_be_split(project: Project) -> None:
    _keep(project, _decide("split", project))
    graph = _now(project)
    new = local("Cal Brisk (smith)", PERSON).id
    _keep(project, curation.merge(graph.nodes[new], graph.nodes[JOHAN.id]))
    assert _node(project, JOHAN.id).articles == 2
    graph = _now(project)
    _keep(project, curation.split(graph, graph.nodes[JOHAN.id], ["a2", "a3"], "Ole Brandt"))
    assert JOHAN.id not in _now(project).nodes
    assert _node(project, "person-ole-brandt").articles == 2


def test_a_rejected_edge_is_gone_with_the_claims_that_come_later(project: Project) -> None:
    key = edge_id(BRISK.id, "attacks", NORWAY.id)
    _keep(project, curation.reject(project.graph(), key, project.relations))
    project.folder.add([told("a9", "Cal Brisk attacked Norway twice.", (BRISK, "attacks", NORWAY))])
    graph = _now(project)
    assert (BRISK.id, "attacks", NORWAY.id) not in _edges(project)
    assert [telling.claim.relation for telling in graph.unasserted if telling.rejected] == ["attacks"] * 3


def test_what_is_rejected_of_one_stays_so_when_it_is_merged_and_no_more_is(project: Project) -> None:
    _keep(project, _decide("reject edge", project))
    _keep(project, _decide("merge", project))
    (edge,) = [edge for edge in _now(project).edges if edge.relation == "attacks"]
    assert [telling.article.id for telling in edge.tellings] == ["a2"]


def test_an_edge_of_a_symmetric_relation_is_rejected_either_way_round(project: Project) -> None:
    other_way = told("a9", "Russia met Norway.", (RUSSIA, "meets", NORWAY))
    project.folder.add([other_way])
    what = curation.reject_edge(_now(project), NORWAY.id, "meets", RUSSIA.id, project.relations)
    assert _keep(project, what) == Changed(0, 2, 1, 0)


def test_a_rejected_edge_is_gone_from_rdf_and_its_claim_is_marked(project: Project) -> None:
    attacks = f"ASK {{ <urn:kg:entity/{BRISK.id}> kg:attacks <urn:kg:entity/{NORWAY.id}> }}"
    assert load(project.path).query(attacks)
    _keep(project, _decide("reject edge", project))
    assert not load(project.path).query(attacks)
    marked = load(project.path).query("SELECT ?c { ?c a kg:Claim ; kg:rejected true }")
    assert len(list(marked)) == 2  # type: ignore[arg-type]


AUTOMATIC = [*two_articles(JOHAN, LINDQVIST), record("a3", NORWAY, HARBOUR)]


def test_what_a_rule_has_merged_can_be_set_apart(tmp_path: Path) -> None:
    project = _project(tmp_path / "n.kg", AUTOMATIC)
    assert LINDQVIST.id not in project.graph().nodes
    for name in (LINDQVIST.id, "lindqvist"):
        what = curation.set_apart(load_resolution(project.folder), name)
        assert what == Apart(LINDQVIST.id, "Lindqvist", JOHAN.id, "Johan Lindqvist")
    assert _keep(project, what) == Changed(1, 0, 0, 0)
    assert _node(project, LINDQVIST.id).articles == 1
    project.folder.add([record("a4", JOHAN, NORWAY, HARBOUR), record("a5", LINDQVIST, NORWAY, HARBOUR)])
    assert _node(project, LINDQVIST.id).articles == 2


def test_decisions_hold_against_rules_that_see_more_later(tmp_path: Path) -> None:
    project = _project(tmp_path / "n.kg", [record("a1", LINDQVIST, NORWAY, HARBOUR), record("a2", PER, MALI)])
    graph = project.graph()
    _keep(project, curation.merge(graph.nodes[LINDQVIST.id], graph.nodes[PER.id]))
    project.folder.add([record("a3", local("L. Lindqvist", PERSON), NORWAY, HARBOUR)])
    assert _node(project, PER.id).articles == 2


def test_a_decision_whose_entity_is_gone_is_told_and_stops_nothing(
    project: Project, caplog: pytest.LogCaptureFixture
) -> None:
    kinds = [*KINDS]
    for kind in kinds:
        _keep(load(project.path), _decide(kind, project))
        _keep(project, undo_of(read_decisions(project.folder), len(read_decisions(project.folder))))
    for number in range(2, 2 * len(kinds) + 1, 2):
        _keep(project, undo_of(read_decisions(project.folder), number))
    project.folder.remove(["a1", "a2", "a3"])
    assert len(_now(project).edges) == 1
    gone = load_resolution(project.folder).gone
    assert sorted(gone) == [1, 3, 5, 7, 9, 11]
    assert "decision 1 changes nothing: no article names Cal Brisk (person-cal-brisk)" in caplog.text


WRONG = [
    (lambda g: curation.merge(g.nodes[NORWAY.id], g.nodes[NORWAY.id]), "is one already"),
    (lambda g: curation.split(g, g.nodes[BRISK.id], ["a3"], "Cal Brisk"), "there is a Cal Brisk already"),
    (lambda g: curation.rename(g.nodes[BRISK.id], "Cal Brisk"), "needs a new label"),
    (lambda g: curation.rename(g.nodes[BRISK.id], "  "), "needs a new label"),
    (lambda g: curation.retype(g.nodes[BRISK.id], "wizard"), "'wizard' is no type; there are: Country"),
    (lambda g: curation.retype(g.nodes[BRISK.id], "person"), "is a Person already"),
    (lambda g: curation.reject(g, "0000", {}), "no edge or claim has the id '0000'"),
]


@pytest.mark.parametrize(("make", "fault"), WRONG)
def test_a_decision_that_says_nothing_is_refused(project: Project, make: object, fault: str) -> None:
    with pytest.raises(UsageError, match=fault):
        make(project.graph())  # type: ignore[operator]


UNKNOWN = [
    (Merge("person-x", "X", NORWAY.id, "Norway"), "no article names X"),
    (
        RejectEdge(NORWAY.id, "attacks", MALI.id, False, "Norway attacks Mali"),
        "no claim says Norway attacks Mali",
    ),
]


@pytest.mark.parametrize(("what", "fault"), UNKNOWN)
def test_a_decision_on_what_is_not_there_is_refused(project: Project, what: What, fault: str) -> None:
    with pytest.raises(UsageError, match=f"this changes nothing: {fault}"):
        curation.attempt(project.folder, what, project.relations)


def test_a_split_of_articles_that_do_not_name_it_is_refused(project: Project) -> None:
    what = curation.split(project.graph(), _node(project, BRISK.id), ["a4", "nowhere"], "Other")
    with pytest.raises(UsageError, match="none of its articles names Cal Brisk"):
        curation.attempt(project.folder, what, project.relations)


def test_what_no_rule_merged_is_not_set_apart(project: Project) -> None:
    with pytest.raises(UsageError, match=r"no rule took 'Norway' for another .*--article"):
        curation.set_apart(load_resolution(project.folder), "Norway")


def test_a_claim_is_rejected_once(project: Project) -> None:
    what = _decide("reject claim", project)
    _keep(project, what)
    with pytest.raises(UsageError, match="is rejected already"):
        curation.reject(_now(project), RECORDS[1].claims[0].id, project.relations)


def test_a_claim_that_makes_no_edge_can_be_rejected(project: Project) -> None:
    what = curation.reject(project.graph(), RECORDS[4].claims[0].id, project.relations)
    assert _keep(project, what) == Changed(0, 1, 0, 0)


def test_two_who_decide_at_once(project: Project) -> None:
    late = curation.attempt(project.folder, _decide("rename", project), project.relations)
    _keep(project, _decide("retype", project))
    with pytest.raises(UsageError, match="another decision was made meanwhile"):
        curation.keep(project.folder, late)


def test_types_are_as_retyped_everywhere(project: Project) -> None:
    _keep(project, _decide("retype", project))
    assert _node(project, BRISK.id).entity == replace(BRISK, type=EntityType.GROUP)
    types = {m.type for one in load(project.path).records() for m in one.mentions if m.entity == BRISK.id}
    assert types == {EntityType.GROUP}
