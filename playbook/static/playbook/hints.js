// Help with writing: sends the texts of a standard a moment after the last key, and shows what comes back.
//   <div data-hints data-url data-away-url data-language="fa" data-standard="translation key or nothing"
//        data-fields="behaviour why good bad" data-prefix="what stands before the names of the fields, such as fa-"
//        data-other="name of the field with the behaviour in the other language, where it is on the page">
// The fields are those of the form in which the element stands. Without a script it shows what was there on loading.
(function () {
  "use strict";
  var WAIT = 700;

  function start(box) {
    var form = box.closest("form"), timer = 0, number = 0;
    if (!form || box.dataset.started) return;
    box.dataset.started = "1";
    var prefix = box.dataset.prefix || "", names = box.dataset.fields.split(" ");

    function field(name) { return form.querySelector('[name="' + name + '"]'); }
    function token() { return (field("csrfmiddlewaretoken") || document.querySelector("[name=csrfmiddlewaretoken]")).value; }
    function about() {
      var data = new FormData();
      data.append("language", box.dataset.language);
      data.append("standard", box.dataset.standard || "");
      return data;
    }
    function send(url, data) {
      return fetch(url, { method: "POST", body: data, credentials: "same-origin", headers: { "X-CSRFToken": token() } });
    }
    function look() {
      var data = about(), mine = ++number, other = box.dataset.other && field(box.dataset.other);
      names.forEach(function (name) { var one = field(prefix + name); if (one) data.append(name, one.value); });
      if (other) data.append("other", other.value);
      send(box.dataset.url, data).then(function (answer) { return answer.ok ? answer.text() : null; }).then(function (html) {
        if (html !== null && mine === number) box.innerHTML = html;
      }).catch(function () {});
    }
    function soon(event) {
      var name = event.target.name || "";
      if (name !== box.dataset.other && names.indexOf(name.slice(prefix.length)) < 0) return;
      clearTimeout(timer);
      timer = setTimeout(look, WAIT);
    }
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    box.addEventListener("click", function (event) {
      var button = event.target.closest("[data-hint-away]"), data = about();
      if (!button) return;
      data.append("kind", button.dataset.hintAway);
      send(box.dataset.awayUrl, data).then(function () { look(); box.setAttribute("tabindex", "-1"); box.focus(); }).catch(function () {});
    });
  }
  function all() { Array.prototype.forEach.call(document.querySelectorAll("[data-hints]"), start); }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", all); else all();
})();
