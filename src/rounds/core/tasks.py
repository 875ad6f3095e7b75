from django.core.mail import EmailMultiAlternatives
from django_tasks import task


@task()
def send_letter(
    subject: str,
    text: str,
    html: str,
    to: str,
    headers: dict[str, str] | None = None,
    *,
    files: list[list[str]] | None = None,
) -> None:
    """`files` are text files to send with it: name, content and kind of each."""
    message = EmailMultiAlternatives(subject, text, to=[to], headers=headers)
    if html:
        message.attach_alternative(html, "text/html")
    for name, content, kind in files or []:
        message.attach(name, content, kind)
    message.send()
