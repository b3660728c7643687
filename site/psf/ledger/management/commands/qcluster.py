from django_q.management.commands.qcluster import Command as Cluster

from psf.ledger.starting import erase_again_or_refuse


class Command(Cluster):
    """django-q2's, once what was erased is erased: a worker sends messages and moves files."""

    def handle(self, *args, **options):
        erase_again_or_refuse()
        super().handle(*args, **options)
