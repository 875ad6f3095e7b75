from django.urls import path

from rounds.training.views import courses, fresh, lessons, rehearsal_staff, rehearsals, staff

app_name = "training"
urlpatterns = [
    path("me", courses.me, name="me"),
    path("me/courses/<slug:course>/enrol", courses.enrol, name="enrol"),
    path("me/courses/<slug:course>/leave", courses.leave, name="leave"),
    path("me/courses/<slug:course>/due", courses.due, name="due"),
    path("me/fresh", fresh.fresh, name="fresh"),
    path("me/fresh/<int:number>", fresh.answer, name="answer_fresh"),
    path("fresh/<str:token>", fresh.link, name="fresh_link"),
    path("learn", courses.catalogue, name="catalogue"),
    path("learn/rehearsals", rehearsals.room, name="room"),
    path("learn/rehearsals/<slug:slug>", rehearsals.rehearsal, name="rehearsal"),
    path("learn/rehearsals/<slug:slug>/begin", rehearsals.begin, name="begin_rehearsal"),
    path("learn/rehearsals/<slug:slug>/answer", rehearsals.answer, name="answer_rehearsal"),
    path("learn/rehearsals/<slug:slug>/start-again", rehearsals.start_again, name="start_rehearsal_again"),
    path("learn/rehearsals/<slug:slug>/look", rehearsals.look, name="look_at_rehearsal"),
    path("learn/rehearsals/<slug:slug>/attempts/<int:number>", rehearsals.rehearsed, name="rehearsed"),
    path("learn/<slug:course>", courses.course, name="course"),
    path("learn/<slug:course>/<slug:lesson>", lessons.lesson, name="lesson"),
    path("learn/<slug:course>/<slug:lesson>/answers", lessons.answers, name="answers"),
    path("learn/<slug:course>/<slug:lesson>/again", lessons.again, name="again"),
    path("learn/<slug:course>/<slug:lesson>/done", lessons.done, name="done"),
    path("staff/courses/rehearsals", rehearsal_staff.report, name="rehearsal_report"),
    path("staff/courses/rehearsals/<slug:slug>", rehearsal_staff.rehearsal, name="rehearsal_people"),
    path("staff/courses/rehearsals/<slug:slug>/show", rehearsal_staff.show, name="show_rehearsal"),
    path("staff/courses", staff.courses, name="courses"),
    path("staff/courses/<slug:slug>", staff.course, name="course_report"),
]
