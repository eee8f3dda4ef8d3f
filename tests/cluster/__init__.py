"""Several hosts as processes of this machine: pages, senders, a database and a broker, any of which may be killed."""
