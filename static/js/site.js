// What a page does a little better with JavaScript. Everything works without it; nothing is stored or sent.
(() => {
  "use strict";

  // Quick exit: hidden at once, and Back does not lead here again. Pages before this one, which the browser may have laid
  // aside whole, with what was written in them, hear of it too: they are thrown away, or leave as well.
  const leaving = "BroadcastChannel" in window ? new BroadcastChannel("leaving") : null;
  leaving?.addEventListener("message", ({ data }) => {
    document.documentElement.hidden = true;
    location.replace(data);
  });
  addEventListener("pagehide", () => {
    for (const field of document.querySelectorAll("[data-forget]")) field.value = field.defaultValue;
  });
  // An answer to a form stands in the history like any page: Back shows it again as it was, or an empty form where the browser
  // has thrown it away, and not a warning that something is sent twice.
  if ("posted" in document.documentElement.dataset) history.replaceState(null, "", location.href);
  document.addEventListener("click", (event) => {
    const exit = event.target.closest?.("[data-exit]");
    if (!exit || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    document.documentElement.hidden = true;
    document.title = "\u200b";
    leaving?.postMessage(exit.href);
    // In a frame on another page the whole window is left.
    try {
      top.location.replace(exit.href);
    } catch {
      location.replace(exit.href);
    }
  });

  // A menu closes when one presses Escape or goes elsewhere.
  const close = (menu, focus) => {
    menu.open = false;
    if (focus) menu.querySelector("summary").focus();
  };
  const open = () => document.querySelectorAll("[data-menu][open]");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") open().forEach((menu) => close(menu, menu.contains(document.activeElement)));
  });
  for (const kind of ["click", "focusin"]) {
    document.addEventListener(kind, (event) => {
      open().forEach((menu) => menu.contains(event.target) || close(menu, false));
    });
  }

  // An error summary takes focus also where `autofocus` does not.
  document.querySelector("[data-focus]")?.focus();

  // Without a network the crisis page is shown (service-worker.js). Only a page without the quick exit names the worker.
  const worker = document.documentElement.dataset.worker;
  if (worker && navigator.serviceWorker && top === window) {
    // A while after the page itself, which must not wait for it on a slow line.
    const register = () => navigator.serviceWorker.register(worker).catch(() => {});
    addEventListener("load", () => setTimeout(register, 1500));
  }

  // A list that someone chose to keep on this phone (shortlist-keep.js) is one press away.
  const mine = document.querySelector("[data-list][hidden]");
  let kept = [];
  try {
    kept = String(JSON.parse(localStorage.getItem("list"))?.codes ?? "").split(".").filter((code) => /^[a-z0-9]{1,12}$/.test(code));
  } catch {
    // Storage is shut, or holds something else.
  }
  if (worker && mine && kept.length) {
    const list = mine.querySelector("a");
    list.href += (list.href.includes("?") ? "&" : "?") + kept.map((code) => `id=${code}`).join("&");
    mine.querySelector("[data-count]").textContent = String(kept.length);
    mine.hidden = false;
  }

  // "Read aloud" is fetched only where the device has a voice of its own; a voice elsewhere would be sent the words.
  const listen = document.querySelector("[data-listen]");
  const speech = window.speechSynthesis;
  if (listen && speech) {
    let asked = false;
    const look = () => {
      if (asked || !speech.getVoices().some((voice) => voice.localService)) return;
      asked = true;
      document.head.appendChild(document.createElement("script")).src = listen.dataset.listen;
    };
    speech.addEventListener?.("voiceschanged", look);
    look();
  }

  // `<button data-print hidden>` is of use only here.
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  // The list of offerings: one stays on the page, and shares or copies from one's own device. The list is in the address
  // alone. Codes of ours in an address: `list=a.b` on pages, `id=a&id=b` on the page of the list.
  const withList = (href, codes) => {
    const url = new URL(href, location.href);
    url.searchParams.set("list", codes.join("."));
    return url.pathname + url.search + url.hash;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-add]");
    const count = document.querySelector("[data-list]");
    // Without a place that shows the list (in a frame), the link leads there, as it does without this script.
    if (!link || !count || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const codes = new URL(link.href).searchParams.getAll("id");
    const own = link.dataset.add;
    history.replaceState(null, "", withList(location.href, codes));
    for (const one of document.querySelectorAll("a[href^='/']")) {
      if (one.hasAttribute("data-add")) {
        const url = new URL(one.href);
        if (!url.searchParams.getAll("id").includes(own)) {
          const last = one.dataset.add;
          url.searchParams.delete("id");
          for (const code of [...codes, last]) url.searchParams.append("id", code);
          one.href = url.pathname + url.search;
        }
      } else if (!one.getAttribute("href").includes("/static/")) {
        one.href = withList(one.href, codes);
      }
    }
    for (const form of document.querySelectorAll("form[method=post][action^='/']")) form.action = withList(form.action, codes);
    for (const one of document.querySelectorAll("[hx-post]")) one.setAttribute("hx-post", withList(one.getAttribute("hx-post"), codes));
    // The link now leads to the list, and says that it is done.
    link.removeAttribute("data-add");
    link.querySelector("[data-words]").textContent = link.dataset.done;
    count.hidden = false;
    count.querySelector("a").href = new URL(link.href).pathname + new URL(link.href).search;
    count.querySelector("[data-count]").textContent = String(codes.length);
  });

  // `data-share` and `data-copy` name the field whose words go out.
  const told = (button, words) => {
    const line = button.closest("details")?.querySelector("[data-told]");
    if (line) line.textContent = words;
  };
  for (const button of document.querySelectorAll("[data-share]")) {
    button.hidden = !navigator.share;
    button.addEventListener("click", () => {
      navigator.share({ text: document.getElementById(button.dataset.share).value }).catch(() => {});
    });
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const field = document.getElementById(button.dataset.copy);
      const done = () => told(button, button.dataset.done);
      // Where the clipboard is not to be had (no TLS), the words are marked, ready for the reader's own copy.
      if (navigator.clipboard) navigator.clipboard.writeText(field.value).then(done, () => field.select());
      else field.select();
    });
  }

  // On a sheet the first key prints.
  document.querySelector("[data-first]:not([hidden])")?.focus();
})();
