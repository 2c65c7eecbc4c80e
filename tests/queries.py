"""How many queries a page needs: each GET page is measured with one row and with many, and needs as many."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(client, url: str) -> int:
    """The queries of one GET that answers 200, after a first one that fills what the process keeps."""
    assert client.get(url).status_code == 200
    ContentType.objects.clear_cache()
    for model in ("marketconsultation", "event", "registration"):
        ContentType.objects.filter(model=model).first()
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(captured)
