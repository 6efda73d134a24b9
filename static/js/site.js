// What a page does a little better with JavaScript. Everything works without it; nothing is stored or sent.
(() => {
  "use strict";

  // Quick exit: hidden at once, and Back does not lead here again.
  document.addEventListener("click", (event) => {
    const exit = event.target.closest?.("[data-exit]");
    if (!exit || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    document.documentElement.hidden = true;
    document.title = "\u200b";
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

  // `<button data-print hidden>` is of use only here.
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
})();
