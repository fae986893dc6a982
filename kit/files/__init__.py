"""What lies in files: the private store, uploaded pictures, previews, mails without a server, names of downloads."""
