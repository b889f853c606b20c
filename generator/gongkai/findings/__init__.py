"""Facts worked out from the whole portal: pure functions from a Portal."""
