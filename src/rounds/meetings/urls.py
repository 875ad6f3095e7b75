from django.urls import path

from rounds.meetings.live_urls import live_urls
from rounds.meetings.views import arranging, finding, hosting, moving, registering

app_name = "meetings"
OPEN, CLOSE = {"do": "open"}, {"do": "close"}
urlpatterns = [
    *live_urls,
    path("meetings", finding.meetings, name="meetings"),
    path("meetings/mine", finding.mine, name="mine"),
    path("meetings/reminders", finding.reminders, name="reminders"),
    path("meetings/new", arranging.new, name="new"),
    path("meetings/desk", arranging.desk, name="desk"),
    path("meetings/pools", arranging.pools, name="pools"),
    path("meetings/pools/<int:pk>", arranging.pool, name="pool"),
    path("meetings/decline/<str:token>", registering.decline, name="decline"),
    path("meetings/<int:pk>", finding.meeting, name="meeting"),
    path("meetings/<int:pk>/register", registering.register, name="register"),
    path("meetings/<int:pk>/place", registering.place, name="place"),
    path("meetings/<int:pk>/pay", registering.pay, name="pay"),
    path("meetings/<int:pk>/accept", registering.accept, name="accept"),
    path("meetings/<int:pk>/leave", registering.leave, name="leave"),
    path("meetings/<int:pk>/another-date", moving.another_date, name="another_date"),
    path("meetings/<int:pk>/people", hosting.people, name="people"),
    path("meetings/<int:pk>/people.csv", hosting.people_csv, name="people_csv"),
    path("meetings/<int:pk>/people/<int:number>/take-back", hosting.take_back, name="take_back"),
    path("meetings/<int:pk>/people/<int:number>/another-date", hosting.another_date_for, name="another_date_for"),
    path("meetings/<int:pk>/people/<int:number>/move", hosting.move, name="move"),
    path("meetings/<int:pk>/write", hosting.write, name="write"),
    path("meetings/<int:pk>/materials", hosting.materials, name="materials"),
    path("meetings/<int:pk>/materials/<int:number>/remove", hosting.remove_material, name="remove_material"),
    path("meetings/<int:pk>/recording", hosting.recording, name="recording"),
    path("meetings/<int:pk>/invite", hosting.invite, name="invite"),
    path("meetings/<int:pk>/invite/<int:number>/remove", hosting.uninvite, name="uninvite"),
    path("meetings/<int:pk>/edit", arranging.edit, name="edit"),
    path("meetings/<int:pk>/open", arranging.open_or_close, OPEN, name="open"),
    path("meetings/<int:pk>/close", arranging.open_or_close, CLOSE, name="close"),
    path("meetings/<int:pk>/cancel", arranging.cancel, name="cancel"),
    path("meetings/<int:pk>/duplicate", arranging.duplicate, name="duplicate"),
    path("meetings/<int:pk>/repeat", arranging.repeat, name="repeat"),
]
