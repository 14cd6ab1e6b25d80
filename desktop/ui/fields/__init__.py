"""One editor per field type, and the form that is the only place that puts them in rows."""
