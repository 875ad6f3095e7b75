import pytest
from hypothesis import given
from hypothesis import strategies as st

from rounds.engines.privacy.trees import planted
from rounds.engines.privacy.weighing import TREES, likely, trees

SIGNS = ["kin before", "day", 'it\'s "quoted"\n']
NODES = st.recursive(
    st.floats(-9, 9),
    lambda inner: st.tuples(st.integers(0, 2), st.floats(0, 2), inner, inner).map(list),
    max_leaves=9,
)


def walked(node: object, signs: dict[str, float]) -> float:
    if not isinstance(node, list):
        assert isinstance(node, float)
        return node
    number, least, yes, no = node
    return walked(yes if signs.get(SIGNS[number], 0.0) > least else no, signs)


@pytest.mark.slow
@given(
    st.lists(NODES.filter(lambda node: isinstance(node, list)), min_size=1, max_size=5),
    st.dictionaries(st.sampled_from(SIGNS), st.floats(0, 3)),
)
def test_what_is_compiled_answers_as_a_walk_through_the_trees(found: list[object], signs: dict[str, float]) -> None:
    grown = planted({"signs": SIGNS, "trees": {"block": found}})["block"]

    assert abs(grown(signs) - sum(walked(tree, signs) for tree in found)) < 1e-9


def test_a_question_without_trees_adds_up_weights_only() -> None:
    assert "no such question" not in trees()
    assert likely("no such question", {"a day": 1.0}, "in ") == 0.5


def test_the_five_questions_have_trees_and_the_files_stay_small() -> None:
    assert set(trees()) == {"whose name", "whose mark", "in company", "not clear", "block"}
    assert sum(path.stat().st_size for path in TREES.parent.glob("*.gz")) < 2_000_000
    assert all(path.stat().st_size < 1_000_000 for path in TREES.parent.iterdir())
