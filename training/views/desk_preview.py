"""The preview of a course on a phone: a frame, and the screens inside it."""

from csp.decorators import csp_replace
from django.http import Http404
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from kit.text.bilingual import active_language
from people.company.languages import written_languages
from training.desk.preview import steps_of
from training.views.desk import written_course


@require_safe
def course_preview(request, translation_key):
    course = written_course(request, translation_key)
    languages = written_languages()
    asked = request.GET.get("language", active_language())
    context = {"course": course, "languages": languages, "language": asked if asked in languages else languages[0]}
    return render(request, "training/desk/preview.html", context)


@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": ["'self'"]})
def course_preview_step(request, translation_key, language, step):
    """One screen of it, in its own language; forms on it lead nowhere."""
    course = written_course(request, translation_key)
    if language not in written_languages():
        raise Http404
    with translation.override(language):
        steps = steps_of(course, language)
        if step >= len(steps):
            raise Http404
        here = steps[step]
        context = {"course": course, "language": language, "step": step, "here": here, "page": here.page}
        context |= {"steps": steps, "last": len(steps) - 1, **here.context()}
        return render(request, "training/desk/preview_step.html", context)
