"""The settings: whose register this is, who writes in it, how it looks, backups, other registers."""
