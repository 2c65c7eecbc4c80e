"""Uploads that break off: what did not arrive whole is refused before any view sees it."""

from django.core.files.uploadhandler import FileUploadHandler
from django.http.multipartparser import MultiPartParserError


class WholeUploads(FileUploadHandler):
    """Refuses a request of which fewer bytes arrived than it announced.

    Django takes the end of the stream for the end of the last file: half a picture would be kept as a whole one.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002
        """Leave the bytes to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""

    def upload_complete(self) -> None:
        """Compare what came with what was announced. Raises MultiPartParserError: the answer is 400."""
        stream = getattr(self.request, "_stream", None)
        announced, came = getattr(stream, "limit", None), getattr(stream, "_pos", None)
        if announced is not None and came is not None and came < announced:
            raise MultiPartParserError("The upload broke off.")
