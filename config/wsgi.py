import os

from django.core.wsgi import get_wsgi_application

from kit.http.charset import InLetters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = InLetters(get_wsgi_application())
