"""A page of the file as an upright, clean image; the characters it already carries."""
