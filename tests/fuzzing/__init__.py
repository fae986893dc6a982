"""Requests that nobody sends by accident, made from those that work: every address, form, list and upload, forged.

`values` what is put into a field or a header, `uploads` files, `pages` the forms of a page, `asks` a request and its
bytes, `changes` what is done to a request, `seeds` the requests that work, `judging` what must hold for every answer.
"""
