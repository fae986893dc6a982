"""How much may be brought at once: said before anything of it is read, also to whoever is not signed in."""

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MEGABYTE = 1024 * 1024
# The largest file of a lesson has 200 MB; outside of the CMS the pages themselves take 20 MB at most.
LARGEST, LARGEST_OF_CMS = 25 * MEGABYTE, 210 * MEGABYTE


class BoundedUpload(FileUploadHandler):
    """Stands before the handlers that keep files, and keeps nothing itself."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        is_cms = self.request is not None and self.request.path.startswith("/cms/")
        if content_length > (LARGEST_OF_CMS if is_cms else LARGEST):
            raise RequestDataTooBig("The request is larger than any file that is taken here.")

    def receive_data_chunk(self, raw_data, start):
        return raw_data

    def file_complete(self, file_size):
        return None
