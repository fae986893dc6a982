/* The screen of both languages: the caret goes to the text that was asked for, and the preview follows the writing. */
document.addEventListener("DOMContentLoaded", () => {
  "use strict";
  const form = document.getElementById("texts");
  if (!form) return;

  const WAIT = 700;
  const asked = form.elements.field.value;
  if (asked) {
    const row = form.querySelector(`[data-name="${CSS.escape(asked)}"]`);
    const find = () => row && row.querySelector("textarea,[contenteditable=true],input:not([type=hidden],[type=checkbox]),select");
    // Rich text becomes a field only after the editor has started.
    window.addEventListener("load", () => setTimeout(() => {
      const field = find();
      // Who has begun to write elsewhere meanwhile is left there.
      if (!field || document.activeElement !== document.body) return;
      row.scrollIntoView({ block: "center" });
      field.focus();
    }, 300));
  }

  // Rich text has no name of its own for who hears the page: that of its field.
  const name = () => {
    for (const box of form.querySelectorAll("[role=textbox]:not([aria-label],[aria-labelledby])")) {
      const label = box.closest(".hv-texts-cell")?.querySelector("label");
      if (label) box.setAttribute("aria-labelledby", label.id);
    }
  };
  name();
  new MutationObserver(name).observe(form.querySelector(".hv-texts-write"), { childList: true, subtree: true });

  const frame = form.querySelector("[data-preview-frame]");
  if (!frame) return;
  const failed = form.querySelector("[data-preview-failed]");
  const tabs = [...form.querySelectorAll("[data-preview]")];
  let language = tabs[0].dataset.preview;
  let waiting = 0;
  let number = 0;

  const refresh = async () => {
    const mine = ++number;
    const data = new FormData(form);
    data.set("preview", language);
    try {
      const answer = await fetch(window.location.href, { method: "POST", body: data, credentials: "same-origin" });
      if (mine !== number) return;
      failed.hidden = answer.ok;
      if (!answer.ok) return;
      const top = frame.contentWindow ? frame.contentWindow.scrollY : 0;
      frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, top), { once: true });
      frame.srcdoc = await answer.text();
    } catch (problem) {
      if (mine === number) failed.hidden = false;
    }
  };
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, WAIT);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("keyup", later);
  for (const tab of tabs) {
    tab.addEventListener("click", () => {
      language = tab.dataset.preview;
      for (const each of tabs) each.setAttribute("aria-pressed", String(each === tab));
      refresh();
    });
  }
  const toggle = form.querySelector("[data-preview-switch]");
  toggle.addEventListener("click", () => {
    const shown = form.classList.toggle("is-preview");
    toggle.setAttribute("aria-pressed", String(shown));
    if (shown) refresh();
  });
  window.addEventListener("load", () => setTimeout(refresh, 400));
});
