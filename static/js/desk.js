// The front desk with keys alone: results while one types, arrows and Enter, a letter for every facet. Without this file the same
// forms work with their buttons. Words stay in the field; the address holds filters, place and the list only (P-03, P-10).
(() => {
  "use strict";
  const desk = document.querySelector("[data-desk]");
  if (!desk) return;
  const find = document.getElementById("find");
  const field = document.getElementById("q");
  const found = document.getElementById("found");
  const tray = document.getElementById("tray");
  const chosen = tray.querySelector("[data-chosen]");
  const item = tray.querySelector("[data-item]");
  const status = desk.querySelector("[data-status]");
  const few = tray.querySelector("[data-few]");
  const keys = desk.querySelector("[data-keys-list]");
  const letters = desk.dataset.keys !== "0";
  let shown = field.value; // the words that the rows belong to
  let asked = field.value;
  let wanted = false; // focus goes to the first row as soon as the rows are there

  const rows = () => [...found.querySelectorAll("[data-row]")];
  const kept = () => [...chosen.querySelectorAll("input")];
  const codes = () => kept().map((one) => one.value);

  desk.classList.add("desk--keys");
  desk.querySelector("[data-without-scripts]").hidden = true;
  keys.hidden = false;
  if (!letters) desk.classList.add("desk--no-letters");

  // The tray alone sends what is chosen; a row only shows and changes it.
  const settle = () => {
    const now = codes();
    for (const row of rows()) {
      row.removeAttribute("name");
      row.checked = now.includes(row.value);
    }
    tray.querySelector("[data-count]").textContent = String(now.length);
    tray.querySelector("[data-empty]").hidden = now.length > 0;
    few.textContent = "";
  };

  const address = () => {
    const values = new URLSearchParams(location.search);
    for (const name of [...values.keys()]) if (!["place", "keys"].includes(name)) values.delete(name);
    for (const [name, value] of new FormData(find)) if (!["q", "id"].includes(name)) values.append(name, value);
    const own = () => [location.pathname, values.toString()].filter(Boolean).join("?");
    // The next visitor gets nothing of what this one was given.
    tray.querySelector("[data-new]").href = own();
    if (codes().length) values.set("list", codes().join("."));
    const url = own();
    history.replaceState(null, "", url);
    for (const link of desk.querySelectorAll("[data-bookmark]")) link.href = url;
  };

  const change = (row) => {
    const old = kept().find((one) => one.value === row.value);
    if (old) old.closest("li").remove();
    else {
      const line = item.content.cloneNode(true);
      const box = line.querySelector("input");
      const label = line.querySelector("label");
      box.value = row.value;
      box.id = `tray-${row.value}`;
      label.htmlFor = box.id;
      label.textContent = row.dataset.name;
      chosen.append(line);
    }
    settle();
    address();
  };

  found.addEventListener("change", (event) => {
    if (event.target.matches("[data-row]")) change(event.target);
  });
  chosen.addEventListener("change", (event) => {
    const line = event.target.closest("li");
    const next = line.nextElementSibling ?? line.previousElementSibling;
    line.remove();
    (next?.querySelector("input") ?? field).focus();
    settle();
    address();
  });
  find.addEventListener("change", address);

  // One offering alone stands beside nothing: said here, where a second one can be ticked.
  tray.addEventListener("submit", (event) => {
    if (!event.submitter?.matches("[data-compare]") || codes().length > 1) return;
    event.preventDefault();
    few.textContent = few.dataset.few;
    few.scrollIntoView({ block: "nearest" });
  });

  // In the list of languages letters choose; Enter goes on to the button. While it hangs open, Enter is the browser's own.
  const language = document.getElementById("to");
  language.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || (CSS.supports("selector(:open)") && language.matches(":open"))) return;
    event.preventDefault();
    tray.querySelector("[data-key=h]").focus();
  });

  const failed = (on) => {
    desk.querySelector("[data-failed]").hidden = !on;
  };
  for (const name of ["htmx:error", "htmx:response:error"]) document.addEventListener(name, () => failed(true));
  document.addEventListener("htmx:before:request", () => {
    failed(false);
    asked = field.value;
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx?.sourceElement !== find) return;
    shown = asked;
    settle();
    status.textContent = found.querySelector("[data-told]")?.dataset.told ?? "";
    if (wanted) enter();
  });
  const enter = () => {
    wanted = false;
    (rows()[0] ?? field).focus();
  };

  field.addEventListener("keydown", (event) => {
    if ((event.key !== "Enter" && event.key !== "ArrowDown") || event.isComposing || !window.htmx) return;
    event.preventDefault();
    if (field.value === shown) enter();
    else {
      wanted = true;
      find.requestSubmit();
    }
  });

  const walk = (from, step) => {
    const all = rows();
    const to = all.indexOf(from) + step;
    (to < 0 ? field : all[to] ?? from).focus();
  };
  found.addEventListener("keydown", (event) => {
    const row = event.target;
    if (!row.matches("[data-row]") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") walk(row, event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter") {
      row.checked = !row.checked;
      change(row);
    } else if (letters && event.key.toLowerCase() === "i") {
      const more = row.closest("li").querySelector("details");
      more.open = !more.open;
      // At once: what opens below the edge of the screen would seem not to open.
      if (more.open) more.closest("li").scrollIntoView({ block: "nearest" });
    } else return;
    event.preventDefault();
  });

  const written = "input:not([type=checkbox]), textarea, select";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && !document.querySelector("[data-menu][open]")) {
      field.focus();
      field.select();
      return;
    }
    if (!letters || event.target.matches?.(written) || event.defaultPrevented) return;
    const key = event.key.toLowerCase();
    if (key === "/") field.focus();
    else if (key === "?") {
      keys.open = !keys.open;
      keys.querySelector("summary").focus();
    } else {
      const target = /^[a-z0-9]$/.test(key) ? desk.querySelector(`[data-key="${key}"]`) : null;
      if (!target) return;
      if (target.matches("select")) target.focus();
      else target.click();
    }
    event.preventDefault();
  });

  settle();
  // The words came as a whole page: one pressed Enter before the scripts were there.
  if (field.value) enter();
  // On a phone the numbers stay in view, and no keyboard covers them.
  else if (matchMedia("(min-width: 62rem)").matches) field.focus({ preventScroll: true });
})();
