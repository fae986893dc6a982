// Days in the CMS: the Jalali picker is fetched when the first such field is entered. What is typed is read by the server.
(function () {
  "use strict";
  var doc = document, me = doc.currentScript, FA = "۰۱۲۳۴۵۶۷۸۹", wanted;
  function western(text) { return text.replace(/[۰-۹]/g, function (digit) { return FA.indexOf(digit); }); }
  function own(field) {
    if (field.dataset.digits === "fa") field.value = field.value.replace(/[0-9]/g, function (digit) { return FA[digit]; });
  }
  function load(field) {
    if (wanted) return wanted;
    wanted = new Promise(function (resolve, reject) {
      var style = doc.createElement("link"), script = doc.createElement("script");
      style.rel = "stylesheet"; style.href = me.dataset.style;
      script.src = me.dataset.picker; script.onload = resolve; script.onerror = reject;
      doc.head.insertBefore(style, doc.querySelector("link[rel=stylesheet]"));
      doc.head.appendChild(script);
    }).then(function () {
      var options = { time: true, hasSecond: false, separatorChars: { date: "/", between: " ", time: ":" },
        autoReadOnlyInput: false, zIndex: 10000, persianDigits: field.dataset.digits === "fa" };
      if (doc.documentElement.lang === "en") {
        options.days = ["Sa", "Su", "Mo", "Tu", "We", "Th", "Fr"];
        options.months = me.dataset.months.split(",");
        options.showTodayBtn = options.showEmptyBtn = options.showCloseBtn = false;
      }
      window.jalaliDatepicker.startWatch(options);
      // The picker draws its lists anew for every month, without a name.
      new MutationObserver(function () {
        ["year", "month"].forEach(function (part) {
          doc.querySelectorAll("jdp-container .jdp-" + part + " > select:not([aria-label])").forEach(function (list) {
            list.setAttribute("aria-label", me.dataset[part]);
          });
        });
        doc.querySelectorAll("jdp-container .jdp-time select:not([aria-label])").forEach(function (list) {
          list.setAttribute("aria-label", list.options.length > 24 ? me.dataset.minute : me.dataset.hour);
        });
      }).observe(doc.body, { childList: true, subtree: true });
    });
    return wanted;
  }
  doc.addEventListener("focusin", function (event) {
    var field = event.target;
    if (!field.matches || !field.matches("input[data-jdp]")) return;
    field.value = western(field.value);
    load(field).then(function () { if (doc.activeElement === field) window.jalaliDatepicker.show(field); });
  }, true);
  ["focusout", "jdp:change"].forEach(function (name) {
    doc.addEventListener(name, function (event) { if (event.target.matches("input[data-jdp]")) own(event.target); });
  });
  // Counts that Wagtail's scripts write, such as how many filters are chosen.
  function count(node) {
    if (/^[\s()%+]*[0-9]+[\s()%+]*$/.test(node.data) && !node.parentElement.closest("script,style,textarea,code,kbd,[contenteditable]")) {
      node.data = node.data.replace(/[0-9]/g, function (digit) { return FA[digit]; });
    }
  }
  function counts(node) {
    if (node.nodeType === 3) { if (node.parentElement) count(node); return; }
    if (node.nodeType !== 1) return;
    var walker = doc.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) count(walker.currentNode);
  }
  if (me.dataset.digits === "fa") new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      if (change.type === "characterData") counts(change.target);
      else change.addedNodes.forEach(counts);
    });
  }).observe(doc.documentElement, { childList: true, characterData: true, subtree: true });
  doc.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && window.jalaliDatepicker && doc.activeElement.matches("input[data-jdp]")) {
      var box = doc.querySelector("jdp-container");
      if (box && box.offsetParent !== null) { window.jalaliDatepicker.hide(); event.stopPropagation(); }
    }
  }, true);
})();
