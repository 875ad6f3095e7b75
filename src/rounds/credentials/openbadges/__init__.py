"""Open Badges 3.0: documents, signatures, status lists and baked pictures, without Django or network."""
