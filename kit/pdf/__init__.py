"""HTML to PDF/A-3a, in a warm child process; nothing here imports WeasyPrint into the process that asks."""

from kit.pdf.client import PdfError, render_pdf
from kit.pdf.documents import document_html, qr_image

__all__ = ["PdfError", "document_html", "qr_image", "render_pdf"]
