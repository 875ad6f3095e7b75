from django.urls import path

from rounds.training.views import courses, lessons, staff

app_name = "training"
urlpatterns = [
    path("me", courses.me, name="me"),
    path("me/courses/<slug:course>/enrol", courses.enrol, name="enrol"),
    path("me/courses/<slug:course>/leave", courses.leave, name="leave"),
    path("me/courses/<slug:course>/due", courses.due, name="due"),
    path("learn", courses.catalogue, name="catalogue"),
    path("learn/<slug:course>", courses.course, name="course"),
    path("learn/<slug:course>/<slug:lesson>", lessons.lesson, name="lesson"),
    path("learn/<slug:course>/<slug:lesson>/answers", lessons.answers, name="answers"),
    path("learn/<slug:course>/<slug:lesson>/again", lessons.again, name="again"),
    path("learn/<slug:course>/<slug:lesson>/done", lessons.done, name="done"),
    path("staff/courses", staff.courses, name="courses"),
    path("staff/courses/<slug:slug>", staff.course, name="course_report"),
]
