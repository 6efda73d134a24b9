// Keeps the list on this phone when someone chooses to, and takes it away again. The only storage of the site: without
// the choice nothing is written. What is kept: codes, names and numbers, for reading without a network too.
(() => {
  "use strict";

  const KEY = "list";
  const box = document.querySelector("[data-keep]");
  if (!box) return;
  const part = (name) => box.querySelector(`[data-keep-${name}]`);
  const stored = () => {
    try {
      return JSON.parse(localStorage.getItem(KEY));
    } catch {
      return null;
    }
  };
  const show = () => {
    const kept = stored();
    const some = box.dataset.keep !== "";
    const same = kept?.codes === box.dataset.keep;
    part("save").hidden = !some || same;
    part("delete").hidden = !kept;
    part("open").hidden = !kept || same;
    if (kept) {
      const url = new URL(part("open").dataset.keepOpen, location.href);
      for (const code of String(kept.codes).split(".")) if (/^[a-z0-9]{1,12}$/.test(code)) url.searchParams.append("id", code);
      part("open").href = url.pathname + url.search;
    }
    box.hidden = !some && !kept;
  };
  const doors = () => [...document.querySelectorAll("article.card")].map((card) => ({
    name: card.querySelector(".card__name").textContent.trim(),
    ways: [...card.querySelectorAll(".card__ways a[href^='tel:'], .card__ways a[href^='sms:']")].map((link) => ({
      href: link.getAttribute("href"), words: link.textContent.replace(/\s+/g, " ").trim(),
    })),
  }));
  const told = (words, focus) => {
    show();
    part("told").textContent = words;
    const next = [focus, part("save"), part("delete")].find((one) => one && !one.hidden);
    next?.focus();
  };

  part("save").addEventListener("click", () => {
    try {
      localStorage.setItem(KEY, JSON.stringify({ codes: box.dataset.keep, doors: doors() }));
    } catch {
      told(box.dataset.refused);
      return;
    }
    told(box.dataset.saved, part("delete"));
  });
  part("delete").addEventListener("click", () => {
    localStorage.removeItem(KEY);
    told(box.dataset.deleted, part("save"));
  });
  show();
})();
