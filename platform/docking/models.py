"""Which steps of setting up this very database have been done, so that a second start can pass them over."""

from django.db import models


class SetupStep(models.Model):
    """`fingerprint` stands for what the step was made from; with another one it has to be done again."""

    name = models.CharField(max_length=40, primary_key=True)
    fingerprint = models.CharField(max_length=200)
    finished_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.name
