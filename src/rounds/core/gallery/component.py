from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class State:
    name: str
    variables: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Component:
    """`template` is a file in templates/ui; without states the page itself shows the component."""

    name: str
    template: str
    when: str
    states: tuple[State, ...] = ()

    @property
    def anchor(self) -> str:
        return f"c-{self.template.replace('_', '-')}"
