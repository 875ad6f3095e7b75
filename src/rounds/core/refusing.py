"""What an action does not do, told to whoever asked for it."""


class Refused(Exception):
    """The message is written for the person who asked; `field` names the field of a form where it belongs, if one does."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
