from rounds.site.queries.front import front_page
from rounds.site.queries.queue import kinds_of_task, last_week, tasks_waiting
from rounds.site.queries.results import find, kinds_of_result

__all__ = ["find", "front_page", "kinds_of_result", "kinds_of_task", "last_week", "tasks_waiting"]
