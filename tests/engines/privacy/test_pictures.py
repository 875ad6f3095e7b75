import pytest

from rounds.engines.privacy.detectors.pictures import find_pictures
from rounds.engines.privacy.text import Post


@pytest.mark.parametrize(
    ("text", "readable"),
    [
        ("[photo : infirmière et vieux monsieur à sa fenêtre, nom lisible] bonjour", [True]),
        ("[foto: señor con muletas saluda, pulgar arriba] qué día", [True]),
        ("[carousel: a knee before and after, staples, no face] broth", [False]),
        ("[foto: paciente de espaldas tocando la campana] fin", [False]),
        ("[photo : quatre soignantes devant la machine à café] bonne nuit", []),
    ],
)
def test_a_caption_tells_whether_somebody_can_be_made_out(text: str, readable: list[bool]) -> None:
    found = list(find_pictures(Post(text)))

    assert list({seen for _, seen in found}) == readable
