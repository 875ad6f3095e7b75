"""Addresses of what happens before, at and after the door of a meeting."""

from django.urls import path

from rounds.meetings.views import attendance, calendars, door, joining, lists, moderating, room, tickets

at = "meetings/<int:pk>"
live_urls = [
    path(f"{at}/join", joining.join, name="join"),
    path(f"{at}/link", joining.link, name="link"),
    path(f"{at}/link/end", joining.end_video, name="end_video"),
    path(f"{at}/ticket", tickets.ticket, name="ticket"),
    path(f"{at}/tickets/<str:code>", tickets.ticket_named, name="ticket_of"),
    path(f"{at}/check-in", tickets.check_self_in, name="check_self_in"),
    path(f"{at}/apologies", tickets.apologies, name="apologies"),
    path(f"{at}/door", door.door, name="door"),
    path(f"{at}/door/people", door.people, name="door_people"),
    path(f"{at}/door/scans", door.scans, name="door_scans"),
    path(f"{at}/attendance", attendance.attendance, name="attendance"),
    path(f"{at}/attendance.csv", attendance.attendance_csv, name="attendance_csv"),
    path(f"{at}/attendance/heads", attendance.heads, name="heads"),
    path(f"{at}/attendance/code", attendance.room_code, name="room_code"),
    path(f"{at}/attendance/list", lists.send_list, name="list_send"),
    path(f"{at}/attendance/list/<int:number>", lists.list_columns, name="list_columns"),
    path(f"{at}/attendance/list/<int:number>/drop", lists.drop_list, name="list_drop"),
    path(f"{at}/attendance/<int:number>/note", attendance.note, name="note"),
    path(f"{at}/attendance/<int:number>/correct", attendance.correct, name="correct"),
    path(f"{at}/room", room.room, name="room"),
    path(f"{at}/room.csv", room.room_csv, name="room_csv"),
    path(f"{at}/room/ask", room.ask, name="ask"),
    path(f"{at}/room/notes", moderating.notes, name="notes"),
    path(f"{at}/room/polls/new", moderating.new_poll, name="poll_new"),
    path(f"{at}/room/polls/<int:number>/answer", moderating.answer_poll, name="poll_answer"),
    *[
        path(f"{at}/room/polls/<int:number>/{step}", moderating.move_poll, {"step": step}, name=f"poll_{step}")
        for step in ("open", "close", "remove")
    ],
    path(f"{at}/room/questions/<int:number>/vote", room.vote, name="vote"),
    path(f"{at}/room/questions/<int:number>/take-back", room.take_back, name="question_back"),
    path(f"{at}/room/questions/<int:number>/answer", moderating.answer, name="question_answer"),
    path(f"{at}/room/questions/<int:number>/pin", moderating.pin, name="question_pin"),
    path(f"{at}/room/questions/<int:number>/hide", moderating.hide, name="question_hide"),
    path(f"{at}/room/questions/<int:number>/show", moderating.show, name="question_show"),
    path(f"{at}/meeting.ics", calendars.meeting_file, name="meeting_file"),
    path("me/calendar", calendars.own_calendar, name="own_calendar"),
    path("calendars/<str:token>.ics", calendars.feed, name="feed"),
]
