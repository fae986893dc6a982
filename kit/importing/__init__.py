"""The one way in for every file with a table: choose it, say what is what, look at every row, all of it or nothing.

A kind of file is a `Kind` that an app gives: its fields, the headings that it knows, who may bring it. The room knows
no app and writes nothing of one: it gives records of text, and the app plans and writes them.

    STAFF = Kind("staff", _("Staff list"), fields=(Field("code", _("Personnel code"), ("کد پرسنلی", "code")), ...),
                 permission="people.import_staff", address="people:import")

Addresses (names of `urls.py`, all but the first with the argument `name`): `people:import` the file,
`people:import_columns` which column is what, `people:import_preview` the rows, `people:import_wrong` the wrong rows;
`people:import_saved`, without an argument, all that was saved under a name (`steps.saved`).

    def upload(request):                       # the app's form has a field `file` (`kit.importing.forms.TableFileForm`)
        require(request.user, STAFF.permission)
        form = TableFileForm(request.POST or None, request.FILES or None)
        answer = steps.bring(request, STAFF, form)      # to the columns, or past them where nothing is open
        return answer or render(request, "people/import.html", {"form": form, "steps": steps.line(STAFF)})

    def columns(request, name):
        return steps.columns(request, name, STAFF)      # the whole step, with its own template

    def preview(request, name):
        upload = steps.opened(request, name, STAFF)     # 404: not hers, or older than two hours
        if not upload.is_ready:
            return steps.to_columns(STAFF, name)
        plan = plan_import(upload.brought(), ...)       # the app's own

`upload.brought()` is a `Brought`: `records` (`number` of the row in the file, `cells` {field: text}, `problems`
sentences that already make the row wrong), `left_out`, `refused` and `missing` headings. Days that could be read stand
in the cells as 2026-11-23; what could not stands as it was. An app's rows that have `number`, `problems` and `state`
are listed to download by `steps.wrong_rows(upload, rows)`. A kind with a form of its own besides tables, as the folder
has its JSON, gives it as a `Grid` (`Kind.read`). `read_whole(kind, content, ...)` is the same in one go, for
commands and tests. `upload.about` is a dict of the app's own (answers of its first step), kept with the file.

Inside: `days` (pure), `kinds`, `headings` (guessing), `layouts` (what is where, records), `uploads` (kept two hours),
`actions`, `errors` and `models` (saved mappings), `forms`, `steps` (the views' part).
"""
