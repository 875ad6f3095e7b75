from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "rounds.training"
    verbose_name = "Courses"
