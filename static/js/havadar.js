// What pages can do beyond plain forms and links. Every page is complete without it.
//   data-dismiss   button that removes its message          data-reveal="id"  button that shows a password
//   data-dialog="id" opens a <dialog> (a link: its page else) data-close        closes the dialog it stands in
//   data-confirm="text"  form or button: asks first         data-key="k"      key that enters a field or presses the element
//   data-auto      form that submits itself on a change     data-print        button that prints the page
//   data-copy="id" copies a text                            data-announce     swapped-in element whose text is read out
//   data-focus     takes the focus when it appears          data-leave="text" form that warns when left unsaved
//   data-keys-here keys in it work while the focus is in it
(function () {
  "use strict";
  var doc = document;
  function all(selector, root) {
    return Array.prototype.slice.call((root || doc).querySelectorAll(selector));
  }
  function announce(text) {
    var place = doc.getElementById("announce");
    if (!place || !text) return;
    place.textContent = "";
    setTimeout(function () { place.textContent = text.replace(/\s+/g, " ").trim(); }, 60);
  }

  // Presses -----------------------------------------------------------------------------------------------------
  doc.addEventListener("click", function (event) {
    var target = event.target.closest("[data-dismiss],[data-reveal],[data-dialog],[data-close],[data-print],[data-copy]");
    if (event.target.nodeName === "DIALOG") event.target.close();
    if (!target) return;
    var data = target.dataset;
    if ("dismiss" in data) target.closest(".hv-message").remove();
    if ("print" in data) window.print();
    if ("close" in data) target.closest("dialog").close();
    if (data.dialog && !event.ctrlKey && !event.metaKey) { event.preventDefault(); doc.getElementById(data.dialog).showModal(); }
    if (data.reveal) {
      var field = doc.getElementById(data.reveal);
      var shown = field.type === "text";
      field.type = shown ? "password" : "text";
      target.setAttribute("aria-pressed", String(!shown));
      target.querySelector("use").setAttribute("href", target.querySelector("use").getAttribute("href").replace(/#.*/, shown ? "#i-eye" : "#i-eye-off"));
    }
    if (data.copy && navigator.clipboard) {
      navigator.clipboard.writeText(doc.getElementById(data.copy).textContent.trim()).then(function () { announce(data.done); });
      if (data.done) target.querySelector("span").textContent = data.done;
    }
  });

  doc.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=radio]):not([type=checkbox]),textarea,select,[contenteditable]")) return;
    var latin = event.key.replace(/[۰-۹]/, function (digit) { return String("۰۱۲۳۴۵۶۷۸۹".indexOf(digit)); }).toLowerCase();
    // On a Persian keyboard a letter's key is known by its place.
    if (/[^\x00-\x7f]/.test(latin) && /^Key[A-Z]$/.test(event.code)) latin = event.code.slice(3).toLowerCase();
    var element = all("[data-key]").filter(function (one) {
      var room = one.closest("[data-keys-here]");
      return one.dataset.key === latin && one.offsetParent !== null && (!room || room.contains(event.target));
    })[0];
    if (!element) return;
    event.preventDefault();
    if (element.matches("input,textarea,select")) element.focus();
    if (!element.matches("input:not([type=radio]):not([type=checkbox]),textarea,select")) element.click();
  });

  // Forms -------------------------------------------------------------------------------------------------------
  var confirmed = new WeakSet();
  function ask(text, then) {
    var dialog = doc.getElementById("confirm");
    if (!dialog || !dialog.showModal) { if (window.confirm(text)) then(); return; }
    dialog.querySelector("[data-text]").textContent = text;
    dialog.returnValue = "";
    dialog.addEventListener("close", function () { if (dialog.returnValue === "yes") then(); }, { once: true });
    dialog.showModal();
  }
  doc.addEventListener("submit", function (event) {
    var form = event.target, button = event.submitter;
    var text = (button && button.dataset.confirm) || form.dataset.confirm;
    if (text && !confirmed.has(form)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(text, function () { confirmed.add(form); form.requestSubmit(button); confirmed.delete(form); });
      return;
    }
    form.dataset.sent = "1";
  }, true);
  doc.addEventListener("htmx:confirm", function (event) {
    var text = event.detail.question || event.detail.elt.dataset.confirm;
    if (!text || event.detail.elt.nodeName === "FORM") return;
    event.preventDefault();
    ask(text, function () { event.detail.issueRequest(true); });
  });
  var waiting;
  function submitSoon(form, wait) {
    clearTimeout(waiting);
    waiting = setTimeout(function () { form.requestSubmit(); }, wait);
  }
  doc.addEventListener("input", function (event) {
    var form = event.target.form;
    if (form) form.dataset.changed = "1";
    if (form && "auto" in form.dataset && event.target.matches("[type=search],[type=text]:not([data-jdp])")) submitSoon(form, 450);
  });
  doc.addEventListener("change", function (event) {
    var form = event.target.form;
    if (form && "auto" in form.dataset && !event.target.matches("[type=search]")) submitSoon(form, 0);
  });
  window.addEventListener("beforeunload", function (event) {
    if (all("form[data-leave]").some(function (form) { return form.dataset.changed && !form.dataset.sent; })) event.preventDefault();
  });
  function sayFile(input) {
    var face = input.parentElement.querySelector(".hv-upload-face"), name = face && face.querySelector("[data-file-name]");
    if (!name) return;
    var names = Array.prototype.map.call(input.files, function (file) { return file.name; });
    name.textContent = names.join(doc.documentElement.lang === "fa" ? "\u060c " : ", ") || name.dataset.none;
    face.classList.toggle("has-file", names.length > 0);
  }
  doc.addEventListener("change", function (event) { if (event.target.matches("[data-upload]>input[type=file]")) sayFile(event.target); });
  doc.addEventListener("reset", function (event) { setTimeout(function () { all("[data-upload]>input[type=file]", event.target).forEach(sayFile); }, 0); });
  doc.addEventListener("dragover", function (event) { var box = event.target.closest("[data-upload]"); if (box) box.classList.add("over"); });
  ["dragleave", "drop"].forEach(function (name) {
    doc.addEventListener(name, function (event) { var box = event.target.closest("[data-upload]"); if (box) box.classList.remove("over"); });
  });

  // Jalali dates: fetched when the first such field is entered ---------------------------------------------------
  var picker;
  function loadPicker() {
    var meta = doc.querySelector("meta[name=hv-datepicker]");
    if (!picker && meta) picker = new Promise(function (resolve, reject) {
      var style = doc.createElement("link"), script = doc.createElement("script");
      style.rel = "stylesheet"; style.href = meta.dataset.style;
      script.src = meta.content; script.onload = resolve; script.onerror = reject;
      doc.head.insertBefore(style, doc.querySelector("link[rel=stylesheet]"));
      doc.head.appendChild(script);
    }).then(function () {
      var options = { separatorChars: { date: "/" }, autoReadOnlyInput: false, minDate: "attr", maxDate: "attr", zIndex: 1100,
        persianDigits: !!doc.querySelector("[data-jdp][data-digits=fa]") };
      if (doc.documentElement.lang === "en") {
        options.days = ["Sa", "Su", "Mo", "Tu", "We", "Th", "Fr"];
        options.months = ["Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand"];
        options.showTodayBtn = options.showEmptyBtn = options.showCloseBtn = false;
      }
      window.jalaliDatepicker.startWatch(options);
      nameChoices(meta);
    });
    return picker;
  }
  // The picker draws its lists anew for every month, without a name.
  function nameChoices(meta) {
    new MutationObserver(function () {
      ["year", "month"].forEach(function (part) {
        all("jdp-container .jdp-" + part + " > select:not([aria-label])").forEach(function (list) { list.setAttribute("aria-label", meta.dataset[part]); });
      });
    }).observe(doc.body, { childList: true, subtree: true });
  }
  // The picker reads Latin digits only; the reader sees her own again as soon as she leaves the field or picks a day.
  function western(text) { return text.replace(/[۰-۹]/g, function (digit) { return "۰۱۲۳۴۵۶۷۸۹".indexOf(digit); }); }
  // Whoever comes by the keyboard finds the day selected, as in every other field, and types over it.
  function unfold(field, byKeyboard) {
    var text = western(field.value);
    if (text === field.value) return;
    field.value = text;
    if (byKeyboard) field.select();
  }
  function own(field) {
    if (field.dataset.digits === "fa") field.value = field.value.replace(/[0-9]/g, function (digit) { return "۰۱۲۳۴۵۶۷۸۹"[digit]; });
  }
  function place(field) {
    var box = doc.querySelector("jdp-container");
    if (!box || doc.documentElement.dir !== "rtl" || window.innerWidth < 482) return;
    box.style.left = Math.max(8, field.getBoundingClientRect().right + window.scrollX - box.offsetWidth) + "px";
  }
  // Whoever goes on to another field by the keyboard leaves no picker lying over it. (It shows itself once more, later.)
  function leave(field, name) {
    if (name !== "focusin" || !window.jalaliDatepicker) return;
    [0, 400].forEach(function (wait) {
      setTimeout(function () { if (!doc.activeElement.closest("jdp-container, input[data-jdp]")) window.jalaliDatepicker.hide(); }, wait);
    });
  }
  ["focusin", "mousedown"].forEach(function (name) {
    doc.addEventListener(name, function (event) {
      var field = event.target;
      if (!field.matches) return;
      if (!field.matches("input[data-jdp]")) { leave(field, name); return; }
      unfold(field, name === "focusin");
      if (window.jalaliDatepicker) { setTimeout(place, 0, field); return; }
      var wanted = loadPicker();
      if (wanted) wanted.then(function () { if (doc.activeElement === field) { window.jalaliDatepicker.show(field); place(field); } });
    }, true);
  });
  ["focusout", "jdp:change"].forEach(function (name) {
    doc.addEventListener(name, function (event) { if (event.target.matches("input[data-jdp]")) own(event.target); });
  });

  // htmx: focus stays, news are read out, failures are said --------------------------------------------------------
  var unsent = null;
  function failed() {
    var place = doc.getElementById("messages"), text = doc.body.dataset.failed;
    if (!place) return;
    var box = doc.createElement("div"), words = doc.createElement("span");
    box.className = "hv-message error";
    box.setAttribute("role", "alert");
    words.textContent = text;
    box.appendChild(words);
    place.replaceChildren(box);
    unsent = box;
  }
  var busy = 0, timer, held;
  function showBusy(step) {
    busy = Math.max(0, busy + step);
    clearTimeout(timer);
    timer = setTimeout(function () { var line = doc.getElementById("busy"); if (line) line.classList.toggle("on", busy > 0); }, busy ? 250 : 0);
  }
  doc.addEventListener("htmx:beforeRequest", function () { showBusy(1); });
  doc.addEventListener("htmx:afterRequest", function (event) {
    showBusy(-1);
    if (unsent && event.detail.successful) { unsent.remove(); unsent = null; }
  });
  doc.addEventListener("htmx:sendError", failed);
  doc.addEventListener("htmx:timeout", failed);
  doc.addEventListener("htmx:responseError", function (event) {
    if (event.detail.xhr.status === 403 || event.detail.xhr.status === 401) window.location.reload(); else failed();
  });
  doc.addEventListener("htmx:beforeSwap", function (event) {
    // A form that comes back with its errors (422) or with the other's version (409) is shown, not thrown away.
    if (event.detail.xhr.status === 422 || event.detail.xhr.status === 409) { event.detail.shouldSwap = true; event.detail.isError = false; }
    var active = doc.activeElement;
    held = active && event.detail.target.contains(active) ? { id: active.id, name: active.name, value: active.value } : null;
  });
  doc.addEventListener("htmx:afterSettle", function (event) {
    var root = event.detail.elt;
    ready(root);
    if (held && (doc.activeElement === doc.body || !doc.activeElement)) {
      var again = (held.id && doc.getElementById(held.id)) || (held.name && all('[name="' + held.name + '"]').filter(function (one) { return one.type !== "radio" || one.value === held.value; })[0]);
      if (again) again.focus({ preventScroll: true });
      else { root.setAttribute("tabindex", "-1"); root.focus({ preventScroll: true }); }
    }
    held = null;
    var said = root.matches("[data-announce]:not([data-announce=quiet])") ? root : root.querySelector("[data-announce]:not([data-announce=quiet])");
    if (said) announce(said.dataset.announce.trim() || said.textContent);
  });

  doc.addEventListener("htmx:oobAfterSwap", function (event) { ready(event.detail.target); });

  // On every page and every swapped-in part -------------------------------------------------------------------------
  function ready(root) {
    all("[data-dismiss],[data-reveal],[data-copy],[data-print],[data-needs-script]", root).forEach(function (one) { one.hidden = false; });
    all("[data-without-script]", root).forEach(function (one) { one.hidden = true; });
    all(".hv-scroll,.hv-tablewrap,.hv-pills,.hv-chainline", root).forEach(function (one) { if (one.scrollWidth > one.clientWidth) one.tabIndex = 0; });
    all(".hv-chainline", root).forEach(middle);
    var first = root.querySelector("[data-focus]");
    if (first) first.focus({ preventScroll: root !== doc });
  }
  // On a phone the chain is longer than the screen: it opens where one stands.
  function middle(line) {
    var here = line.querySelector(".here"), box = line.getBoundingClientRect(), knot = here && here.getBoundingClientRect();
    if (here && line.scrollWidth > line.clientWidth) line.scrollLeft += knot.left + knot.width / 2 - box.left - box.width / 2;
  }
  ready(doc);

  // After the password was asked for: the page's own address, and the file that waited.
  if (doc.body.dataset.address) history.replaceState(null, "", doc.body.dataset.address);
  all("[data-begins]").forEach(function (one) { one.click(); });
})();
