// The editor's form, a little better with JavaScript: messages while one types, fields that unfold, items that come and go.
// Everything works without it. Nothing is stored; what is typed goes to this machine only.
(() => {
  "use strict";
  // What takes a while says so, and is not pressed twice.
  for (const slow of document.querySelectorAll("form[data-working]")) {
    const button = slow.querySelector("button");
    slow.addEventListener("submit", () => {
      button.disabled = true;
      slow.querySelector("[role=status]").textContent = slow.dataset.working;
    });
    addEventListener("pageshow", () => {
      button.disabled = false;
      slow.querySelector("[role=status]").textContent = "";
    });
  }
  // Texts that are read and signed: what differs from what the page came with is not saved yet.
  for (const one of document.querySelectorAll("form[data-unsaved]")) {
    let sent = false;
    one.addEventListener("submit", () => (sent = true));
    addEventListener("beforeunload", (event) => {
      const changed = [...one.elements].some((field) =>
        field.type === "checkbox" ? field.checked !== field.defaultChecked : field.type === "textarea" && field.value !== field.defaultValue);
      if (!sent && (changed || one.dataset.unsaved)) event.preventDefault();
    });
  }
  const form = document.querySelector("form[data-check]");
  if (!form) return;
  const status = form.querySelector("[data-status]");
  const touched = new Set([...form.querySelectorAll("[data-messages]")].filter((one) => one.childElementCount).map((one) => one.dataset.messages));

  // Fields of use only when another one has a certain value; a filled one always shows.
  const values = (name) =>
    [...form.elements].filter((one) => one.name === name && (one.type !== "checkbox" || one.checked)).map((one) => one.value).filter(Boolean);
  const fold = () => {
    for (const field of form.querySelectorAll("[data-when]")) {
      const prefix = field.dataset.field.match(/^(.+-\d+-)/)?.[1] ?? "";
      const asked = Object.entries(JSON.parse(field.dataset.when));
      const fits = asked.every(([name, wanted]) => values(prefix + name).some((value) => wanted.includes("*") || wanted.includes(value)));
      const filled = [...field.querySelectorAll("input, select, textarea")].some((one) => (one.type === "checkbox" ? one.checked : one.value));
      field.hidden = !fits && !filled;
    }
    const kind = values("type")[0];
    for (const part of form.querySelectorAll("[data-open-for]")) {
      if (kind && kind !== part.dataset.lastKind && part.dataset.openFor.split(" ").includes(kind)) part.open = true;
      part.dataset.lastKind = kind ?? "";
    }
  };

  // Messages beside the field, 400 ms after the last key. What nobody has come to yet is not scolded.
  let timer = 0;
  let asking = null;
  const show = (told) => {
    const by = new Map();
    for (const one of told.messages) {
      if (one.missing && !touched.has(one.name)) continue;
      by.set(one.name, [...(by.get(one.name) ?? []), one]);
    }
    for (const place of form.querySelectorAll("[data-messages]")) {
      const found = by.get(place.dataset.messages) ?? [];
      const words = found.map((one) => one.text).join("\n");
      if (words !== [...place.children].map((one) => one.textContent).join("\n")) {
        place.replaceChildren(...found.map((one) => {
          const line = document.createElement("p");
          line.className = one.warning ? "hint" : "ds-validation-message";
          line.textContent = one.text;
          return line;
        }));
      }
      const field = document.getElementById(`f-${place.dataset.messages}`);
      if (field?.matches("input, select, textarea")) {
        if (found.some((one) => !one.warning)) field.setAttribute("aria-invalid", "true");
        else field.removeAttribute("aria-invalid");
      }
    }
    for (const [name, hours] of Object.entries(told.meant)) {
      document.getElementById(`f-${name}`)?.dispatchEvent(new CustomEvent("editor:meant", { detail: hours }));
    }
    if (status.textContent !== told.status) status.textContent = told.status;
    const card = document.querySelector("[data-card]");
    if (card) {
      card.innerHTML = told.card ?? "";
      document.querySelector("[data-preview]").innerHTML = told.page ?? "";
      document.querySelector("[data-no-preview]").hidden = Boolean(told.card || told.page);
      document.querySelector("[data-next-part]").hidden = !told.next.length;
      document.querySelector("[data-next]").replaceChildren(...told.next.map((words) => {
        const line = document.createElement("li");
        line.textContent = words;
        return line;
      }));
    }
  };
  const check = async () => {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(form.dataset.check, { method: "POST", body: new URLSearchParams(new FormData(form)), signal: asking.signal });
      if (answer.ok) show(await answer.json());
    } catch {
      // A newer question, or the editor was closed: what is typed stays where it is.
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(check, 400);
  };
  const touch = (event) => {
    const name = event.target.closest?.("[data-field]")?.dataset.field;
    if (name) touched.add(name);
  };
  form.addEventListener("input", (event) => {
    touch(event);
    fold();
    soon();
  });
  form.addEventListener("change", touch);

  // Items of a list: one more, and one less.
  const renumber = (list) => list.querySelectorAll("[data-number]").forEach((one, at) => (one.textContent = String(at + 1)));
  form.addEventListener("click", (event) => {
    const add = event.target.closest?.("[data-add]");
    if (!add) return;
    event.preventDefault();
    const name = add.dataset.add;
    const list = form.querySelector(`[data-items="${name}"]`);
    const used = [...list.querySelectorAll("input[type=hidden]")].map((one) => Number(one.name.split("-").at(-2)));
    const number = Math.max(-1, ...used) + 1;
    const blank = form.querySelector(`template[data-blank="${name}"]`).content.cloneNode(true);
    for (const one of blank.querySelectorAll("*")) {
      for (const at of one.attributes) at.value = at.value.replaceAll(`${name}-N`, `${name}-${number}`);
    }
    list.append(blank);
    renumber(list);
    fold();
    document.dispatchEvent(new CustomEvent("editor:added", { detail: list.lastElementChild }));
    list.lastElementChild.querySelector("select, input:not([type=hidden]), textarea")?.focus();
  });
  form.addEventListener("change", (event) => {
    const gone = event.target.closest?.("input[name$='-gone']");
    if (gone) gone.closest(".item").classList.toggle("item--gone", gone.checked);
  });

  // A cancelled meeting by its date: one line more in the text beside it.
  const dates = (within) => within.querySelectorAll("[data-add-date]").forEach((row) => {
    const [date, add] = [row.querySelector("input"), row.querySelector("button")];
    const text = row.parentElement.querySelector("textarea");
    row.hidden = false;
    date.addEventListener("input", (event) => event.stopPropagation());
    add.addEventListener("click", () => {
      if (!date.value) return date.focus();
      text.value = [...new Set([...text.value.split("\n"), date.value])].filter(Boolean).sort().join("\n");
      date.value = "";
      text.dispatchEvent(new Event("input", { bubbles: true }));
      date.focus();
    });
  });
  dates(form);
  document.addEventListener("editor:added", (event) => dates(event.detail));

  // What is not saved yet is not lost by a slip.
  let changed = false;
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", () => (changed = false));
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
  // A link to a field opens the part that it stands in.
  document.addEventListener("click", (event) => {
    const href = event.target.closest?.("a[href^='#f-']")?.getAttribute("href");
    const field = href && document.getElementById(href.slice(1));
    if (!field) return;
    event.preventDefault();
    for (let part = field.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    const inner = field.matches("input, select, textarea") ? field : field.querySelector("input:not([type=hidden]), select, textarea") ?? field;
    inner.focus();
    inner.scrollIntoView({ block: "center" });
  });
  document.querySelector("[data-focus]")?.focus();
  if (form.dataset.added) form.querySelector(`[data-items="${form.dataset.added}"] > :last-child select, [data-items="${form.dataset.added}"] > :last-child input:not([type=hidden])`)?.focus();
  fold();
})();
