from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class QuickCompressor(Compressor):
    """Brotli a sixth smaller than gzip, and as quick: at its best it would take long on a first start."""

    @staticmethod
    def compress_brotli(data):
        import brotli  # asked for only where it is installed

        return brotli.compress(data, quality=9)


class CompressedStatic(CompressedManifestStaticFilesStorage):
    """Names carry hashes, text is compressed."""

    def create_compressor(self, **options):
        return QuickCompressor(**options)
