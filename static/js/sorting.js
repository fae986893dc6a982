// Lists that are put in order by dragging; their buttons do the same without it.
//   data-sorted  the list; each of its rows is taken by its [data-grip]. The new order is told with the event "end",
//                to which the list's own data-hx-trigger listens.
(function () {
  "use strict";
  function begin(root) {
    var lists = Array.prototype.slice.call(root.querySelectorAll("[data-sorted]"));
    if (root.matches && root.matches("[data-sorted]")) lists.push(root);
    lists.forEach(function (list) {
      if (list.dataset.began) return;
      list.dataset.began = "1";
      new window.Sortable(list, { handle: "[data-grip]", animation: 150 });
    });
  }
  begin(document);
  document.addEventListener("htmx:afterSettle", function (event) { begin(event.detail.elt); });
})();
