import pytest

from kg.nlp.modality import Truth, find_truth
from tests.nlp.factories import parse, word


def told(truth: Truth) -> str:
    denier = f", denied by {truth.denier.text}" if truth.denier is not None else ""
    return f"{truth.polarity} {truth.modality}{denier}"


@pytest.mark.parametrize(
    ("spec", "verb", "expected"),
    [
        # plain
        ("Iran:nsubj>shelled shelled Basra:dobj>shelled .", "shelled", "affirmed actual"),
        (
            "Basra:nsubjpass>shelled was:auxpass>shelled shelled/VBN by:agent>shelled Iran:pobj>by .",
            "shelled",
            "affirmed actual",
        ),
        (
            "Iran:nsubj>said said it:nsubj>shelled shelled:ccomp>said Basra:dobj>shelled .",
            "shelled",
            "affirmed actual",
        ),
        # negated by a word
        (
            "Iran:nsubj>shell did/VBD:aux>shell not:neg>shell shell/VB Basra:dobj>shell .",
            "shell",
            "negated actual",
        ),
        ("Iran:nsubj>shelled never:neg>shelled shelled Basra:dobj>shelled .", "shelled", "negated actual"),
        (
            "Iran:nsubj>backs no:neg>longer longer=long/RBR:advmod>backs backs/VBZ Hamas:dobj>backs .",
            "backs",
            "negated actual",
        ),
        ("No:det>troops troops:nsubj>entered entered Basra:dobj>entered .", "entered", "negated actual"),
        ("Iran:nsubj>entered entered no:det>town town:dobj>entered .", "entered", "negated actual"),
        ("Nobody/NN:nsubj>entered entered Basra:dobj>entered .", "entered", "negated actual"),
        (
            "Iran:nsubj>left left Basra:dobj>left without:prep>left shelling:pcomp>without it:dobj>shelling "
            ".",
            "shelling",
            "negated actual",
        ),
        (
            "Iran:nsubj>left left Basra:dobj>left without:prep>left shelling:pcomp>without it:dobj>shelling "
            ".",
            "left",
            "affirmed actual",
        ),
        (
            "Iran:nsubj>has has/VBZ yet:advmod>has to:aux>sign sign:xcomp>has it:dobj>sign .",
            "sign",
            "negated actual",
        ),
        # negated by a verb above
        (
            "Iran:nsubj>denied denied=deny shelling/VBG:xcomp>denied Qom:dobj>shelling .",
            "shelling",
            "negated actual, denied by denied",
        ),
        (
            "Iran:nsubj>denied denied=deny that:mark>shelled it:nsubj>shelled shelled:ccomp>denied "
            "Qom:dobj>shelled .",
            "shelled",
            "negated actual, denied by denied",
        ),
        (
            "Iran:nsubj>failed failed to:aux>enter enter:xcomp>failed Qom:dobj>enter .",
            "enter",
            "negated actual",
        ),
        (
            "Iran:nsubj>refused refused=refuse to:aux>meet meet:xcomp>refused Iraq:dobj>meet .",
            "meet",
            "negated actual",
        ),
        (
            "Iran:nsubj>stopped stopped=stop funding/VBG:xcomp>stopped Hamas:dobj>funding .",
            "funding",
            "negated actual",
        ),
        # twice is not at all
        (
            "Iran:nsubj>deny did/VBD:aux>deny not:neg>deny deny/VB shelling/VBG:xcomp>deny Qom:dobj>shelling "
            ".",
            "shelling",
            "affirmed actual, denied by deny",
        ),
        (
            "Iran:nsubj>fail did/VBD:aux>fail not:neg>fail fail/VB to:aux>enter enter:xcomp>fail .",
            "enter",
            "affirmed actual",
        ),
        # not negated: what is denied elsewhere
        (
            "Iran:nsubj>left which:nsubj>denied denied=deny:relcl>Iran shelling/VBG:xcomp>denied left "
            "Iraq:dobj>left .",
            "left",
            "affirmed actual",
        ),
        (
            "Iran:nsubj>met did/VBD:aux>met not:neg>met met/VB Iraq:dobj>met but:cc>met saw/VBD:conj>met "
            "Egypt:dobj>saw .",
            "saw",
            "affirmed actual",
        ),
    ],
)
def test_negation(spec: str, verb: str, expected: str) -> None:
    assert told(find_truth(word(parse(spec), verb))) == expected


@pytest.mark.parametrize(
    ("spec", "verb", "expected"),
    [
        # planned
        ("Iran:nsubj>shell will:aux>shell shell/VB Qom:dobj>shell .", "shell", "planned"),
        ("Iran:nsubj>plans plans/VBZ to:aux>shell shell:xcomp>plans Qom:dobj>shell .", "shell", "planned"),
        (
            "Iran:nsubjpass>set is:auxpass>set set/VBN to:aux>shell shell:xcomp>set Qom:dobj>shell .",
            "shell",
            "planned",
        ),
        (
            "Iran:nsubj>is is ready:acomp>is to:aux>shell shell:xcomp>ready Qom:dobj>shell .",
            "shell",
            "planned",
        ),
        pytest.param(
            "Iran:nsubj>going is:aux>going going/VBG to:aux>shell shell:xcomp>going Qom:dobj>shell .",
            "shell",
            "planned",
            marks=pytest.mark.xfail(strict=True, reason="'is going to' is read as done"),
        ),
        (
            "Iran:nsubj>has has/VBZ plans:dobj>has to:aux>shell shell/VB:acl>plans Qom:dobj>shell .",
            "shell",
            "planned",
        ),
        (
            "Iran:nsubj>sent sent troops:dobj>sent to:aux>take take/VB:advcl>sent Qom:dobj>take .",
            "take",
            "planned",
        ),
        (
            "Iran:nsubj>waged waged=wage war:dobj>waged aimed:acl>war at:prep>aimed taking=take:pcomp>at .",
            "taking",
            "planned",
        ),
        (
            "Iran:nsubj>told told of:prep>told a:det>raid planned=plan/VBN:amod>raid raid:pobj>of .",
            "raid",
            "planned",
        ),
        # hypothetical
        ("Iran:nsubj>shell would:aux>shell shell/VB Qom:dobj>shell .", "shell", "hypothetical"),
        ("Iran:nsubj>shell could:aux>shell shell/VB Qom:dobj>shell .", "shell", "hypothetical"),
        (
            "If:mark>shells Iran:nsubj>shells shells/VBZ:advcl>acts Qom:dobj>shells , Iraq:nsubj>acts "
            "acts/VBZ .",
            "shells",
            "hypothetical",
        ),
        (
            "It:nsubj>is is unclear:acomp>is whether:mark>fell Qom:nsubj>fell fell:ccomp>is .",
            "fell",
            "hypothetical",
        ),
        ("Iran:nsubj>wants wants/VBZ Iraq:nsubj>go to:aux>go go/VB:ccomp>wants .", "go", "hypothetical"),
        ("Iran:nsubj>urged urged=urge Iraq:dobj>urged to:aux>go go:xcomp>urged .", "go", "hypothetical"),
        ("Iran:nsubj>asked asked that:mark>go Iraq:nsubj>go go/VB:ccomp>asked .", "go", "hypothetical"),
        ("Did/VBD:aux>shell Iran:nsubj>shell shell/VB Qom:dobj>shell ?", "shell", "hypothetical"),
        (
            "Iran:nsubj>warned warned of:prep>warned the:det>risk risk:pobj>of of:prep>risk war:pobj>of#2 .",
            "war",
            "hypothetical",
        ),
        ("Iran:nsubj>saw saw a:det>raid possible:amod>raid raid:dobj>saw .", "raid", "hypothetical"),
        # hedged
        ("Iran:nsubj>shelled reportedly:advmod>shelled shelled Qom:dobj>shelled .", "shelled", "hedged"),
        (
            "Iran:nsubjpass>said is:auxpass>said said/VBN to:aux>shelled have/VB:aux>shelled "
            "shelled/VBN:xcomp>said .",
            "shelled",
            "hedged",
        ),
        ("Iran:nsubj>appears appears/VBZ to:aux>back back:xcomp>appears Hamas:dobj>back .", "back", "hedged"),
        ("Iran:nsubj>claims claims/VBZ to:aux>back back:xcomp>claims Hamas:dobj>back .", "back", "hedged"),
        ("an:det>raid alleged=allege/VBN:amod>raid raid:nsubj>hit hit/VBD Qom:dobj>hit .", "raid", "hedged"),
        # actual: a claim is not doubted for being one; the mark belongs to another clause
        (
            "Iran:nsubj>claimed claimed it:nsubj>shelled shelled:ccomp>claimed Qom:dobj>shelled .",
            "shelled",
            "actual",
        ),
        (
            "Iran:nsubj>is is committed/JJ:acomp>is to:prep>committed shelling=shell/VBG:pcomp>to "
            "Qom:dobj>shelling .",
            "shelling",
            "planned",
        ),
        (
            "Iran:nsubj>is is about/JJ:acomp>is to:aux>shell shell:xcomp>about Qom:dobj>shell .",
            "shell",
            "planned",
        ),
        # the mark belongs to another clause
        (
            "If:mark>shells Iran:nsubj>shells shells/VBZ:advcl>acts Qom:dobj>shells , Iraq:nsubj>acts "
            "acts/VBZ .",
            "acts",
            "actual",
        ),
        ("Iran:nsubj>fled fled as:mark>came Iraq:nsubj>came came:advcl>fled .", "came", "actual"),
        ("Iran:nsubj>plans plans/VBZ to:aux>shell shell:xcomp>plans Qom:dobj>shell .", "plans", "actual"),
        ("Iran:nsubj>urged urged=urge Iraq:dobj>urged to:aux>go go:xcomp>urged .", "urged", "actual"),
        (
            "Iran:nsubj>shelled shelled Qom:dobj>shelled until:mark>fell it:nsubj>fell fell:advcl>shelled .",
            "fell",
            "actual",
        ),
        ("Iran:nsubj>vowed vowed revenge:dobj>vowed that:nsubj>came came:relcl>revenge .", "came", "actual"),
    ],
)
def test_modality(spec: str, verb: str, expected: str) -> None:
    assert find_truth(word(parse(spec), verb)).modality == expected


@pytest.mark.parametrize(
    ("spec", "verb", "expected"),
    [
        ("Iran:nsubj>shell to:aux>shell shell/VB Basra:dobj>shell", "shell", "affirmed planned"),
        ("Iran:nsubj>sign yet:advmod>sign to:aux>sign sign/VB pact:dobj>sign", "sign", "negated actual"),
        ("Iran:nsubj>shells shells/VBZ Basra:dobj>shells", "shells", "affirmed actual"),
        (
            "Rebels/NNS:nsubj>agree agree/VBP:ccomp>approve plan:dobj>agree ; Iran:nsubj>approve "
            "yet:advmod>Iran "
            "to:aux>approve approve/VB",
            "agree",
            "affirmed actual",
        ),
        (
            "Rebels/NNS:nsubj>agree agree/VBP:ccomp>approve plan:dobj>agree ; Iran:nsubj>approve "
            "yet:advmod>Iran "
            "to:aux>approve approve/VB",
            "approve",
            "negated actual",
        ),
    ],
)
def test_headlines(spec: str, verb: str, expected: str) -> None:
    assert told(find_truth(word(parse(spec), verb), is_headline=True)) == expected


def test_an_infinitive_alone_is_a_plan_in_headlines_only() -> None:
    doc = parse("Iran:nsubj>shell to:aux>shell shell/VB Basra:dobj>shell")
    assert told(find_truth(word(doc, "shell"))) == "affirmed actual"


@pytest.mark.parametrize(
    ("spec", "verb", "expected"),
    [
        # the second verb has its auxiliary, and so its truth, from the first
        (
            "Iran:nsubj>meet will:aux>meet meet/VB Iraq:dobj>meet and:cc>meet visit/VB:conj>meet "
            "Egypt:dobj>visit .",
            "visit",
            "affirmed planned",
        ),
        (
            "Iran:nsubj>meet did/VBD:aux>meet not:neg>meet meet/VB Iraq:dobj>meet or:cc>meet "
            "visit/VB:conj>meet .",
            "visit",
            "negated actual",
        ),
        # it has its own
        (
            "Iran:nsubj>meet will:aux>meet meet/VB Iraq:dobj>meet and:cc>meet visited/VBD:conj>meet "
            "Egypt:dobj>visited .",
            "visited",
            "affirmed actual",
        ),
        # what is above both counts for both
        (
            "Iran:nsubj>plans plans/VBZ to:aux>meet meet:xcomp>plans Iraq:dobj>meet and:cc>meet "
            "visit/VB:conj>meet .",
            "visit",
            "affirmed planned",
        ),
    ],
)
def test_conjoined_verbs(spec: str, verb: str, expected: str) -> None:
    assert told(find_truth(word(parse(spec), verb))) == expected


def test_the_least_certain_reading_wins() -> None:
    spec = (
        "Iran:nsubjpass>said is:auxpass>said said/VBN to:aux>plan plan:xcomp>said to:aux>shell "
        "shell:xcomp>plan "
        "Qom:dobj>shell ."
    )
    assert find_truth(word(parse(spec), "shell")).modality == "planned"
    assert find_truth(word(parse(spec), "plan")).modality == "hedged"
