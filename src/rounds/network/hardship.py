"""The published rule for paying less: each ground waives a stated part of the dues of one year."""

from rounds.network.vocabulary import Ground

WAIVED = {
    Ground.VOLUNTEERS: 100,
    Ground.LOW_INCOME: 100,
    Ground.DISASTER: 100,
    Ground.SMALL: 50,
    Ground.LOSS: 50,
}
WORKING_DAYS = 10


def waived_percent(ground: str) -> int:
    """
    >>> waived_percent("volunteers"), waived_percent("loss")
    (100, 50)
    """
    return WAIVED[Ground(ground)]
