"""Pictures: what is on them, that no name covers another, and that they are files that others read."""

import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from kg.drawing import Picture, compose, write_picture
from kg.drawing.choosing import choose_arrows, choose_stars
from kg.drawing.figures import place_figures
from kg.drawing.shapes import Curve, Disc, Shape, Words, measure
from kg.errors import UsageError
from kg.graph import Graph
from kg.model import Entity, EntityType
from kg.relations import load_relations
from tests.conftest import Golden
from tests.factories import (
    BRIDGE_FRONT,
    MALI,
    NORWAY,
    RUSSIA,
    SAO_TOME,
    make_article,
    make_claim,
    make_graph,
    make_record,
    sample,
)

RELATIONS = load_relations()


def _people(count: int) -> list[Entity]:
    return [
        Entity(f"person-{n:03}", f"Person Number {n} of Them All", EntityType.PERSON) for n in range(count)
    ]


def _graph(pairs: list[tuple[Entity, Entity]], relation: str = "accuses") -> Graph:
    records = []
    for number, (one, two) in enumerate(pairs):
        article = make_article(f"{one.label} did it to {two.label}, told {number} times.")
        claim = make_claim(article, article.text, one, relation, two)
        records.append(make_record(article, {one, two}, [claim]))
    return make_graph(records)


def _labels(graph: Graph, limit: int, around: str | None = None) -> list[str]:
    return [star.label for star in choose_stars(graph, limit, around)]


def test_the_strongest_are_chosen() -> None:
    assert set(_labels(sample().graph(), 3)) == {"Norway", "Russia", "Mali"}


def test_who_is_tied_to_none_of_the_others_is_not_drawn() -> None:
    graph = _graph([(NORWAY, RUSSIA)] * 3 + [(BRIDGE_FRONT, MALI)] * 2)
    assert _labels(graph, 3) == ["Norway", "Russia"]
    assert len(_labels(graph, 4)) == 4


def test_around_one_are_those_it_is_tied_to_most() -> None:
    graph = _graph([(NORWAY, RUSSIA)] * 2 + [(MALI, NORWAY), (BRIDGE_FRONT, MALI)])
    assert _labels(graph, 9, NORWAY.id) == ["Norway", "Russia", "Mali"]
    assert _labels(graph, 2, NORWAY.id) == ["Norway", "Russia"]


def test_edges_of_one_direction_are_one_arrow_named_by_the_strongest() -> None:
    graph = sample().graph()
    arrows = choose_arrows(graph, choose_stars(graph, 9, None), RELATIONS, 9)
    assert (arrows[0].label, arrows[0].origins, arrows[0].more) == ("accuses", 2, 0)
    assert len(arrows) == 4
    assert len(choose_arrows(graph, choose_stars(graph, 9, None), RELATIONS, 2)) == 2


@pytest.mark.parametrize("shape", ["chain", "star", "apart"])
def test_no_name_or_disc_covers_another(shape: str) -> None:
    people = _people(40)
    pairs = {
        "chain": list(itertools.pairwise(people)),
        "star": [(people[0], other) for other in people[1:]],
        "apart": list(zip(people[::2], people[1::2], strict=True)),
    }[shape]
    graph = _graph(pairs)
    stars = choose_stars(graph, 40, None)
    figures, right, bottom = place_figures(
        stars, choose_arrows(graph, stars, RELATIONS, 200), left=40, top=80
    )
    assert len(figures) == 40
    for one, two in itertools.combinations([figure.box for figure in figures], 2):
        across = min(one[2], two[2]) - max(one[0], two[0])
        down = min(one[3], two[3]) - max(one[1], two[1])
        assert min(across, down) < 1
    assert all(f.box[0] > 39 and f.box[1] > 79 for f in figures)
    assert all(f.box[2] < right + 1 and f.box[3] < bottom + 1 for f in figures)


def test_all_is_on_the_page() -> None:
    picture = compose(sample().graph(), RELATIONS)
    for part in picture.parts:
        match part:
            case Disc():
                places = [part.centre]
            case Curve():
                places = [part.start, part.end]
            case Shape():
                places = list(part.points)
            case Words():
                half = 0.0 if part.left else measure(part.text, part.size) / 2
                x, y = part.place
                places = [(x - half, y), (x + (measure(part.text, part.size) if part.left else half), y)]
        assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in places)


def _words(picture: Picture) -> list[str]:
    return [part.text for part in picture.parts if isinstance(part, Words)]


def test_it_says_what_it_shows() -> None:
    words = _words(compose(sample().graph(), RELATIONS))
    assert "Who has most to do with whom" in words
    about = "5 of 7 actors and places, 4 ties between them; from 3 articles of 2024-03-04 to 2024-03-11"
    assert about in words
    assert {"accuses", "Country, government", "Verbal conflict"} <= set(words)
    assert "Person" not in words  # the key has only what is there
    around = _words(compose(sample().graph(), RELATIONS, around=MALI.id))
    assert "Mali and those it has most to do with" in around


def test_what_goes_both_ways_has_no_head() -> None:
    for relation, heads in (("meets", 0), ("accuses", 1)):
        picture = compose(_graph([(NORWAY, RUSSIA)], relation), RELATIONS)
        assert sum(isinstance(part, Shape) for part in picture.parts) == heads


@pytest.mark.parametrize("around", [None, NORWAY.id])
def test_without_an_edge_there_is_no_picture(around: str | None) -> None:
    article = make_article("Norway is there.")
    graph = make_graph([make_record(article, [NORWAY])])
    with pytest.raises(UsageError, match="no edge to draw"):
        compose(graph, RELATIONS, around=around)


def test_golden(tmp_path: Path, golden: Golden) -> None:
    write_picture(compose(sample().graph(), RELATIONS), tmp_path / "graph.svg")
    golden("picture.svg", (tmp_path / "graph.svg").read_text("utf-8"))


def test_the_svg_stands_alone_and_is_well_formed(tmp_path: Path) -> None:
    odd = replace(SAO_TOME, label='<São> & "Tomé"\x07')
    write_picture(compose(_graph([(NORWAY, odd)]), RELATIONS), tmp_path / "graph.svg")
    root = etree.parse(tmp_path / "graph.svg").getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert '<São> & "Tomé"' in texts
    names = {etree.QName(element).localname for element in root.iter() if isinstance(element.tag, str)}
    assert names == {"svg", "title", "rect", "path", "polygon", "circle", "text"}
    assert not [key for element in root.iter() for key in element.attrib if "href" in key]


def test_a_png_has_two_pixels_a_point(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="needs the extra notebook")
    picture = compose(sample().graph(), RELATIONS)
    write_picture(picture, tmp_path / "graph.png")
    content = (tmp_path / "graph.png").read_bytes()
    assert content.startswith(b"\x89PNG")
    size = [int.from_bytes(content[at : at + 4]) for at in (16, 20)]
    assert size == pytest.approx([2 * picture.width, 2 * picture.height], abs=2)


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.svg or \.png"):
        write_picture(compose(sample().graph(), RELATIONS), tmp_path / "graph.pdf")


def test_a_long_name_takes_three_lines_at_most() -> None:
    long = replace(NORWAY, label="Joint Committee for the Restoration of Navigation on the Upper River")
    words = _words(compose(_graph([(long, RUSSIA)]), RELATIONS))
    assert "Joint Committee" in words
    assert sum(word in long.label.replace("…", "") or word.endswith("…") for word in words) == 3
