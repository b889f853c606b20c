"""Preview: builds anew when content changes, and shows the site in a browser that keeps up."""
