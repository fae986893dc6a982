"""How a bound field is dressed: its shape, the attributes of its control. Registered as tags in `components`."""

from copy import copy
from datetime import date
from typing import Any

from django.forms import BaseForm, BoundField, Widget, widgets
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from kit.display import numericday
from kit.reader import current_reader

EMPTY: tuple[object, ...] = (None, "", False, [], ())
LEFT_TO_RIGHT = {"email", "url", "tel", "password"}
# With a placeholder an empty field follows the page's direction, see havadar.css.
DIRECTED = " "
# What is typed into a field, for browsers and phones: {% field form.code typed="one-time code" %}.
TYPED = {
    "": {},
    "one-time code": {"inputmode": "numeric", "autocomplete": "one-time-code", "placeholder": DIRECTED, "dir": "ltr"},
    "user name": {
        "autocapitalize": "none",
        "autocorrect": "off",
        "spellcheck": "false",
        "autocomplete": "username",
        "placeholder": DIRECTED,
    },
}
GROUPS = (widgets.RadioSelect, widgets.CheckboxSelectMultiple)


def kind_of(widget: Widget) -> str:
    """Which of the shapes in `components/field.html` a widget takes."""
    if isinstance(widget, GROUPS):
        return "options"
    if isinstance(widget, widgets.MultiWidget):
        return "group"
    if isinstance(widget, widgets.CheckboxInput):
        return "check"
    if isinstance(widget, widgets.FileInput):
        return "file"
    if isinstance(widget, widgets.PasswordInput):
        return "password"
    if isinstance(widget, widgets.Select):
        return "select"
    if isinstance(widget, widgets.Textarea):
        return "textarea"
    return "date" if isinstance(widget, widgets.DateInput) else "input"


def _classes(kind, widget):
    if kind == "check":
        return "form-check-input"
    if kind in ("file", "options"):
        return ""
    ltr = kind == "date" or getattr(widget, "input_type", "") in LEFT_TO_RIGHT
    return " ".join(filter(None, ["form-select" if kind == "select" else "form-control", "ltr" if ltr else ""]))


def _date_widget(bound, attrs):
    """The browser's own picker for Gregorian readers, the Jalali one (static/js/havadar.js) for the others."""
    widget = copy(bound.field.widget)
    if current_reader().calendar != "jalali":
        widget.input_type, widget.format = "date", "%Y-%m-%d"
        return widget
    attrs |= {"data-jdp": True, "inputmode": "numeric", "autocomplete": "off", "data-digits": current_reader().digits}
    if isinstance(bound.value(), date):
        widget.format_value = numericday
    return widget


def control(bound: BoundField, typed: str = "", **extra: Any) -> SafeString:
    """{% control form.name %}: the widget alone, dressed; arguments become attributes (underscores to hyphens)."""
    widget, kind = bound.field.widget, kind_of(bound.field.widget)
    attrs = TYPED[typed] | {key.replace("_", "-"): value for key, value in extra.items() if value is not None}
    given = (_classes(kind, widget), widget.attrs.get("class", ""), attrs.get("class", ""))
    attrs["class"] = " ".join(filter(None, given))
    if kind == "textarea" or (kind == "input" and widget.input_type in ("text", "search")):
        attrs.setdefault("dir", widget.attrs.get("dir", "auto"))
    if kind not in ("check", "select", "options", "file", "group"):
        attrs.setdefault("placeholder", widget.attrs.get("placeholder", DIRECTED))
    if kind == "textarea":
        attrs.setdefault("rows", 3 if widget.attrs.get("rows") in (None, "10") else widget.attrs["rows"])
    return bound.as_widget(_date_widget(bound, attrs) if kind == "date" else None, attrs)


def field(
    bound: BoundField,
    label: object = None,
    hide_label: bool = False,
    optional: bool = True,
    show_help: bool = True,
    classes: str = "",
    **extra: Any,
) -> dict[str, Any]:
    """The whole field. `optional=False` leaves out the word "optional"."""
    kind = kind_of(bound.field.widget)
    return {
        "bound": bound,
        "kind": "hidden" if bound.is_hidden else kind,
        "label": bound.label if label is None else label,
        "hide_label": hide_label,
        "show_help": show_help,
        "optional": optional and not bound.field.required and kind not in ("check",),
        "used": bound.form.is_bound and bound.value() not in EMPTY,
        "classes": classes,
        "extra": extra,
        "widget": control(bound, **extra) if kind != "options" and not bound.is_hidden else "",
    }


def form_fields(form: BaseForm, optional: bool = True, hide_labels: bool = False) -> dict[str, Any]:
    """Every field of a form with its errors, hidden ones included; <form>, token and buttons are the page's."""
    return {"form": form, "optional": optional, "hide_labels": hide_labels}


def written(form: BaseForm, *names: str) -> SafeString:
    """{% written form "given_name" "family_name" %}: two-language fields, language by language, in the form's order."""
    languages = [field[-2:] for field in form.fields if field in (f"{names[0]}_fa", f"{names[0]}_en")]
    bound = [form[f"{name}_{language}"] for language in languages for name in names]
    return mark_safe("".join(render_to_string("components/field.html", field(one)) for one in bound))  # noqa: S308


def form_errors(form: BaseForm, note: bool = True) -> dict[str, Any]:
    """What is wrong with the form as a whole; `note=False`: nothing where only fields are wrong."""
    return {"form": form, "shown": form.non_field_errors() or (note and form.errors)}


def filters_used(form: BaseForm | None) -> int:
    """How many fields of a filter form narrow the list."""
    if form is None or not getattr(form, "is_bound", False):
        return 0
    return sum(bound.value() not in EMPTY for bound in form.visible_fields())
