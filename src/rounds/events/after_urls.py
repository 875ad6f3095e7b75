"""What comes around and after an event: chats, feedback, credit, the report, contests, abstracts and recordings."""

from django.urls import path

from rounds.events.views import chat_hosts, chats

a_chat = "chats/<int:pk>"
urlpatterns = [
    path("chats", chats.chats, name="chats"),
    path("staff/chats/new", chat_hosts.new_chat, name="new_chat"),
    path(a_chat, chats.chat, name="chat"),
    path(f"{a_chat}/join", chats.join, name="join_chat"),
    path(f"{a_chat}/answer", chats.answer, name="answer_in_chat"),
    path(f"{a_chat}/answers/<int:number>/back", chats.take_back, name="take_chat_answer_back"),
    path(f"{a_chat}/answers/<int:number>/hide", chat_hosts.hide, name="hide_chat_answer"),
    path(f"{a_chat}/answers/<int:number>/show", chat_hosts.show, name="show_chat_answer"),
    path(f"{a_chat}/questions", chat_hosts.questions, name="chat_questions"),
    path(f"{a_chat}/questions/new", chat_hosts.question, name="new_chat_question"),
    path(f"{a_chat}/questions/<int:number>", chat_hosts.question, name="chat_question"),
    path(f"{a_chat}/questions/<int:number>/remove", chat_hosts.remove_question, name="remove_chat_question"),
    path(f"{a_chat}/look", chat_hosts.look, name="chat_look"),
    path(f"{a_chat}/publish", chat_hosts.publish, name="publish_transcript"),
    path(f"{a_chat}/transcript.csv", chats.transcript_csv, name="transcript_csv"),
    path(f"{a_chat}/transcript.json", chats.transcript_json, name="transcript_json"),
    path(f"{a_chat}/transcript.txt", chats.transcript_text, name="transcript_text"),
]
