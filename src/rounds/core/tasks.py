from django.core.mail import EmailMultiAlternatives
from django_tasks import task


@task()
def send_letter(subject: str, text: str, html: str, to: str, headers: dict[str, str] | None = None) -> None:
    message = EmailMultiAlternatives(subject, text, to=[to], headers=headers)
    if html:
        message.attach_alternative(html, "text/html")
    message.send()
