"""Two people at once on one file: one wins, the other is told, the disk keeps what the rows name."""

import threading

from django.db import connections

from psf.documents.models import Blob
from psf.perimeter.scope import perimeter
from tests.documents import samples
from tests.documents.test_attaching import said
from tests.own_database import db  # noqa: F401

AT_ONCE = 6


def test_people_who_attach_the_same_cv_at_once_do_not_replace_one_another(
    two_services, signed_in, file_at, files, on_disk
):
    placement = file_at()
    address = f"/admin/suivi/{placement.code}/documents/cv/joindre/"
    clients = [
        signed_in(person)
        for person in (two_services.tutor, two_services.coordinator) * (AT_ONCE // 2)
    ]
    start, answers = threading.Barrier(AT_ONCE), []

    def attach(number, client):
        try:
            start.wait(timeout=60)
            upload = samples.sent(samples.pdf(str(number)), f"cv {number}.pdf")
            answers.append(client.post(address, {"seen": "", "upload": upload}))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=attach, args=pair) for pair in enumerate(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [200] * (AT_ONCE - 1) + [302]
    assert all("a joint « CV »" in said(answer) for answer in answers if answer.status_code == 200)
    (file,) = files(placement)
    with perimeter([two_services.saint_denis]):
        assert [blob.name for blob in Blob.objects.all()] == [path.name for path in on_disk()]
    assert file.attached
