from __future__ import annotations

from random import Random

import msgspec
import pytest

from shared.identity.batch.population import population_of
from shared.identity.comparables import comparables_of
from shared.identity.comparison import compare
from shared.identity.decision import score
from shared.identity.estimation import as_threshold, estimate
from shared.identity.promises import believed_of
from shared.identity.weights import Weights, shipped
from shared.model.comparables import Comparables

SYLLABLES = [consonant + vowel for consonant in "bdfglmnprstv" for vowel in "aeiou"]
UNIQUE = {"base", "acquired"}


def plain(text: str) -> str:
    return text


def word(random: Random, parts: int) -> str:
    return "".join(random.choice(SYLLABLES) for _ in range(parts))


def two_sources(
    people: int, overlap: int, seed: int = 1
) -> tuple[list[tuple[str, Comparables]], dict[str, dict[str, str]]]:
    """A base where every third home has two people, and an acquired source that knows some."""
    random = Random(seed)
    givens = [word(random, 2) for _ in range(60)]
    base: list[dict[str, str]] = []
    while len(base) < people:
        home = {"family_name": word(random, 3), "postal_code": f"{random.randrange(10000, 10400)}"}
        for _ in range(2 if random.random() < 0.3 else 1):
            given = random.choice(givens)
            base.append(
                {
                    **home,
                    "given_name": given,
                    "email": f"{word(random, 4)}{random.randrange(99)}@example.org",
                    "telephone": f"+3363998{random.randrange(10000):04}",
                }
            )
    acquired = []
    for one in random.sample(base, overlap):
        changes = {}
        if random.random() < 0.25:
            changes["email"] = f"{word(random, 4)}@example.net"
        if random.random() < 0.3:
            changes["telephone"] = ""
        if random.random() < 0.2:
            changes["postal_code"] = f"{random.randrange(10000, 10400)}"
        acquired.append({**one, **changes})
    contacts = [("base", comparables_of(one)) for one in base]
    contacts += [("acquired", comparables_of(one)) for one in acquired]
    return contacts, {"first": base[0]}


@pytest.fixture(scope="module")
def learnt() -> Weights:
    contacts, _ = two_sources(1500, 300)
    return estimate(contacts, hash=plain, version="v1", unique=UNIQUE)


def test_the_rate_of_matches_is_found(learnt: Weights) -> None:
    # 300 of the 300 x 1,500 pairs match; the shipped rate holds back what so few contacts say
    found = learnt.match_rate / learnt.population * 300 * 1500
    assert 200 < found < 320


def test_level_probabilities_are_found(learnt: Weights) -> None:
    assert learnt.match["email"]["same"] == pytest.approx(0.75, abs=0.07)
    assert learnt.match["postal_code"]["same"] == pytest.approx(0.8, abs=0.07)
    assert learnt.household["postal_code"]["same"] > 0.9


def test_every_distribution_adds_up_to_one(learnt: Weights) -> None:
    for by_field in (learnt.match, learnt.household, learnt.unrelated):
        for levels in by_field.values():
            assert sum(levels.values()) == pytest.approx(1.0)


def test_the_same_contacts_give_the_same_weights(learnt: Weights) -> None:
    contacts, _ = two_sources(1500, 300)
    assert estimate(contacts, hash=plain, version="v1", unique=UNIQUE) == learnt


def test_the_order_of_contacts_does_not_matter(learnt: Weights) -> None:
    contacts, _ = two_sources(1500, 300)
    turned = estimate(contacts[::-1], hash=plain, version="v1", unique=UNIQUE)
    assert turned == learnt


def test_values_are_not_in_the_weights() -> None:
    contacts, known = two_sources(600, 0)
    tokens: dict[str, str] = {}

    def token(text: str) -> str:
        return tokens.setdefault(text, f"t{len(tokens)}")

    weights = estimate(contacts, hash=token, version="v1", unique=UNIQUE)
    stored = msgspec.json.encode(weights).decode()
    assert all(value not in stored for value in known["first"].values())
    given = known["first"]["given_name"]
    assert weights.frequency("given_name", given, hash=token) > weights.frequency(
        "given_name", "unheardof", hash=token
    )


def test_rare_values_are_not_kept_one_by_one(learnt: Weights) -> None:
    assert all(
        count >= 5 for table in learnt.frequencies.values() for count in table.counts.values()
    )


def test_with_few_contacts_little_moves() -> None:
    contacts, _ = two_sources(40, 10)
    few = estimate(contacts, hash=plain, version="v1", unique=UNIQUE)
    before = shipped()
    assert few.t_link == before.t_link
    assert few.match["email"]["same"] == pytest.approx(before.match["email"]["same"], abs=0.1)
    assert few.household_rate == pytest.approx(before.household_rate, rel=0.6)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_next_to_nothing_gives_the_shipped_weights_or_close(number: int) -> None:
    contacts, _ = two_sources(2, 0)
    weights = estimate(contacts[:number], hash=plain, version="v1")
    one = comparables_of({"given_name": "Anne", "family_name": "Roche", "email": "a@example.org"})
    assert weights.version == "v1"
    assert 0.0 < score(compare(one, one), one, one, weights, plain).p_match < 1.0


def test_one_source_without_duplicates_teaches_that_there_are_none() -> None:
    contacts, _ = two_sources(1500, 0)
    weights = estimate(contacts, hash=plain, version="v1")
    assert weights.duplicate_rate < shipped().duplicate_rate
    assert weights.match_rate == pytest.approx(shipped().match_rate)


def test_a_source_with_duplicates_teaches_that_there_are_some() -> None:
    contacts, _ = two_sources(900, 200)
    one_source = [("base", comparables) for _, comparables in contacts]
    weights = estimate(one_source, hash=plain, version="v1")
    assert weights.duplicate_rate > 10 * shipped().duplicate_rate


def test_few_people_in_many_systems_do_not_teach_that_strangers_share_addresses() -> None:
    contacts, _ = two_sources(150, 0)
    crowd = [(f"system {number}", one) for number in range(10) for _, one in contacts]

    weights = estimate(crowd, hash=plain, version="v1", unique={source for source, _ in crowd})

    assert weights.match_rate > 3
    assert weights.unrelated["email"]["same"] < 0.001
    assert weights.namesake["email"]["same"] < 0.005
    known = comparables_of({**CAMILLE, "telephone": "+33639980001"})
    again = comparables_of({**CAMILLE, "telephone": "+33639980002"})
    same = score(compare(known, again), known, again, weights, plain)
    assert same.p_match > 0.95


CAMILLE = {
    "given_name": "camille",
    "family_name": "quesnoy",
    "email": "camille.quesnoy@example.org",
}


def test_a_source_that_holds_people_twice_is_not_believed_to_hold_each_once() -> None:
    contacts, _ = two_sources(400, 100)
    twins = [("acquired", one) for source, one in contacts if source == "acquired"][:10]

    kept = estimate(contacts, hash=plain, version="w", unique=UNIQUE)
    broken = estimate([*contacts, *twins], hash=plain, version="w", unique=UNIQUE)
    promised_nothing = estimate(
        [*contacts, *twins], hash=plain, version="w", unique=UNIQUE - {"acquired"}
    )

    assert kept.disbelieved == ()
    assert broken.disbelieved == ("acquired",)
    assert msgspec.structs.replace(broken, disbelieved=()) == promised_nothing


def test_twins_are_met_in_a_sample_of_a_large_source_too() -> None:
    people = [("crm", _person(number)) for number in range(0, 20_000, 5)]
    few, many = people + people[:3], people + people[:20]

    assert believed_of(population_of(many), {"crm"}) == frozenset()
    assert believed_of(population_of(few), {"crm"}) == {"crm"}
    assert believed_of(population_of(few), {"crm"}, one_in=5) == frozenset()


def _person(number: int) -> Comparables:
    name = "".join(chr(97 + int(digit)) for digit in str(number))
    return comparables_of(
        {"given_name": "Lou", "family_name": f"Re{name}", "email": f"{name}@example.org"}
    )


def test_a_source_whose_phones_are_often_wrong_is_trusted_less_on_them() -> None:
    random = Random(5)
    contacts, _ = two_sources(1500, 500)
    shop = [one for source, one in contacts if source == "acquired"]
    wrong = [
        msgspec.structs.replace(one, phones=(f"+3363999{random.randrange(10000):04}",))
        if one.phones and random.random() < 0.6
        else one
        for one in shop
    ]
    three = [*contacts, *(("shop", one) for one in wrong)]

    weights = estimate(three, hash=plain, version="v1", unique={*UNIQUE, "shop"})

    assert weights.trust.keys() == {"shop"}
    assert weights.trust["shop"].keys() == {"telephone"}
    assert 0.2 < weights.trust["shop"]["telephone"] < 0.85
    assert weights.trust_in("shop", {"telephone": 0.5, "email": 0.9}) == {
        "telephone": 0.5 * weights.trust["shop"]["telephone"],
        "email": 0.9,
    }
    assert weights.trust_in("base", {}) == {}


def test_of_two_sources_nobody_can_tell_whose_word_is_the_worse(learnt: Weights) -> None:
    assert learnt.trust == {}


def test_a_threshold_never_leaves_out_the_pairs_it_was_read_from() -> None:
    assert [as_threshold(one) for one in (0.90309, 0.9, 0.123449)] == [0.9030, 0.9, 0.1234]
