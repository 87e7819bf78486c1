"""Every view: what it shows, at width 100 without colour, and what it must never show."""

import re
from dataclasses import replace

import pytest
from rich.console import Console

from kg.audit import Judgement, Verdict, draw, measure
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
    Undo,
)
from kg.errors import UsageError
from kg.evaluation import Level, Report, Score
from kg.extraction import Attempt, Explanation
from kg.graph import build_graph
from kg.graph.finding import find_node
from kg.model import MentionKind
from kg.plugins import list_plugins, load_plugin
from kg.resolve import Identity, Resolution, Rule, Suggestion
from kg.views import (
    Ranking,
    audit,
    between,
    clean,
    coverage,
    decisions,
    duplicates,
    evidence,
    explain,
    identities,
    matrix,
    path,
    scores,
    stats,
    summary,
    timeline,
    top,
    who,
)
from tests.conftest import Golden
from tests.factories import (
    MALI,
    NORWAY,
    ODA_LIND,
    RUSSIA,
    make_article,
    make_claim,
    make_graph,
    make_record,
    sample,
    tell,
)
from tests.test_records import relation
from tests.views.printing import printed

GRAPH = sample().graph()
STEPS = (summary.Step("kg who Norway", "all edges of one actor"),)
EXPLANATION = Explanation(
    next(iter(sample().records())),
    (Attempt("accused", "A accuse R", "fired"), Attempt("said", "say", "no R")),
)
REPORT = Report(
    levels={level: Score(gold=20, predicted=16, found=12, core=8, core_found=6) for level in Level},
    accuracy={"polarity": (11, 12), "speaker": (0, 0)},
    by_relation={"accuses": Score(4, 3, 3, 2, 1), "visits": Score(0, 1, 0, 0, 0)},
    errors=(),
)
AUDITED = measure(
    GRAPH,
    {
        edge.id: Judgement(1, edge.id, edge.tellings[-1].claim.id, verdict)
        for edge, verdict in zip(GRAPH.edges, Verdict, strict=False)
    },
)
IDENTITIES = Resolution(
    same={"person-o-lind": ODA_LIND.id},
    entities={ODA_LIND.id: ODA_LIND},
    identities=(Identity(replace(ODA_LIND, id="person-o-lind", label="O. Lind"), ODA_LIND.id, Rule.INITIAL),),
    gone={3: "no article names The \x1b[31mBridge (armed-bridge)"},
)
DECIDED = [
    Decision(number, what, Changed(1200, number, number % 2, 1))
    for number, what in enumerate(
        [
            Merge("person-lind", "Lind", ODA_LIND.id, "Oda Lind"),
            Split(ODA_LIND.id, "Oda Lind", ("a1", "a2"), "person-oda-lind-pilot", "Oda Lind (pilot)"),
            Rename("armed-bridge", "The \x1b[31mBridge", "Bridge Front"),
            Retype("place-old-harbour", "Old Harbour", "Organization"),
            Apart("person-o-lind", "O. Lind", ODA_LIND.id, "Oda Lind"),
            RejectEdge(NORWAY.id, "accuses", MALI.id, False, "Norway accuses Mali"),
            RejectClaim("0123456789abcdef", "a1", "Norway accuses Mali"),
            Undo(1),
        ],
        1,
    )
]
SUGGESTED = [
    Suggestion(
        0.9, "Lind\x07", "Person", "Oda Lind", "Person", "a part of the name", 1, "person-lind", ODA_LIND.id
    ),
    Suggestion(
        0.45, "OH", "Organization", "Old Harbour", "Place", "its initials", 3, "org-oh", "place-old-harbour"
    ),
]
RENDERED = {
    "audit": lambda: audit.render(AUDITED, GRAPH.relations),
    "between": lambda: between.render(GRAPH, "Norway", "Russia"),
    "coverage": lambda: coverage.render(GRAPH),
    "decisions": lambda: decisions.render(DECIDED, IDENTITIES),
    "duplicates": lambda: duplicates.render(SUGGESTED),
    "evidence": lambda: evidence.render(GRAPH, evidence.find_edge(GRAPH, "Norway", "accuses", "Russia")),
    "explain": lambda: explain.render(EXPLANATION, GRAPH.relations),
    "identities": lambda: identities.render(IDENTITIES),
    "matrix": lambda: matrix.render(GRAPH),
    "path": lambda: path.render(GRAPH, "São Tomé", "Russia"),
    "scores": lambda: scores.render(REPORT),
    "stats": lambda: stats.render(GRAPH),
    "summary": lambda: summary.render(GRAPH, steps=STEPS),
    "timeline": lambda: timeline.render(GRAPH),
    "top": lambda: top.render(GRAPH, Ranking.PAIRS),
    "who": lambda: who.render(GRAPH, "Norway"),
}


@pytest.mark.parametrize("name", sorted(RENDERED))
def test_golden(name: str, golden: Golden) -> None:
    lines = printed(RENDERED[name]()).splitlines()
    golden(f"view.{name}.txt", "".join(f"{line.rstrip()}\n" for line in lines))


@pytest.mark.parametrize("name", sorted(list_plugins("kg.views")))
def test_its_help_is_one_sentence_and_it_renders(name: str) -> None:
    module = load_plugin("kg.views", name)
    assert re.fullmatch(r"[A-Z].{10,100}\.", (module.__doc__ or "").splitlines()[0])
    assert callable(module.render)
    assert callable(module.find_rows)


@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("name", sorted(RENDERED))
def test_no_line_is_wider_than_the_terminal(name: str, width: int) -> None:
    console = Console(width=width)
    for line in printed(RENDERED[name](), width=width).splitlines():
        assert console.measure(line.rstrip()).maximum <= width


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("name", sorted(RENDERED))
def test_codes_in_texts_do_not_reach_the_terminal(name: str, colour: bool) -> None:
    shown = printed(RENDERED[name](), colour=colour)
    own = re.sub(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", shown)  # the styles and links of rich
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", own)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain é 中文", "plain é 中文"),
        ("two\n lines\tand a tab", "two lines and a tab"),
        ("\x1b[31;1mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("a\x1b]0;title\x07b\x1b]8;;http://x\x1b\\c", "abc"),
        ("a\x1bcb", "acb"),
        ("abc\u202edef\u2066g\u200bh\ufeff", "abcdefgh"),
        ("nul\x00 bell\x07", "nul bell"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_a_link_is_made_only_of_a_plain_web_address() -> None:
    def shown(url: str) -> str:
        article = make_article("Norway aids Mali.", url=url, title="Aid")
        claim = make_claim(article, article.text, NORWAY, "aids", MALI)
        graph = make_graph([make_record(article, [NORWAY, MALI], [claim])])
        return printed(between.render(graph, "Norway", "Mali"), colour=True)

    assert "]8;" in shown("https://news.example/aid")
    assert "]8;" not in shown("javascript:alert(1)")
    assert "]8;" not in shown("https://news.example/\x1b]0;owned\x07")


def test_denied_and_planned_claims_stand_apart_and_are_marked() -> None:
    shown = printed(between.render(GRAPH, "Norway", "Russia"))
    edges, others = shown.split("Denied, planned or hedged")
    assert "accuses" in edges
    assert not any(word in edges for word in ("expels", "sanctions", "talks with", "[denied]"))
    assert "[denied] Norway expels Russia" in others
    assert "[planned] Norway sanctions Russia" in others
    assert "[hedged] Norway talks with Russia" in others
    assert "according to Oda Lind" in others


def test_between_is_the_same_from_both_ends() -> None:
    assert between.find_rows(GRAPH, "Norway", "Russia") == between.find_rows(GRAPH, "russia", "norway")


def test_the_words_for_both_ends_are_set_off() -> None:
    shown = printed(between.render(GRAPH, "Norway", "Russia"), colour=True)
    assert "\x1b[1;4mNorway\x1b[0m accused \x1b[1;4mRussia\x1b[0m" in shown


def test_a_question_shows_the_claim_its_sentence_and_what_was_said_of_it() -> None:
    (drawn,) = (one for one in draw(GRAPH) if one.edge.relation == "accuses")
    shown = printed(audit.render_question(drawn, GRAPH.relations, number=3, of=50, judged="wrong"))
    assert "3 of 50, judged wrong" in shown
    assert "Norway accuses Russia" in shown
    assert "affirmed, actual, 1 of 2 claims of this edge" in shown


def test_who_says_from_where_the_edge_is_seen() -> None:
    rows = who.find_rows(GRAPH, "Norway")
    assert [(row.direction, row.relation) for row in rows] == [
        ("out", "accuses"),
        ("out", "aids"),
        ("in", "condemns"),
    ]
    assert "is condemned by  São Tomé & Príncipe" in printed(who.render(GRAPH, "Norway"))


def test_a_limit_says_what_it_left_out() -> None:
    assert "and 1 more; --limit 0 shows all" in printed(who.render(GRAPH, "Norway", limit=1))
    assert "more;" not in printed(who.render(GRAPH, "Norway", limit=0))


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("country-no", "Norway"),
        ("NORWAY", "Norway"),
        ("sao tome & principe", "São Tomé & Príncipe"),
        ("São Tomé", "São Tomé & Príncipe"),
        ("bridge front", 'The "Bridge" Front'),
        ("Lind", "Oda Lind"),
    ],
)
def test_a_name_finds_its_entity(name: str, label: str) -> None:
    assert find_node(GRAPH, name).entity.label == label


def test_words_that_articles_use_are_names_but_pronouns_are_not() -> None:
    article = make_article("Oslo aided Mali. It aided Mali.")
    claims = [
        make_claim(article, "Oslo aided Mali.", NORWAY, "aids", MALI, actor_text="Oslo"),
        make_claim(article, "It aided Mali.", NORWAY, "aids", MALI, actor_text="It"),
    ]
    record = make_record(article, [NORWAY, MALI], claims)
    kinds = {"It": MentionKind.PRONOUN}
    mentions = tuple(replace(m, kind=kinds.get(m.text, m.kind)) for m in record.mentions)
    graph = make_graph([replace(record, mentions=mentions)])
    assert find_node(graph, "oslo").entity == NORWAY
    with pytest.raises(UsageError, match="nothing is called 'it'"):
        find_node(graph, "it")


def test_a_slip_of_the_pen_is_answered_with_the_name_meant() -> None:
    with pytest.raises(UsageError, match="did you mean Norway"):
        find_node(GRAPH, "Norwya")


def test_an_ambiguous_name_lists_the_choices() -> None:
    twin = replace(ODA_LIND, id="person-oda-berg", label="Oda Berg")
    graph = make_graph([make_record(make_article("Oda Berg met Oda Lind."), [ODA_LIND, twin])])
    with pytest.raises(UsageError, match=r"'oda' may be Oda Berg \(person-oda-berg\) or Oda Lind"):
        find_node(graph, "oda")


def test_an_empty_graph_says_what_to_try() -> None:
    empty = make_graph([])
    with pytest.raises(UsageError, match="the graph is empty; add articles with kg build"):
        find_node(empty, "Norway")
    assert "kg build" in printed(top.render(empty, Ranking.ACTORS))
    assert "no edge yet" in printed(summary.render(empty))


def test_a_relation_of_the_user_is_shown_in_its_own_words() -> None:
    own = relation("gladdensMuch", inverse_label="is made glad by", quad="verbal-cooperation")
    graph = build_graph([tell("2024-03-04", NORWAY, "gladdensMuch", MALI)], {own.name: own})
    assert "gladdens much  Mali" in printed(who.render(graph, "Norway"))
    assert "is made glad by  Norway" in printed(who.render(graph, "Mali"))
    assert "Norway gladdens much Mali" in printed(between.render(graph, "Norway", "Mali"))
    assert "gladdens much" in printed(top.render(graph, Ranking.RELATIONS))
    assert "verbal cooperation" in printed(top.render(graph, Ranking.QUADS))
    assert "gladdens much" in printed(timeline.render(graph))


def test_a_relation_that_no_file_has_is_shown_by_its_name() -> None:
    graph = build_graph([tell("2024-03-04", NORWAY, "puzzlesOver", MALI)], {})
    assert "puzzlesOver  Mali" in printed(who.render(graph, "Norway"))
    assert "no class" in printed(top.render(graph, Ranking.QUADS))


@pytest.mark.parametrize(
    ("ranking", "first"),
    [
        (Ranking.ACTORS, ("Norway", 4)),
        (Ranking.PAIRS, ("Norway", 2)),
        (Ranking.RELATIONS, ("accuses", 2)),
        (Ranking.QUADS, ("verbal-conflict", 3)),
    ],
)
def test_what_is_told_most_stands_first(ranking: Ranking, first: tuple[str, int]) -> None:
    row = top.find_rows(GRAPH, ranking, limit=1)[0]
    name = getattr(
        row, {"actors": "label", "pairs": "actor", "relations": "relation", "quads": "quad"}[ranking]
    )
    assert (name, row.origins) == first


def test_a_pair_with_many_relations_names_the_strongest() -> None:
    names = ("accuses", "aids", "meets", "warns", "urges", "backs")
    graph = make_graph(tell("2024-03-04", NORWAY, name, RUSSIA) for name in names)
    assert "2 more" in printed(top.render(graph))
    assert len(top.find_pairs(graph)[0].relations.split()) == 6


def test_a_narrow_terminal_leaves_the_last_date_out() -> None:
    assert "2024-03-11" in printed(top.render(GRAPH, Ranking.ACTORS), width=80)
    assert "2024-03-11" not in printed(top.render(GRAPH, Ranking.ACTORS), width=60)


def test_a_note_that_does_not_fit_its_line_is_the_next() -> None:
    wide, narrow = (printed(who.render(GRAPH, "Mali"), width=width).splitlines() for width in (100, 40))
    assert any("is aided by  Norway" in line and "1 claim in 1 article" in line for line in wide)
    assert "    1 claim in 1 article" in [line.rstrip() for line in narrow]


def test_copies_are_told_from_independent_tellings() -> None:
    graph = make_graph(tell("2024-03-04", NORWAY, "aids", MALI, id=name) for name in "ab")
    assert "2 claims in 2 articles, 1 independent" in printed(who.render(graph, "Norway"))
    assert "independent" not in printed(who.render(GRAPH, "Norway"))


def test_coverage_counts_verbs_and_quotes_one_sentence() -> None:
    (verb,) = coverage.find_rows(GRAPH)
    assert (verb.lemma, verb.times, verb.actor, verb.recipient) == ("eye", 1, "Norway", "Russia")
    assert verb.sentence == "Norway will sanction Russia next month."


def test_the_numbers_of_a_summary_add_up() -> None:
    (found,) = summary.find_rows(GRAPH)
    assert (found.articles, found.claims, found.edges) == (3, 8, 4)
    assert (found.denied, found.planned, found.hypothetical, found.hedged) == (1, 1, 0, 1)


def test_decisions_tell_what_holds() -> None:
    rows = decisions.find_rows(DECIDED, IDENTITIES)
    assert [row.state for row in rows] == [
        "undone",
        "",
        "no article names The \x1b[31mBridge (armed-bridge)",
        *[""] * 5,
    ]
    assert (rows[0].kind, rows[0].decision) == ("merge", "Lind is Oda Lind")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (Changed(1, 1, 0, 0), "1 mention, 1 claim; no edge"),
        (Changed(0, 2, 1, 0), "0 mentions, 2 claims; 1 edge goes, 0 come"),
        (Changed(3, 0, 2, 1), "3 mentions, 0 claims; 2 edges go, 1 comes"),
    ],
)
def test_a_change_is_told(changed: Changed, told: str) -> None:
    assert decisions.tell_change(changed) == told


def test_lists_of_names_are_cut_where_asked() -> None:
    assert "and 1 more" in printed(duplicates.render(SUGGESTED, limit=1))
    assert duplicates.find_rows(SUGGESTED, limit=1) == tuple(SUGGESTED[:1])
    assert len(identities.find_rows(IDENTITIES, limit=1)) == 1
