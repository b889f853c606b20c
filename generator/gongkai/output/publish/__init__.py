"""Publishing: a built site becomes a release on a server, switched in one step."""
