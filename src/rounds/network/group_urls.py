"""The addresses of groups, announcements, the directory of members, and programs of organisations."""

from django.urls import path, re_path

from rounds.network.views import announcements, directory, groups, posts, programs, scim

group_urls = [
    path("groups", groups.groups, name="groups"),
    path("groups/new", groups.new_peer_group, name="new_peer_group"),
    path("groups/letters/<str:token>", groups.stop_digests, name="stop_digests"),
    path("groups/<slug:slug>", groups.group, name="group"),
    path("groups/<slug:slug>/join", groups.join, name="join_group"),
    path("groups/<slug:slug>/leave", groups.leave, name="leave_group"),
    path("groups/<slug:slug>/letters", groups.digest, name="digest"),
    path("groups/<slug:slug>/people", groups.people, name="group_people"),
    path("groups/<slug:slug>/people/<int:number>", groups.change_place, name="change_place"),
    path("groups/<slug:slug>/settings", groups.settings, name="group_settings"),
    path("groups/<slug:slug>/close", groups.close, name="close_group"),
    path("groups/<slug:slug>/write", posts.new_topic, name="new_topic"),
    path("groups/<slug:slug>/reports", posts.reports, name="reports"),
    path("groups/<slug:slug>/topics/<int:number>", posts.topic, name="topic"),
    path("groups/<slug:slug>/topics/<int:number>/close", posts.close_topic, name="close_topic"),
    path("groups/<slug:slug>/posts/<int:number>/edit", posts.edit, name="edit_post"),
    path("groups/<slug:slug>/posts/<int:number>/report", posts.report, name="report_post"),
    path("groups/<slug:slug>/posts/<int:number>/leave", posts.leave, name="leave_post"),
    re_path(
        r"^groups/(?P<slug>[-\w]+)/posts/(?P<number>\d+)/(?P<step>hide|restore)\Z", posts.moderate, name="moderate"
    ),
    path("org/<slug:slug>/groups/new", groups.new_staff_group, name="new_staff_group"),
    path("org/<slug:slug>/announcements", announcements.announcements, name="announcements"),
    path("org/<slug:slug>/announcements/new", announcements.new, name="new_announcement"),
    path("org/<slug:slug>/announcements/<int:number>", announcements.announcement, name="announcement"),
    path("org/<slug:slug>/announcements/<int:number>/reads.csv", announcements.reads_csv, name="reads_csv"),
    path("org/<slug:slug>/announcements/<int:number>/withdraw", announcements.withdraw, name="withdraw_announcement"),
    path("org/<slug:slug>/listing", directory.organisation_listing, name="organisation_listing"),
    path("members", directory.people, name="directory"),
    path("members/organisations", directory.organisations, name="directory_organisations"),
    path("members/me", directory.own_listing, name="own_listing"),
    path("members/me/withdraw", directory.withdraw, name="withdraw_listing"),
    path("org/<slug:slug>/staff-directory", programs.keys, name="staff_keys"),
    path("org/<slug:slug>/staff-directory/<int:number>/end", programs.end, name="end_staff_key"),
    path("org/<slug:slug>/settings/domains/<int:number>", programs.domain, name="domain"),
    re_path(
        r"^scim/v2/(?P<what>ServiceProviderConfig|ResourceTypes|Schemas)(?:/(?P<name>[^/]+))?/?\Z",
        scim.door,
        {"way": "discovery"},
    ),
    re_path(r"^scim/v2/(?P<what>Users|Groups)/?\Z", scim.door, {"way": "many"}),
    re_path(r"^scim/v2/(?P<what>Users|Groups)/(?P<number>[^/.]+)/?\Z", scim.door, {"way": "one"}),
    re_path(r"^scim/v2(?P<rest>/.*)?\Z", scim.door, {"way": "nothing"}),
]
