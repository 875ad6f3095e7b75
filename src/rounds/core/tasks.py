from django.core.mail import EmailMultiAlternatives
from django_tasks import task


@task()
def send_letter(subject: str, text: str, html: str, to: str) -> None:
    message = EmailMultiAlternatives(subject, text, to=[to])
    if html:
        message.attach_alternative(html, "text/html")
    message.send()
