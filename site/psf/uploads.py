"""Requests too large for any form of ours are refused before a byte of them is kept.

Django counts what fields weigh, never files: it would write gigabytes to the disk, from anybody,
before a form could say no. https://docs.djangoproject.com/en/5.2/ref/files/uploads/
"""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

# Besides the file: the fields of its form, and what multipart adds.
MORE_BYTES = 3_000_000


class BoundedUploadHandler(FileUploadHandler):
    """The first of the handlers: it looks at the announced length and passes everything on."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        # Files are sent to the admin, the largest being a video, and to the pages of a link, which
        # open with a cookie of ours alone: one document.
        path = META.get("PATH_INFO", "")
        most = 0
        if path.startswith("/admin/"):
            most = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
        elif path.startswith("/lien/") and "lien_" in META.get("HTTP_COOKIE", ""):
            most = settings.DOCUMENT_MAX_BYTES
        if content_length > most + MORE_BYTES:
            raise RequestDataTooBig("A request is larger than any form.")

    def receive_data_chunk(self, raw_data, start):
        return raw_data

    def file_complete(self, file_size):
        return None
