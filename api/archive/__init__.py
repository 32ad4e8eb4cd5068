"""What archive systems exchange with the house: ZIP archives in; tables, annotations and archive packages out."""
