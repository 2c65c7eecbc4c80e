"""Private files leave only through here, after the owner's permission check."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from pio_portal.documents.models import Document


def download(request, pk):
    """Stream a document to whoever may see its owner; for everybody else it does not exist."""
    document = get_object_or_404(Document.objects.select_related("owner_type"), pk=pk)
    if not request.user.has_perm("documents.view_document", document):
        raise Http404
    response = FileResponse(
        document.file.open("rb"), as_attachment=True, filename=document.filename, content_type=document.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
