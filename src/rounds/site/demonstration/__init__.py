from rounds.site.demonstration.people import PEOPLE, Somebody

__all__ = ["PEOPLE", "Somebody"]
