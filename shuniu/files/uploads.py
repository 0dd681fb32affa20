"""上传: what a browser sends stays in memory, so that the guard sees it before the disk does."""

from __future__ import annotations

from django.core.files.uploadhandler import MemoryFileUploadHandler

from shuniu.files.limits import Limits


class InMemoryOnly(MemoryFileUploadHandler):
    """Never a temporary file, whatever the size: past the limit the rest is thrown away as it comes.

    One byte more than the limit is kept, so that `open_arrival` refuses the file in its own words. Set as the only
    one of FILE_UPLOAD_HANDLERS.
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.activated = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        room = Limits().size + 1 - self.file.tell()
        if room > 0:
            self.file.write(raw_data[:room])
        return None
