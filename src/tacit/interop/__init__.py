"""Other benchmarks' files, read into records of our own; the files themselves are never shipped."""

from tacit.interop._userbench import Imported, import_userbench

__all__ = ["Imported", "import_userbench"]
