from django.db import models


class Item(models.Model):
    tag = models.TextField()
