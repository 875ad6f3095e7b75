from rounds.engines.privacy.company import MOST, all_of, company, look_again
from rounds.engines.privacy.evidence import Evidence
from rounds.engines.privacy.policy import compiled


def read(text: str, voice: str = "provider") -> Evidence:
    return Evidence(text, voice=voice, channel="", policy=compiled(None))


def test_each_stands_among_the_others_in_the_order_of_the_text() -> None:
    evidence = read("Dr. Amara Okafor saw our patient Ellen Whitcombe on Tuesday in room 12.")

    every = all_of(evidence)
    signs = list(company(evidence, every))

    assert [one.kind for one in every] == ["name", "name", "day", "place"]
    assert [sign["before it"] for sign in signs] == [0, 0.25, 0.5, 0.75]
    assert signs[1]["after"] == every[2].strong
    assert signs[2]["name before"] == signs[2]["place after"] == 1.0
    assert "before" not in signs[0]
    assert "after" not in signs[-1]


def test_the_surest_of_the_others_is_never_itself() -> None:
    evidence = read("Our patient Ellen Whitcombe and her son Tobias met Dr. Amara Okafor.")

    every = all_of(evidence)
    strongest = max(every, key=lambda one: one.strong)
    others = sorted((one.strong for one in every if one is not strongest), reverse=True)

    for one, signs in zip(every, company(evidence, every), strict=True):
        assert signs["surest name"] == (others[0] if one is strongest else strongest.strong)


def test_a_name_alone_has_no_company() -> None:
    evidence = read("Our patient Ellen had her hip replaced.")

    (signs,) = company(evidence, all_of(evidence))

    assert (signs["surest name"], signs["surest mark"], signs["others"]) == (0.0, 0.0, 0.0)


def test_every_mention_of_a_name_is_as_sure_as_the_surest() -> None:
    evidence = read("Ellen came in again. Our patient Ellen broke her hip, and Ellen laughs.")

    assert len({group.sure for group in evidence.people.named}) == 1


def test_only_so_many_are_looked_at_again() -> None:
    evidence = read(" ".join(f"Our patient Ellen{chr(97 + n % 26)}{chr(97 + n // 26)} fell." for n in range(200)))

    assert len(all_of(evidence)) == MOST
    look_again(evidence)
    assert all(0 <= one.thing.sure <= 1 for one in all_of(evidence))
