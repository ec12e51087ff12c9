"""Files as text: bytes, decoding, spans, limits, discovery."""
