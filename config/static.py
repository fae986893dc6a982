from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class CompressedStatic(CompressedManifestStaticFilesStorage):
    """Names carry hashes, text is compressed with gzip alone: brotli at its best takes long on a first start."""

    def create_compressor(self, **options):
        return Compressor(use_brotli=False, **options)
