"""What a page of news says, in sentences of every kind that such a page has, about actors of every kind.

Each case: a sentence, the claims that must be read in it (`actor relation recipient [truth] says speaker
@date`, each part where it matters), and the pairs that must not be tied. Published on Saturday 15 June 2024.
A sentence without a full stop is a title. The sentences are our own: about language, not about facts.
"""

from dataclasses import dataclass

import pytest

from kg.model import Claim, Record
from tests.nlp.factories import read, read_parse, told

pytestmark = pytest.mark.model


@dataclass(frozen=True)
class Case:
    text: str
    claims: tuple[str, ...]
    never: tuple[str, ...] = ()  # "actor > recipient" that no event may tie

    def __str__(self) -> str:
        return self.text


def case(text: str, *claims: str, never: str = "", gap: str = "") -> object:
    marks = [pytest.mark.xfail(strict=True, reason=gap)] if gap else []
    return pytest.param(Case(text, claims, tuple(filter(None, never.split(", ")))), id=text[:60], marks=marks)


def record_of(text: str) -> Record:
    is_title = text[-1] not in '."”'
    return read("Officials met on Tuesday.", title=text) if is_title else read(text)


def dated(claim: Claim) -> set[str]:
    """The claim in a line, with and without its date and its speaker."""
    line = told(claim)
    bare = line.partition(" says ")[0]
    return {form for text in (line, bare) for form in (text, f"{text} @{claim.date}")}


def check(case: Case) -> None:
    record = record_of(case.text)
    found = set().union(*(dated(claim) for claim in record.claims))
    pairs = {f"{claim.actor.label} > {claim.recipient.label}" for claim in record.claims}
    missed = [claim for claim in case.claims if claim not in found]
    wrong = [pair for pair in case.never if pair in pairs]
    assert not missed, f"missed {missed}; read {[told(claim) for claim in record.claims]}"
    assert not wrong, f"must not tie {wrong}; read {[told(claim) for claim in record.claims]}"


@pytest.mark.parametrize(
    "case",
    [
        case("Ukraine accuses Belarus of 'sheltering' saboteurs", "Ukraine accuses Belarus @2024-06-15"),
        case("Greece is accusing Turkey of lying.", "Greece accuses Turkey", never="Turkey > Greece"),
        case(
            "Turkey was accused by Greece of lying about Cyprus.",
            "Greece accuses Turkey",
            never="Turkey > Greece",
        ),
        case(
            "Ankara was only keen on propping up Haftar, says Dendias",
            "Turkey backs Khalifa Haftar says Dendias",
        ),
        case(
            "Tehran is only interested in backing Maduro, says Rubio", "Iran backs Nicolás Maduro says Rubio"
        ),
        case(
            "Iran will never be interested in arming Hamas, says Rubio", never="Hamas > Iran, Rubio > Hamas"
        ),
        case("Israel: Iran struck Haifa", "Iran bombs Haifa says Israel"),
        case("Iran struck Haifa: Israel", "Iran bombs Haifa says Israel"),
        case("Russia denies bombing Homs", "Russia bombs Homs [negated] says Russia"),
        case(
            '"We never bombed Homs": Russia',
            "Russia bombs Homs [negated] says Russia",
            gap="a quotation before a headline's colon is not its speaker's",
        ),
        case("Turkey: Kurdish fighters who stay ‘will be crushed’", "Turkey threatens Kurds fighters"),
        case("Kurdish fighters who stay will be crushed: Turkey", "Turkey threatens Kurds fighters"),
        case(
            "Hezbollah will be destroyed by Israel: US",
            "Israel attacks Hezbollah [planned] says United States",
        ),
        case("Boko Haram back in Damboa", "Boko Haram captures Damboa @2024-06-15"),
        case("ISIS again in control of Ramadi", "Islamic State controls Ramadi"),
        case(
            "Taliban back in control of Kunduz",
            "Taliban controls Kunduz",
            gap="'back in control of' without a verb",
        ),
        case("Wagner out of Bangui", never="Wagner > Bangui"),
        case(
            "France, Britain veto UN resolution on Mali",
            "France vetoes United Nations",
            "United Kingdom vetoes United Nations",
            never="France > Mali, France > United Kingdom, United Kingdom > Mali",
        ),
        case(
            "Sudan, Egypt sign pact on Nile dam",
            "Sudan signsDealWith Egypt",
            gap="a pact on a dam makes allies",
        ),
        case(
            "Hamas agrees UN plan; Israel, Egypt yet to approve",
            "Hamas agreesWith United Nations",
            "Israel agreesWith United Nations [negated]",
            "Egypt agreesWith United Nations [negated]",
            never="Hamas > Israel, Hamas > Egypt, Israel > Egypt",
        ),
        case(
            "FARC approves UN plan; Colombia yet to approve",
            "FARC agreesWith United Nations",
            "Colombia agreesWith United Nations [negated]",
        ),
        case(
            "Houthis agree UN prisoner swap; Yemen, Saudi Arabia yet to approve",
            "Houthis agreesWith United Nations",
            never="Houthis > Yemen, Houthis > Saudi Arabia",
            gap="the second half of the headline is taken for the object of the first",
        ),
        case(
            "ISIS re-enters Sirte as US strikes intensify",
            "Islamic State advancesOn Sirte",
            never="United States > Sirte",
        ),
    ],
)
def test_headlines(case: Case) -> None:
    check(case)


def test_who_is_yet_to_agree_is_not_the_one_who_says_so() -> None:
    record = record_of("Hamas accepts Egyptian plan; Israel yet to respond")
    assert "Hamas agreesWith Egypt" in {told(claim).partition(" says ")[0] for claim in record.claims}
    if any(claim.speaker for claim in record.claims):
        pytest.xfail("the second half of a headline is taken for the saying of the first")


@pytest.mark.parametrize(
    "case",
    [
        case(
            "Canada on Tuesday accused Iran of repeatedly deceiving inspectors over its nuclear work, saying "
            "it "
            "was pretending to fight smugglers when it was only interested in arming Hezbollah.",
            "Canada accuses Iran @2024-06-11",
            "Iran fights smugglers [hedged]",
            "Iran arms Hezbollah says Canada",
            never="Canada > Hezbollah, Canada > smugglers, Iran > Iran",
        ),
        case(
            "Japan accused China of double-dealing in Myanmar, saying it was claiming to fight the Arakan "
            "Army "
            "when it was only keen on backing Min Aung Hlaing.",
            "Japan accuses China",
            "China fights Arakan Army [hedged] says China",
            "China backs Min Aung Hlaing says Japan",
            never="Japan > Arakan Army, Japan > Min Aung Hlaing, Japan > Myanmar",
        ),
        case(
            "Poland will accuse Belarus of lying, saying it is only interested in helping Russia.",
            "Poland accuses Belarus [planned]",
            "Belarus aids Russia says Poland",
        ),
        case(
            "Kenya condemned Sudan, saying it was only interested in arming the Rapid Support Forces.",
            "Kenya condemns Sudan",
            "Sudan arms Rapid Support Forces says Kenya",
        ),
        case(
            "Norway accused Sweden of shelling Kyiv.",
            "Norway accuses Sweden",
            "Sweden bombs Kyiv says Norway",
            never="Norway > Kyiv",
        ),
        case(
            "Norway accused Sweden of bombing Kyiv.",
            "Sweden bombs Kyiv says Norway",
            gap="the parser takes 'bombing' for a part of the name Kyiv",
        ),
        case("Sweden did not accuse Norway of bombing Kyiv.", "Sweden accuses Norway [negated]"),
        case(
            "Lawmakers urged Serbian President Aleksandar Vucic to resign.",
            "Aleksandar Vučić resignsFrom Serbia [hypothetical]",
            "Aleksandar Vučić leads Serbia",
        ),
        case(
            "Serbian President Aleksandar Vucic refused to resign.",
            "Aleksandar Vučić resignsFrom Serbia [negated]",
        ),
        case("Serbian President Aleksandar Vucic resigned.", "Aleksandar Vučić resignsFrom Serbia"),
        case("The order directed Chad to withdraw from Mali.", "Chad withdrawsFrom Mali [hypothetical]"),
        case("Rebels tried to capture Aleppo.", "Rebels captures Aleppo [planned]"),
        case("Kenya announced that it would expel Mali.", "Kenya expels Mali [planned] says Kenya"),
        case("Kenya would expel Mali.", "Kenya expels Mali [hypothetical]"),
        case(
            "Kenya said it would expel Mali if Mali attacked Chad.",
            "Kenya expels Mali [hypothetical] says Kenya",
        ),
        case("Lina Berg became the first woman to lead the Liberal Party.", "Lina Berg leads Liberal Party"),
        case(
            "Kabul also said it rejects the Taliban's offer.", "Afghanistan rejects Taliban says Afghanistan"
        ),
        case(
            "Baghdad also said it rejects any truce for Kirkuk that does not include the departure of all "
            "militants.",
            never="Iraq > Kirkuk",
        ),
        case(
            "Pyongyang also said it rejects any deal that does not include the withdrawal of US troops from "
            "Seoul.",
            never="North Korea > United States",
        ),
        case(
            "Erdogan said Greece had put so much weight on Cyprus that it had allowed the PKK to retake "
            "Sinjar.",
            "Greece allows Kurdistan Workers' Party says Recep Tayyip Erdogan",
            "Kurdistan Workers' Party captures Sinjar says Recep Tayyip Erdogan",
            never="Greece > Cyprus, Recep Tayyip Erdogan > Sinjar",
        ),
        case(
            "Erdogan said Greece had put so much weight on Cyprus that it had let the PKK seize Sinjar.",
            "Kurdistan Workers' Party captures Sinjar says Recep Tayyip Erdogan",
            gap="'let' is only permission: what was let happen is taken for a wish",
        ),
    ],
)
def test_reported_speech(case: Case) -> None:
    check(case)


@pytest.mark.parametrize(
    "case",
    [
        case(
            "Spanish Foreign Minister Jose Manuel Albares said the deal collapsed “because there is deceit "
            "and a "
            "kind of permanent lie” on the part of Israel.",
            "José Manuel Albares officialOf Spain",
            "José Manuel Albares accuses Israel",
        ),
        case(
            "Norwegian Defence Minister Tore Sandvik said the mission failed because there was a constant "
            "lie on "
            "the part of Moscow.",
            "Tore Sandvik officialOf Norway",
            "Tore Sandvik accuses Russia",
            gap="a lie under 'because there was' accuses nobody",
        ),
        case(
            "Polish Foreign Minister Radoslaw Sikorski said the talks failed because of a permanent lie on "
            "the "
            "part of Belarus.",
            "Radosław Sikorski accuses Belarus",
            gap="a lie under 'because of' accuses nobody",
        ),
        case("Albares said Israel is lying.", "José Manuel Albares accuses Israel"),
        case("Albares said there was no lie on the part of Israel.", never="José Manuel Albares > Israel"),
    ],
)
def test_wrongs_that_are_said(case: Case) -> None:
    check(case)


@pytest.mark.parametrize(
    "text",
    [
        "Albares denied that Israel was lying.",
        "Albares did not say that Israel was lying.",
        "Israel was lying.",
        "Albares said Israel was sleeping.",
    ],
)
def test_wrongs_that_nobody_says(text: str) -> None:
    assert [told(claim) for claim in record_of(text).claims if claim.relation == "accuses"] == []


@pytest.mark.parametrize(
    "case",
    [
        case(
            "Another round of India-Pakistan talks on ending the long conflict made no progress at the "
            "weekend as "
            "the Chadian president's troops closed in on the last pockets of rebel resistance in Chad's "
            "third "
            "city, Sarh.",
            "Pakistan talksWith India",
            "Chadian armed forces advancesOn Sarh",
            "Sarh locatedIn Chad",
            never="India > Chad, Pakistan > Chad, India > Sarh, Pakistan > Sarh",
        ),
        case(
            "A new round of talks between Serbia and Kosovo made no progress on Monday.",
            "Serbia talksWith Kosovo @2024-06-10",
        ),
        case("Serbia-Kosovo talks collapsed in Brussels on Monday.", "Kosovo talksWith Serbia @2024-06-10"),
        case(
            "Serbia and Kosovo resumed their talks in Brussels.",
            "Serbia talksWith Kosovo",
            never="Serbia > Brussels",
        ),
        case("The talks in Brussels made no progress.", never="Brussels > Brussels"),
        case(
            "Macron's troops closed in on Kidal.",
            "French armed forces advancesOn Kidal",
            "French armed forces sideOf Emmanuel Macron",
        ),
    ],
)
def test_talks_and_troops(case: Case) -> None:
    check(case)


@pytest.mark.parametrize(
    "case",
    [
        case(
            "Boko Haram retook Damboa on Friday, six months after being expelled by Nigerian forces backed "
            "by "
            "Chadian air strikes.",
            "Boko Haram captures Damboa @2024-06-14",
            "Nigerian Armed Forces drivesOut Boko Haram @2023-12",
            "Chad backs Nigerian Armed Forces @2023-12",
            never="Boko Haram > Nigerian Armed Forces, Chad > Boko Haram, Chad > Damboa",
        ),
        case(
            "Al-Shabab seized Jowhar on Monday, three months after being expelled by Somali troops backed by "
            "US "
            "air strikes.",
            "al-Shabaab captures Jawhar @2024-06-10",
            "Somali National Army drivesOut al-Shabaab @2024-03",
            "United States backs Somali National Army @2024-03",
        ),
        case(
            "Boko Haram overran Damboa on Friday, six months after being driven out by Nigerian forces.",
            "Boko Haram captures Damboa @2024-06-14",
            "Nigerian Armed Forces drivesOut Boko Haram @2023-12",
            gap="'being driven out by' has no reading",
        ),
        case(
            "The Taliban took Kunduz on Thursday, a year after being pushed out by Afghan troops.",
            "Afghan armed forces drivesOut Taliban @2023",
            gap="'being pushed out by' has no reading",
        ),
        case("Nigerian forces drove Boko Haram out of Damboa.", "Nigerian Armed Forces drivesOut Boko Haram"),
        case(
            "Boko Haram was driven out of Damboa by Nigerian forces in March.",
            "Nigerian Armed Forces drivesOut Boko Haram @2024-03",
        ),
        case(
            "Boko Haram was driven out of Damboa by Nigerian troops.",
            "Nigerian Armed Forces drivesOut Boko Haram",
            never="Nigerian Armed Forces > Damboa",
            gap="who drives others out is read to withdraw himself",
        ),
        case(
            "Al-Shabab regained control of the city of Jowhar in the Middle Shabelle region on Friday while "
            "Somali "
            "government forces withdrew from it.",
            "al-Shabaab captures Jawhar @2024-06-14",
            "Somali National Army withdrawsFrom Jawhar",
            "Jawhar locatedIn Middle Shabelle",
        ),
    ],
)
def test_towns_that_change_hands(case: Case) -> None:
    check(case)


@pytest.mark.parametrize(
    "case",
    [
        case(
            "China and Russia vetoed a US resolution on Gaza.",
            "China vetoes United States",
            "Russia vetoes United States",
        ),
        case(
            "A US resolution on Gaza was vetoed by China and Russia.",
            "China vetoes United States",
            "Russia vetoes United States",
            never="China > Russia, Russia > China",
            gap="two who veto together are read to veto each other",
        ),
        case(
            "The African Union council voted on a resolution - that Kenya had drafted - demanding a truce in "
            "Sudan.",
            "Kenya proposes African Union council",
        ),
        case(
            "The General Assembly voted on a resolution, drafted by Mexico, demanding a truce in Gaza.",
            "Mexico proposes United Nations General Assembly",
            never="Mexico > Gaza",
        ),
        case(
            "The General Assembly voted on a resolution - that Norway drafted - demanding a truce in Sudan.",
            "Norway proposes United Nations General Assembly",
            never="Norway > Sudan",
            gap="what a resolution demands is read of the country that drafted it",
        ),
    ],
)
def test_votes(case: Case) -> None:
    check(case)


@pytest.mark.parametrize(
    "case",
    [
        case(
            "Zelensky accused Russia. “They are shelling Kharkiv,” he said. “They will also attack Odesa.”",
            "Volodymyr Zelenskyy accuses Russia",
            "Russia bombs Kharkiv says Volodymyr Zelenskyy",
            "Russia attacks Odesa [planned] says Volodymyr Zelenskyy",
        ),
        case(
            "Polish Foreign Minister Radoslaw Sikorski condemned Russia. “On the one hand they promise "
            "peace,” "
            "Sikorski said in Warsaw. “On the other hand, they shell Kharkiv and they want to capture "
            "Odesa,” he said.",
            "Radosław Sikorski condemns Russia",
            "Russia bombs Kharkiv says Radosław Sikorski",
            never="Radosław Sikorski > Kharkiv, Poland > Kharkiv",
        ),
        case(
            "“They are shelling Kharkiv,” Zelensky said.",
            never="Volodymyr Zelenskyy > Kharkiv, Ukraine > Kharkiv",
        ),
    ],
)
def test_quotations_that_go_on(case: Case) -> None:
    check(case)


@pytest.mark.parametrize(
    "case",
    [
        # whose people are hurt: those of the place that is struck, not the attacker's
        case(
            "Two others were injured in a Russian airstrike on Sumy, Ukraine.",
            "Russia wounds Ukrainian others",
        ),
        case("American troops killed two people.", "United States Armed Forces kills people"),
        case("Kenyan police killed two protesters.", "Kenya Police Service kills Kenyan protesters"),
        # their own things are not the others'
        case(
            "Norway, Mali and Chad closed their borders.", never="Norway > Mali, Mali > Chad, Chad > Norway"
        ),
        case("Norway and Mali attacked each other.", "Mali attacks Norway"),
        # storms and games
        case(
            "Storm Ciara struck Portugal, killing six people.",
            never="Ciara > Portugal, Storm Ciara > Portugal",
        ),
        case("Norway defeated Sweden 3–1 in the ice hockey final.", never="Norway > Sweden"),
        case(
            "The Democrats defeated the Republicans in the election.",
            "Democratic Party defeats Republican Party",
        ),
        # towns that are listed
        case(
            "Rebels seized several villages, including Banesh and Tel Oru.",
            "rebels captures Banesh",
            "rebels captures Tel Oru",
        ),
    ],
)
def test_who_is_meant_by_what_stands_around(case: Case) -> None:
    check(case)


def test_on_the_other_hand_is_no_topic() -> None:
    record = read("Baerbock condemned Russia. “On the other hand, they bomb Odesa,” she said.")
    topics = [claim.topic for claim in record.claims if claim.relation == "bombs"]
    assert len(topics) == 1
    if topics == ["the other hand"]:
        pytest.xfail("'on the other hand' is taken for a topic")


# --- the article as a whole --------------------------------------------------------------------------------


def test_entities_are_those_that_the_record_uses_and_no_more() -> None:
    record = read("Norway accused Mali of theft. Merkel, a former chancellor, visited Oslo on Monday.")
    used = {m.entity for m in record.mentions}
    used |= {end.entity for claim in record.claims for end in (claim.actor, claim.recipient)}
    used |= {ref.entity for claim in record.claims for ref in (claim.speaker, claim.place) if ref is not None}
    assert {entity.id for entity in record.entities} == used
    assert [entity.id for entity in record.entities] == sorted(used)  # type: ignore[type-var]


def test_a_verb_that_no_relation_has_is_counted() -> None:
    spec = "Iran:nsubj>tickled tickled=tickle Iraq:dobj>tickled ."
    [unread] = read_parse(spec).unread
    assert (unread.lemma, unread.actor, unread.recipient) == ("tickle", "country-ir", "country-iq")
    assert read_parse("Iran:nsubj>hit hit/VBD Iraq:dobj>hit .").unread == ()
    assert read_parse("Iran:nsubj>drinks drinks/VBZ tea:dobj>drinks .").unread == ()
