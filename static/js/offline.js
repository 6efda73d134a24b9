// Without a network: shows the list that someone chose to keep on this phone (shortlist-keep.js), if any.
(() => {
  "use strict";

  const place = document.querySelector("[data-kept]");
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem("list"));
  } catch {
    // Storage is shut, or holds something else: there is no list.
  }
  if (!place || !Array.isArray(kept?.doors) || !kept.doors.length) return;
  const list = place.querySelector("[data-kept-list]");
  for (const door of kept.doors) {
    const item = list.appendChild(document.createElement("li"));
    item.className = "contact";
    const name = item.appendChild(document.createElement("p"));
    name.className = "contact__what";
    name.translate = false;
    name.textContent = door.name;
    for (const way of door.ways ?? []) {
      if (!/^(tel|sms):\+?\d+$/.test(way.href)) continue;
      const link = item.appendChild(document.createElement("a"));
      link.className = "ds-button call";
      link.dataset.variant = "secondary";
      link.href = way.href;
      link.textContent = way.words;
    }
  }
  place.hidden = false;
})();
