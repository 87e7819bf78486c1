import pytest

from kg.nlp.prepositions import paths
from kg.nlp.syntax import (
    agents,
    antecedent,
    has_infinitive,
    infinitive_subject,
    is_passive,
    relativized_object,
    subjects,
    that_subject,
    with_conjuncts,
)
from tests.nlp.factories import parse, word, words


@pytest.mark.parametrize(
    ("spec", "verb", "expected"),
    [
        # its own, active and passive
        ("Iran:nsubj>shelled shelled Basra:dobj>shelled .", "shelled", "Iran"),
        ("Basra:nsubjpass>shelled was:auxpass>shelled shelled/VBN .", "shelled", "Basra"),
        ("It:nsubj>rained rained in:prep>rained Basra:pobj>in .", "rained", "It"),
        ("Shell/VB Basra:dobj>Shell .", "Shell", ""),
        # by conjunction
        (
            "Iran:nsubj>came came and:cc>came shelled/VBD:conj>came Qom:dobj>shelled .",
            "shelled",
            "Iran",
        ),
        (
            "Iran:nsubj>came came and:cc>came Iraq:nsubj>shelled shelled/VBD:conj>came Qom:dobj>shelled .",
            "shelled",
            "Iraq",
        ),
        # by relative clause and participle
        ("Rebels/NNS:nsubj>fled who:nsubj>came came:relcl>Rebels fled .", "came", "Rebels"),
        (
            "Troops/NNS:nsubj>fled shelling/VBG:acl>Troops Qom:dobj>shelling fled .",
            "shelling",
            "Troops",
        ),
        ("Basra:nsubj>fell taken:acl>Basra by:agent>taken Iran:pobj>by fell .", "taken", "Basra"),
        (
            "Iran:nsubj>came came ,:punct>came killing/VBG:advcl>came rebels/NNS:dobj>killing .",
            "killing",
            "Iran",
        ),
        (
            "Iran:nsubj>waged waged=wage war:dobj>waged aimed:acl>war at:prep>aimed taking=take:pcomp>at "
            "Qom:dobj>taking .",
            "taking",
            "war Iran",
        ),
        # by control
        ("Iran:nsubj>wants wants/VBZ to:aux>go go:xcomp>wants .", "go", "Iran"),
        ("Iran:nsubj>told told Iraq:dobj>told to:aux>go go:xcomp>told .", "go", "Iraq"),
        (
            "Iran:nsubj>promised promised=promise Iraq:dobj>promised to:aux>go go:xcomp>promised .",
            "go",
            "Iran",
        ),
        (
            "Iran:nsubj>called called on:prep>called Iraq:pobj>on to:aux>go go:xcomp>called .",
            "go",
            "Iraq",
        ),
        (
            "Iran:nsubj>appealed appealed to:prep>appealed Iraq:pobj>to to:aux>go go:xcomp>appealed .",
            "go",
            "Iraq",
        ),
        ("Iran:nsubj>moved moved=move on:prep>moved Sunday:pobj>on to:aux>go go:xcomp>moved .", "go", "Iran"),
        ("Iran:nsubjpass>told was:auxpass>told told/VBN to:aux>go go:xcomp>told .", "go", "Iran"),
        ("Iran:nsubj>is is ready:acomp>is to:aux>go go:xcomp>ready .", "go", "Iran"),
        (
            "Iran:nsubj>denied denied=deny shelling/VBG:xcomp>denied Qom:dobj>shelling .",
            "shelling",
            "Iran",
        ),
        (
            "Iran:nsubj>said said it:nsubj>shelled shelled:ccomp>said Qom:dobj>shelled .",
            "shelled",
            "it",
        ),
        # gerunds
        (
            "Iran:nsubj>accused accused=accuse Iraq:dobj>accused of:prep>accused shelling:pcomp>of .",
            "shelling",
            "Iraq",
        ),
        (
            "Iran:nsubj>stopped stopped=stop Iraq:dobj>stopped from:prep>stopped shelling:pcomp>from .",
            "shelling",
            "Iraq",
        ),
        (
            "Iran:nsubjpass>stopped was:auxpass>stopped stopped=stop/VBN from:prep>stopped "
            "shelling:pcomp>from .",
            "shelling",
            "Iran",
        ),
        (
            "Iran:nsubj>took took Qom:dobj>took after:prep>took shelling:pcomp>after it:dobj>shelling .",
            "shelling",
            "Iran",
        ),
        (
            "Iran:nsubj>left left Qom:dobj>left without:prep>left shelling:pcomp>without it:dobj>shelling .",
            "shelling",
            "Iran",
        ),
        (
            "Iran:poss>hope 's:case>Iran hope:nsubj>faded of:prep>hope taking=take:pcomp>of Qom:dobj>taking "
            "faded=fade .",
            "taking",
            "Iran",
        ),
        # what a noun plans
        (
            "Iran:poss>plan 's:case>Iran plan:nsubj>failed to:aux>take take/VB:acl>plan Qom:dobj>take failed "
            ".",
            "take",
            "Iran",
        ),
        (
            "Iran:nsubj>made made plans:dobj>made to:aux>take take/VB:acl>plans Qom:dobj>take .",
            "take",
            "Iran",
        ),
        (
            "Plans/NNS:nsubjpass>made were:auxpass>made made/VBN by:agent>made Iran:pobj>by to:aux>go "
            "go/VB:acl>Plans .",
            "go",
            "Iran",
        ),
        ("Plans/NNS:nsubj>failed to:aux>go go/VB:acl>Plans failed .", "go", "Plans"),
    ],
)
def test_who_does_it(spec: str, verb: str, expected: str) -> None:
    assert words(subjects(word(parse(spec), verb))) == expected


def test_a_parse_that_bites_its_tail_ends() -> None:
    chain = " ".join(f"v{i}=v/VB:xcomp>v{i - 1}" for i in range(1, 20))
    doc = parse(f"Iran:nsubj>v0 v0=v/VBD {chain}")
    assert words(subjects(word(doc, "v8"))) == "Iran"
    assert words(subjects(word(doc, "v19"))) == ""


@pytest.mark.parametrize(
    ("spec", "verb", "expected"),
    [
        ("Basra:nsubjpass>shelled was:auxpass>shelled shelled/VBN .", "shelled", True),
        ("Basra:nsubj>fell taken:acl>Basra fell .", "taken", True),
        ("Basra:nsubj>lay lay=lie ,:punct>lay taken/VBN:advcl>lay .", "taken", True),
        (
            "Basra:nsubjpass>hit was:auxpass>hit hit/VBN and:cc>hit burned/VBN:conj>hit .",
            "burned",
            True,
        ),
        ("Iran:nsubj>shelled has:aux>shelled shelled/VBN Basra:dobj>shelled .", "shelled", False),
        ("Iran:nsubj>shelled shelled Basra:dobj>shelled .", "shelled", False),
        ("Iran:nsubj>came came and:cc>came taken/VBN:conj>came Qom:dobj>taken .", "taken", False),
        (
            "Troops/NNS:nsubj>fled shelling/VBG:acl>Troops Qom:dobj>shelling fled .",
            "shelling",
            False,
        ),
        (
            "Basra:nsubjpass>hit was:auxpass>hit hit/VBN and:cc>hit Iran:nsubj>fled fled/VBD:conj>hit .",
            "fled",
            False,
        ),
    ],
)
def test_passives(spec: str, verb: str, expected: bool) -> None:
    assert is_passive(word(parse(spec), verb)) is expected


@pytest.mark.parametrize(
    ("spec", "verb", "expected"),
    [
        ("Basra:nsubjpass>hit was:auxpass>hit hit/VBN by:agent>hit Iran:pobj>by .", "hit", "Iran"),
        ("Basra:nsubj>fell hit:acl>Basra by:prep>hit Iran:pobj>by fell .", "hit", "Iran"),
        ("Basra:nsubjpass>hit was:auxpass>hit hit/VBN in:prep>hit May:pobj>in .", "hit", ""),
        ("Basra:nsubjpass>hit was:auxpass>hit hit/VBN near:prep>hit Iran:pobj>near .", "hit", ""),
        ("Iran:nsubj>hit hit/VBD Basra:dobj>hit .", "hit", ""),
        # hung on a word between
        (
            "Ann:nsubjpass>barred was:auxpass>barred barred/VBN from:prep>barred running:pcomp>from "
            "by:prep>running Iran:pobj>by .",
            "barred",
            "Iran",
        ),
        (
            "Iraq:nsubjpass>given was:auxpass>given given/VBN a:det>loan loan:dobj>given by:prep>loan "
            "Iran:pobj>by .",
            "given",
            "Iran",
        ),
        (
            "Basra:nsubjpass>hit was:auxpass>hit hit/VBN in:prep>hit strikes/NNS:pobj>in near:prep>strikes "
            "Iran:pobj>near .",
            "hit",
            "",
        ),
    ],
)
def test_agents(spec: str, verb: str, expected: str) -> None:
    assert words(agents(word(parse(spec), verb))) == expected


def test_a_day_after_by_is_no_agent() -> None:
    spec = "Basra:nsubjpass>hit was:auxpass>hit hit/VBN by:prep>hit Sunday:pobj>by ."
    assert words(agents(word(parse(spec, ents={"Sunday": "DATE"}), "hit"))) == ""


@pytest.mark.parametrize(
    ("spec", "token", "expected"),
    [
        ("Rebels/NNS:nsubj>fled who:nsubj>came came:relcl>Rebels fled .", "who", "Rebels"),
        (
            "a:det>plan plan:nsubj>failed that:nsubj>split split/VBD:relcl>plan Iran:dobj>split failed .",
            "that",
            "plan",
        ),
        (
            "Rebels/NNS:nsubj>fled who:nsubj>came came:relcl>Rebels fled .",
            "Rebels",
            "Rebels",
        ),
        ("Iran:nsubj>said said that:mark>fell Qom:nsubj>fell fell:ccomp>said .", "that", "that"),
        ("Who:nsubj>shelled shelled Qom:dobj>shelled ?", "Who", "Who"),
    ],
)
def test_relative_pronouns(spec: str, token: str, expected: str) -> None:
    assert words(antecedent(word(parse(spec), token))) == expected


@pytest.mark.parametrize(
    ("spec", "verb", "expected"),
    [
        (
            "Iran:nsubj>saw saw plans:dobj>saw Egypt:nsubj>drew drew:relcl>plans .",
            "drew",
            "plans",
        ),
        (
            "Iran:nsubj>saw saw plans:dobj>saw that:mark>helped Egypt:nsubj>helped helped:relcl>plans "
            "to:aux>draw draw:xcomp>helped .",
            "draw",
            "plans",
        ),
        (
            "UN:nsubj>voted voted=vote on:prep>voted plans:pobj>on – that:mark>drew Egypt:nsubj>drew "
            "drew:ccomp>voted – .",
            "drew",
            "plans",
        ),
        # nothing is left out here: a "that" in the object's place is an object, and has an antecedent
        (
            "Iran:nsubj>saw saw plans:dobj>saw that:dobj>drew Egypt:nsubj>drew drew:relcl>plans .",
            "drew",
            "",
        ),
        ("Iran:nsubj>saw saw plans:dobj>saw that:nsubj>split split/VBD:relcl>plans .", "split", ""),
        (
            "Iran:nsubj>saw saw plans:dobj>saw Egypt:nsubj>drew drew:relcl>plans maps:dobj>drew .",
            "drew",
            "",
        ),
        ("Iran:nsubj>said said that:mark>drew Egypt:nsubj>drew drew:ccomp>said .", "drew", ""),
        ("Egypt:nsubj>drew drew .", "drew", ""),
        ("Troops/NNS:nsubj>fled who:nsubj>came came:relcl>Troops fled .", "came", ""),
    ],
)
def test_objects_left_out_of_relative_clauses(spec: str, verb: str, expected: str) -> None:
    assert words(relativized_object(word(parse(spec), verb))) == expected


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("Iran:nsubj>met met with:prep>met Iraq:pobj>with .", ["with: Iraq"]),
        (
            "Iran:nsubj>closed closed=close in:prt>closed on:prep>closed Qom:pobj>on .",
            ["in: in", "on: Qom", "in on: Qom"],
        ),
        ("Iran:nsubj>closed closed=close in:prep>closed on:prep>in Qom:pobj>on .", ["in on: Qom"]),
        (
            "Iran:nsubj>drove drove rebels/NNS:dobj>drove out:prep>drove of:prep>out Qom:pobj>of .",
            ["out of: Qom"],
        ),
        ("Qom:nsubjpass>hit was:auxpass>hit hit/VBN by:agent>hit Iran:pobj>by .", ["by: Iran"]),
        ("Iran:nsubj>went went to:prep>went see/VBG:pcomp>to .", ["to: see"]),
        (
            "Iran:nsubj>pulled pulled back:advmod>pulled from:prep>back Qom:pobj>from .",
            ["back: back", "back from: Qom"],
        ),
        # what follows a participle that adds nothing follows its noun
        ("Deal/NN reached:acl>Deal with:prep>reached Iraq:pobj>with .", ["with: Iraq"]),
        ("Deal/NN signed:acl>Deal by:agent>signed Iraq:pobj>by .", []),
        ("Deal/NN broken:acl>Deal with:prep>broken Iraq:pobj>with .", []),
        # who is given something is given it "to"
        ("Iran:nsubj>gave gave=give Iraq:dative>gave tanks/NNS:dobj>gave .", ["to: Iraq"]),
        ("Iran:nsubj>fled fled .", []),
    ],
)
def test_paths(spec: str, expected: list[str]) -> None:
    [root] = [token for token in parse(spec) if token.dep_ == "ROOT"]
    assert [f"{path}: {token.text}" for path, token in paths(root)] == expected


def test_a_particle_stands_before_or_behind_its_object() -> None:
    before = parse("Iran:nsubj>called called off:prt>called talks:dobj>called .")
    behind = parse("Iran:nsubj>called called talks:dobj>called off:prt>called .")
    for doc in (before, behind):
        assert {(path, token.text) for path, token in paths(word(doc, "called"))} == {
            ("off", "off"),
            ("off", "talks"),
        }


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (
            "Iran:nsubj>urged urged=urge Iraq:nsubj>let to:aux>let let/VB:ccomp>urged aid:dobj>let "
            "in:prt>let .",
            "Iraq",
        ),
        ("Iran:nsubj>saw saw Iraq:nsubj>fall fall/VB:ccomp>saw .", "Iraq"),
        ("Iran:nsubj>said said Iraq:nsubj>fell fell:ccomp>said .", ""),
        ("Iran:nsubj>wants wants/VBZ to:aux>go go:xcomp>wants .", ""),
    ],
)
def test_the_subject_of_an_infinitive(spec: str, expected: str) -> None:
    [root] = [token for token in parse(spec) if token.dep_ == "ROOT"]
    assert words(infinitive_subject(root)) == expected


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("Iran:nsubj>asked asked that:mark>go Iraq:nsubj>go go/VB:ccomp>asked .", "Iraq"),
        ("Iran:nsubj>asked asked to:aux>go go:xcomp>asked .", ""),
    ],
)
def test_the_subject_of_a_that_clause(spec: str, expected: str) -> None:
    [root] = [token for token in parse(spec) if token.dep_ == "ROOT"]
    assert words(that_subject(root)) == expected


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("Iran:nsubj>urged urged=urge Iraq:dobj>urged to:aux>go go:xcomp>urged .", True),
        ("Iran:nsubj>sent sent troops:dobj>sent to:aux>go go/VB:advcl>sent .", True),
        ("Iran:nsubj>urged urged=urge restraint:dobj>urged .", False),
        ("Iran:nsubj>denied denied=deny going/VBG:xcomp>denied .", False),
        ("Iran:nsubj>went went to:prep>went Qom:pobj>to .", False),
    ],
)
def test_infinitives(spec: str, expected: bool) -> None:
    [root] = [token for token in parse(spec) if token.dep_ == "ROOT"]
    assert has_infinitive(root) is expected


def test_conjuncts_to_the_right() -> None:
    doc = parse("Iran:nsubj>fell ,:punct>Iran Iraq:conj>Iran and:cc>Iraq Qom:conj>Iraq fell .")
    assert words(with_conjuncts(word(doc, "Iran"))) == "Iran Iraq Qom"
    assert words(with_conjuncts(word(doc, "Iraq"))) == "Iraq Qom"


@pytest.mark.parametrize(
    ("spec", "verb", "expected"),
    [
        (
            "Iran:nsubj>named named=name Ann:dobj>named minister:oprd>named ,:punct>named "
            "replacing=replace/VBG:advcl>named Bob:dobj>replacing .",
            "replacing",
            "Ann",
        ),
        (
            "Iran:nsubj>indicted indicted=indict Ann:dobj>indicted on:prep>indicted "
            "charges=charge/NNS:pobj>on of:prep>charges bribing:pcomp>of Bob:dobj>bribing .",
            "bribing",
            "Ann",
        ),
    ],
)
def test_whoever_is_named_or_charged_does_what_follows(spec: str, verb: str, expected: str) -> None:
    assert words(subjects(word(parse(spec), verb))) == expected
