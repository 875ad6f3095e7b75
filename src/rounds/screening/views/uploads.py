"""An uploaded picture stays in memory: Django would write a large one to a file for a while."""

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from rounds.screening.pictures import LARGEST


class InMemory(FileUploadHandler):
    """Holds files up to the limit; of a larger one nothing is held, and `over` says that it was there."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.over = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.held = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > LARGEST:
            self.over, self.held = True, io.BytesIO()
            raise SkipFile
        self.held.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        if self.over:
            return None
        self.held.seek(0)
        return InMemoryUploadedFile(
            self.held,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )


def keep_in_memory(request: HttpRequest) -> InMemory:
    handler = InMemory(request)
    request.upload_handlers = [handler]
    return handler
