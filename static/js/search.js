// Suggestions under the search box: arrow keys, Enter, Escape, and a count for screen readers. htmx fetches them.
(() => {
  "use strict";
  const input = document.querySelector("[data-suggest]");
  const list = input && document.getElementById(input.dataset.suggest);
  if (!list || !window.htmx) return;
  const count = document.getElementById(`${list.id}-count`);
  const options = () => [...list.querySelectorAll("[role=option]")];
  const active = () => list.querySelector("[aria-selected=true]");

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);

  const mark = (option) => {
    active()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  };
  const show = (open) => {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    mark(null);
  };
  show(false);

  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx?.sourceElement !== input) return;
    count.textContent = list.querySelector("[data-count]")?.dataset.count ?? "";
    show(options().length > 0 && document.activeElement === input);
  });

  input.addEventListener("keydown", (event) => {
    const all = options();
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && all.length) {
      event.preventDefault();
      if (list.hidden) show(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      const at = all.indexOf(active());
      // One more place than options: the words one typed.
      mark(all[((at < 0 && step < 0 ? all.length : at) + step + all.length + 1) % (all.length + 1)] ?? null);
    } else if (event.key === "Enter" && !list.hidden && active()) {
      event.preventDefault();
      location.assign(active().dataset.url);
    }
  });
  input.addEventListener("blur", () => show(false));
  // The field keeps the focus while one presses an option.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
})();
