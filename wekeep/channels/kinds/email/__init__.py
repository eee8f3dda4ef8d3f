"""E-mail over SMTP, with a link that stops it (RFC 2369, RFC 8058)."""
