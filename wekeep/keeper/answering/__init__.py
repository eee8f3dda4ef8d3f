"""One function a request, by what it is about."""
