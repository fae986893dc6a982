"""The one way in for every file with a table: choose it, say what is what, look at every row, all of it or nothing.

A file that is read in is a `Flow` (`flow`): upload, preview, confirm, and a file of what is wrong. One with a table is
a `TableFlow` (`table_flow`), which also asks for the columns; `InPlaceFlow` is confirmed where its rows are shown. An
app's subclass says what differs, and is all of its views. The room knows no app and writes nothing of one: it gives
records of text, and the app plans and writes them. What a file may say is a `Kind`: fields, the headings that it
knows, who may bring it.

    STAFF = Kind("staff", _("Staff list"), fields=(Field("code", _("Personnel code"), ("کد پرسنلی", "code")), ...),
                 permission="people.import_staff", address="people:import")

    class StaffFile(TableFlow):
        kind = STAFF
        templates = {"upload": "people/import.html", "preview": "people/import_preview.html"}
        states = ("wrong", "changed", "added")                     # of the plan's rows, as they are shown
        refusals = {PlanIsWrong: _("Nothing was imported: ...")}

        def plan(self, kept):                                      # the app's own: rows, file
            return plan_import(kept.brought(), by=self.by)

        def write(self, kept):                                     # one action
            return import_staff(file=kept.brought(), by=self.by, at=self.at)

        def done(self, result):                                    # what was done; the next address
            messages.success(self.request, ...)
            return reverse("people:staff_list")

    urlpatterns = [*StaffFile.urls("import/", "import"), ...]

Addresses (all but the first with the argument `name`): `people:import` the file, `people:import_columns` which column
is what, `people:import_preview` the rows, `people:import_wrong` the wrong rows, `people:import_confirm`;
`people:import_saved`, without an argument, all that was saved under a name. Each asks for the permission first; a file
is there for whoever brought it, two hours long (else 404).

`upload.brought()` is a `Brought`: `records` (`number` of the row in the file, `cells` {field: text}, `problems`
sentences that already make the row wrong), `left_out`, `refused` and `missing` headings. Days that could be read stand
in the cells as 2026-11-23; what could not stands as it was. A kind with a form of its own besides tables, as the folder
has its JSON, gives it as a `Grid` (`Kind.read`). `read_whole(kind, content, ...)` is the same in one go, for
commands and tests. `upload.about` is a dict of the app's own (answers of its first step), kept with the file.

Inside: `dates` (pure), `kinds`, `headings` (guessing), `layouts` (what is where, records), `uploads` (kept two hours),
`actions`, `errors` and `models` (saved mappings), `forms`, `flow`, `table_flow`.
"""
