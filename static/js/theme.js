// Before the first paint: "auto" becomes light or dark, as the reader's device wishes, and follows it.
(function () {
  var root = document.documentElement;
  if (root.getAttribute("data-bs-theme") !== "auto") return;
  var wish = window.matchMedia("(prefers-color-scheme: dark)");
  function follow() {
    root.setAttribute("data-bs-theme", wish.matches ? "dark" : "light");
  }
  follow();
  if (wish.addEventListener) wish.addEventListener("change", follow);
})();
