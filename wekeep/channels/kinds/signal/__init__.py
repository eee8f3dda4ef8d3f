"""Signal: one post to a group, through a signal-cli of the network's own."""
