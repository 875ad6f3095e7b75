"""What comes around and after an event: chats, feedback, credit, the report, contests, abstracts and recordings."""

from django.urls import path

from rounds.events.views import book, chat_hosts, chats, credit, feedback, report

a_chat = "chats/<int:pk>"
at = "events/<slug:slug>"
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
    path(f"{at}/feedback", feedback.own_feedback, name="feedback"),
    path(f"{at}/feedback/<slug:code>", feedback.give_feedback, name="give_feedback"),
    path(f"{at}/proposals/<slug:code>/feedback", feedback.talk_feedback, name="talk_feedback"),
    path(f"{at}/desk/feedback", feedback.feedback_desk, name="feedback_desk"),
    path(f"{at}/desk/feedback.csv", feedback.feedback_csv, name="feedback_csv"),
    path(f"{at}/desk/feedback/<int:number>/look", feedback.look_at_words, name="look_at_words"),
    path(f"{at}/desk/credit", credit.credit, name="credit"),
    path(f"{at}/desk/credit.csv", credit.credit_csv, name="credit_csv"),
    path(f"{at}/desk/credit/designate", credit.designate, name="designate"),
    path(f"{at}/desk/credit/<int:number>/correct", credit.correct_credit, name="correct_credit"),
    path(f"{at}/desk/report", report.report, name="report"),
    path(f"{at}/desk/report.csv", report.report_csv, name="report_csv"),
    path(f"{at}/abstracts", book.abstracts, name="abstracts"),
    path(f"{at}/abstracts.pdf", book.abstracts_pdf, name="abstracts_pdf"),
    path(f"{at}/talks/<slug:code>/transcript", book.transcript, name="transcript"),
    path(f"{at}/talks/<slug:code>/captions.vtt", book.captions, name="captions"),
    path(f"{at}/desk/recordings", book.recordings, name="recordings"),
    path(f"{at}/desk/recordings/<slug:code>", book.recording, name="recording"),
]
