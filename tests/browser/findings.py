"""What a check found, and how it is told."""

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    check: str
    page: str
    what: str
    who: str = ""


def table(findings: list[Finding], shown: int = 60) -> str:
    """One line for each kind of finding, with how often and where it was seen first."""
    same = Counter((finding.check, finding.what) for finding in findings)
    first = {(finding.check, finding.what): finding for finding in reversed(findings)}
    lines = [f"{len(findings)} findings, {len(same)} different:"]
    for (check, what), times in same.most_common(shown):
        finding = first[check, what]
        lines.append(f"  {times:>4} x  {check:<12} {finding.page} ({finding.who or 'all'})\n          {what}")
    return "\n".join(lines)
