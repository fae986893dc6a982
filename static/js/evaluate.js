// The evaluate form: saves as one goes, keyboard, coverage. The form works without it.
// A save sends the whole form with the version seen last; 409 means that it was saved from elsewhere: both texts stay.
(function () {
  "use strict";
  var form = document.querySelector("form[data-evaluate]");
  if (!form) return;
  var words = form.dataset, items = list("[data-item]", form), store = "hv-evaluation-" + words.key;
  var current = null, dirty = false, busy = false, stopped = false, timer = 0, retry = 2000;
  var persian = document.documentElement.lang === "fa";

  function list(selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); }
  function one(selector, root) { return (root || document).querySelector(selector); }
  function digits(number) {
    return words.zero === "۰" ? String(number).replace(/\d/g, function (d) { return "۰۱۲۳۴۵۶۷۸۹"[d]; }) : String(number);
  }
  function fillIn(text, values) { return text.replace(/\{(\w+)\}/g, function (_, name) { return digits(values[name]); }); }
  function sign(name) { return one("[data-signs] [data-" + name + "]").innerHTML; }
  function chosen(item) { return one("input[type=radio]:checked", item); }
  function comment(item) { return one("textarea", item); }

  // Folding -----------------------------------------------------------------------------------------------------
  function fold(item) {
    var mark = chosen(item), text = comment(item), needed = !!mark && "comment" in mark.dataset;
    var box = one("[data-comment-box]", item), hint = one("[data-hint]", item);
    box.hidden = !needed && !text.value.trim() && !item.dataset.opened;
    one("[data-open=comment]", item).hidden = !box.hidden;
    if (hint) {
      hint.hidden = !needed;
      one("[data-written]", hint).textContent = text.value.trim() ? words.written : "";
    }
  }
  function prepare(item) {
    one("[data-evidence-box]", item).hidden = true;
    one("[data-open=evidence]", item).hidden = false;
    fold(item);
  }
  document.addEventListener("click", function (event) {
    var open = event.target.closest("[data-open]"), standard = event.target.closest("[data-standard]");
    if (open) {
      var item = open.closest("[data-item]");
      if (open.dataset.open === "comment") { item.dataset.opened = "1"; fold(item); comment(item).focus(); }
      else one("input[type=file]", item).click();
    }
    if (standard) {
      var place = one(standard.getAttribute("data-hx-target"));
      if (place && place.children.length) { event.preventDefault(); event.stopImmediatePropagation(); place.replaceChildren(); }
    }
  }, true);

  // Coverage ----------------------------------------------------------------------------------------------------
  function state(item) { var mark = chosen(item); return !mark ? "" : "na" in mark.dataset ? "na" : "on"; }
  function cover() {
    var states = items.map(state), answered = states.filter(Boolean).length, left = items.length - answered;
    var na = states.filter(function (s) { return s === "na"; }).length;
    one("[data-covered]", form).textContent = fillIn(words.covered, { answered: answered, total: items.length });
    one("[data-na]:not(input)", form).textContent = na ? (document.documentElement.lang === "fa" ? "، " : "\u00a0· ") + fillIn(words.na, { count: na }) : "";
    one("[data-left]", form).textContent = left ? fillIn(words.left, { count: left }) : words.none;
    list("[data-marks] i:not(.gap)").forEach(function (step, index) {
      step.className = states[index] + (items[index] === current ? " now" : "");
    });
    items.forEach(function (item, index) {
      var link = one("[data-to='" + item.dataset.item + "']"), now = item === current;
      item.classList.toggle("now", now);
      if (now) item.setAttribute("aria-current", "step"); else item.removeAttribute("aria-current");
      if (!link) return;
      link.classList.toggle("ok", states[index] === "on" && !now);
      if (now) link.setAttribute("aria-current", "step"); else link.removeAttribute("aria-current");
      one("[data-sign]", link).innerHTML = sign(now ? "sign-now" : states[index] === "on" ? "sign-on" : states[index] === "na" ? "sign-na" : "sign-none");
    });
    dock(left);
  }
  function dock(left) {
    var next = one("[data-go='1']"), last = items.indexOf(current) === items.length - 1;
    one("[data-go='-1']").hidden = false;
    next.hidden = !left || (last && !next.dataset.always);
    one("[data-dock-submit]").hidden = !next.hidden;
    one("[data-dock-note]").hidden = !next.hidden;
    one("[data-dock-more]").textContent = left ? fillIn(words.more, { count: left }) : "";
  }
  function go(to, focus) {
    if (!to) return;
    current = to;
    cover();
    if (focus) {
      to.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
      (chosen(to) || one("input[type=radio]", to)).focus({ preventScroll: true });
    }
  }
  function step(by) { go(items[Math.min(items.length - 1, Math.max(0, items.indexOf(current) + by))], true); }
  form.addEventListener("focusin", function (event) {
    var item = event.target.closest("[data-item]");
    if (item && item !== current) go(item, false);
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-go]"), link = event.target.closest("[data-to]");
    if (button) step(Number(button.dataset.go));
    if (link) { event.preventDefault(); go(one("[data-item='" + link.dataset.to + "']"), true); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("textarea,select,input:not([type=radio]),button,dialog")) return;
    var key = event.key.replace(/[۰-۹]/, function (d) { return "۰۱۲۳۴۵۶۷۸۹".indexOf(d); });
    if (key === "ArrowDown" || key === "ArrowUp") { event.preventDefault(); step(key === "ArrowDown" ? 1 : -1); return; }
    if ((key === "ArrowLeft" || key === "ArrowRight") && event.target.matches("input[type=radio]")) return;
    var radio = /^\d$/.test(key) && current && one("input[data-digit='" + key + "']", current);
    if (!radio) return;
    event.preventDefault();
    radio.checked = true;
    radio.focus({ preventScroll: true });
    radio.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // Saving ------------------------------------------------------------------------------------------------------
  function say(cloud, text) {
    one("[data-cloud]", form).innerHTML = sign(cloud);
    one("[data-words]", form).textContent = text;
  }
  function values() {
    var data = new FormData(form), body = new URLSearchParams();
    data.forEach(function (value, name) { if (typeof value === "string") body.append(name, value); });
    return body;
  }
  function keep() { try { localStorage.setItem(store, values().toString()); } catch (e) { /* a full or closed store: the page still has it */ } }
  function forget() { try { localStorage.removeItem(store); } catch (e) { /* as above */ } }
  function changed() {
    if (stopped) return;
    dirty = true;
    keep();
    clearTimeout(timer);
    if (list("[data-conflict]:not([hidden])", form).length) return;
    timer = setTimeout(save, 700);
  }
  function later() {
    say("cloud-off", words.offline);
    clearTimeout(timer);
    timer = setTimeout(save, retry);
    retry = Math.min(30000, retry * 2);
  }
  function save() {
    if (busy || stopped || !dirty) return;
    busy = true; dirty = false;
    say("cloud-up", words.saving);
    fetch(words.save, { method: "POST", body: values(), credentials: "same-origin", redirect: "manual", headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value } })
      .then(function (response) {
        busy = false;
        if (response.status === 200) return response.json().then(saved);
        if (response.status === 409) return response.json().then(conflict);
        if (response.status >= 500 || response.status === 0) throw new Error("away");
        stopped = true;
        say("cloud-off", words.refused);
      })
      .catch(function () { busy = false; dirty = true; later(); });
  }
  function saved(answer) {
    form.elements.version.value = answer.version;
    retry = 2000;
    say("cloud-ok", words.saved + (persian ? "، " : ", ") + answer.clock);
    if (dirty) save(); else forget();
  }
  function conflict(answer) {
    var differs = false;
    form.elements.version.value = answer.version;
    items.forEach(function (item) {
      var theirs = answer.answers[item.dataset.item], mark = chosen(item);
      if (!theirs || (theirs.chosen === (mark ? mark.value : "") && theirs.comment === comment(item).value.trim())) return;
      differs = true;
      show(item, theirs);
    });
    say("cloud-off", words.conflict);
    dirty = true;
    if (!differs) save();
  }
  function show(item, theirs) {
    var box = one("[data-conflict]", item), text = document.createElement("p"), said = document.createElement("q");
    box.className = "hv-says warn"; box.hidden = false; box.setAttribute("role", "alert");
    text.textContent = words.other + " " + theirs.label + " ";
    said.textContent = theirs.comment; said.dir = "auto";
    if (theirs.comment) text.append(said);
    box.replaceChildren(text, press(words.take, function () {
      var radio = theirs.chosen && one("input[value='" + theirs.chosen + "']", item);
      list("input[type=radio]", item).forEach(function (input) { input.checked = input === radio; });
      comment(item).value = theirs.comment;
      settle(item, box);
    }), press(words.keep, function () { settle(item, box); }));
  }
  function press(text, then) {
    var button = document.createElement("button");
    button.type = "button"; button.className = "hv-act"; button.textContent = text;
    button.addEventListener("click", then);
    return button;
  }
  function settle(item, box) {
    box.hidden = true;
    box.replaceChildren();
    fold(item); cover();
    if (!list("[data-conflict]:not([hidden])", form).length) changed();
  }

  // What this device kept when the connection was lost: taken up again only when nothing newer was saved.
  function restore() {
    var kept;
    try { kept = new URLSearchParams(localStorage.getItem(store) || ""); } catch (e) { return; }
    if (!kept.get("version")) return;
    if (kept.get("version") !== form.elements.version.value) { forget(); return; }
    kept.forEach(function (value, name) {
      if (name.indexOf("c-") === 0 && form.elements[name]) form.elements[name].value = value;
      if (name.indexOf("o-") === 0) list("input[name='" + name + "']", form).forEach(function (input) { input.checked = input.value === value; });
    });
    changed();
  }

  // Evidence ----------------------------------------------------------------------------------------------------
  function upload(input) {
    var item = input.closest("[data-item]"), data = new FormData();
    data.append("file", input.files[0]);
    say("cloud-up", words.saving);
    fetch(input.dataset.url, { method: "POST", body: data, credentials: "same-origin", headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value } })
      .then(function (response) {
        if (!response.ok && response.status !== 422) throw response;
        return response.text().then(function (html) {
          var files = one("[data-files]", item);
          files.hidden = false; files.innerHTML = html; input.value = ""; input.dispatchEvent(new Event("change", { bubbles: true })); say("cloud-ok", words.saved);
        });
      })
      .catch(function () { say("cloud-off", words.refused); });
  }

  form.addEventListener("input", function (event) {
    if (event.target.matches("textarea")) { fold(event.target.closest("[data-item]")); changed(); }
  });
  form.addEventListener("change", function (event) {
    var item = event.target.closest("[data-item]");
    if (event.target.matches("input[type=file]")) { if (event.target.files.length) upload(event.target); return; }
    if (!item) return;
    current = item;
    fold(item); cover(); changed();
  });
  form.addEventListener("submit", function () { stopped = true; clearTimeout(timer); keep(); });
  window.addEventListener("online", function () { retry = 2000; save(); });
  window.addEventListener("pagehide", function () { if (dirty) keep(); });

  list("[data-without-script]").forEach(function (element) { element.hidden = true; });
  list("[data-needs-script]").forEach(function (element) { element.hidden = false; });
  items.forEach(prepare);
  restore();
  go(items.filter(function (item) { return !state(item); })[0] || items[0], false);
})();
