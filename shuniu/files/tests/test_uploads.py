"""What a browser sends never becomes a temporary file."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from shuniu.files.limits import Limits
from shuniu.files.uploads import InMemoryOnly


def sent(data):
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("通知.pdf", data)})
    request.upload_handlers = [InMemoryOnly(request)]
    return request.FILES["file"]


def test_a_large_file_stays_in_memory():
    upload = sent(b"a" * 5_000_000)
    assert (type(upload).__name__, upload.read() == b"a" * 5_000_000) == ("InMemoryUploadedFile", True)


def test_of_a_file_past_the_limit_only_as_much_is_kept_as_it_takes_to_refuse_it():
    assert len(sent(b"a" * (Limits().size + 1_000_000)).read()) == Limits().size + 1
