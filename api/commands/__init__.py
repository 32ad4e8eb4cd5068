"""The commands of ``lindung``, one module per subject; each function returns its exit code."""
