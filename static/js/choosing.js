// A choice of standards in the CMS is looked through by code and words: a field above it leaves what fits.
(function () {
  "use strict";
  var pairs = { "ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "ؤ": "و", "أ": "ا", "إ": "ا", "آ": "ا" };
  function folded(text) {
    return text.toLowerCase()
      .replace(/[يىئكةۀؤأإآ]/g, function (letter) { return pairs[letter]; })
      .replace(/[۰-۹]/g, function (digit) { return "۰۱۲۳۴۵۶۷۸۹".indexOf(digit); })
      .replace(/[\u200c\u200e\u200f\u0640\u064b-\u0652]/g, "");
  }
  function show(select, words) {
    Array.prototype.forEach.call(select.options, function (option) {
      var text = folded(option.text + " " + (option.dataset.words || ""));
      var fits = words.every(function (word) { return text.indexOf(word) >= 0; });
      option.hidden = option.disabled = !(fits || option.selected || !option.value);
    });
    Array.prototype.forEach.call(select.querySelectorAll("optgroup"), function (group) {
      group.hidden = !group.querySelector("option:not([hidden])");
    });
    var left = Array.prototype.filter.call(select.options, function (option) { return option.value && !option.hidden; });
    return left.filter(function (option) { return !option.selected; });
  }
  function dress(select) {
    if (select.dataset.dressed) return;
    select.dataset.dressed = "1";
    var field = document.createElement("input");
    field.type = "search";
    field.setAttribute("aria-label", select.dataset.standards);
    field.placeholder = select.dataset.standards;
    field.autocomplete = "off";
    field.dir = "auto";
    field.addEventListener("input", function () { show(select, folded(field.value).split(/\s+/).filter(Boolean)); });
    field.addEventListener("keydown", function (event) {
      if (event.key !== "Enter") return;
      event.preventDefault();
      var left = show(select, folded(field.value).split(/\s+/).filter(Boolean));
      if (!left.length || !field.value) return;
      select.value = left[0].value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
      select.focus();
    });
    select.parentNode.insertBefore(field, select);
  }
  function all() { Array.prototype.forEach.call(document.querySelectorAll("select[data-standards]"), dress); }
  document.addEventListener("DOMContentLoaded", function () {
    all();
    new MutationObserver(all).observe(document.body, { childList: true, subtree: true });
  });
})();
