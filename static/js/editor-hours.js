// Opening hours by pressing days and writing times, kept in step with the text beside them (OSM opening_hours). What the
// table cannot show stays as text. `data-hours-words` on the form holds the words.
(() => {
  "use strict";
  const form = document.querySelector("form[data-hours-words]");
  if (!form) return;
  const words = JSON.parse(form.dataset.hoursWords);
  const HOLIDAYS = "PH";
  const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", HOLIDAYS];
  let counter = 0;

  // The text as rules of days and times; null when it says more than the table can show.
  const read = (text) => {
    const model = { always: false, holidays: false, july: false, rules: [] };
    const tidy = text.trim().replace(/\s*([;,])\s*/g, "$1").replace(/;+$/, "");
    if (!tidy) return model;
    if (tidy === "24/7") return { ...model, always: true };
    for (const part of tidy.split(";")) {
      if (part === "PH off") model.holidays = true;
      else if (part === "Jul off") model.july = true;
      else {
        const match = /^([A-Z][A-Za-z,[\]\d-]*) (\d\d:\d\d.*)$/.exec(part);
        const days = match && readDays(match[1]);
        const spans = match && match[2].split(",").map((one) => /^(\d\d:\d\d)(?:-(\d\d:\d\d)|\+)$/.exec(one));
        if (!days || !spans.every(Boolean)) return null;
        model.rules.push({ ...days, spans: spans.map((one) => ({ from: one[1], to: one[2] ?? "" })) });
      }
    }
    return model;
  };
  const readDays = (text) => {
    const days = new Set();
    const weeks = new Set();
    for (const one of text.split(",")) {
      if (one === HOLIDAYS) {
        days.add(HOLIDAYS);
        continue;
      }
      const match = /^(Mo|Tu|We|Th|Fr|Sa|Su)(?:-(Mo|Tu|We|Th|Fr|Sa|Su)|\[(-1|[1-4])\])?$/.exec(one);
      if (!match) return null;
      weeks.add(match[3] ?? "");
      const last = DAYS.indexOf(match[2] ?? match[1]);
      for (let day = DAYS.indexOf(match[1]); ; day = (day + 1) % 7) {
        days.add(DAYS[day]);
        if (day === last) break;
      }
    }
    const week = [...weeks][0] ?? "";
    return weeks.size < 2 ? { days, week } : null;
  };

  const write = (model) => {
    if (model.always) return "24/7";
    const parts = [];
    for (const rule of model.rules) {
      const spans = rule.spans.filter((one) => one.from);
      if (!rule.days.size || !spans.length) continue;
      spans.sort((one, other) => one.from.localeCompare(other.from));
      const times = spans.map((one) => (one.to ? `${one.from}-${one.to}` : `${one.from}+`));
      parts.push(`${writeDays(rule)} ${times.join(",")}`);
    }
    if (parts.length && model.holidays) parts.push("PH off");
    if (parts.length && model.july) parts.push("Jul off");
    return parts.join("; ");
  };
  const writeDays = (rule) => {
    const held = DAYS.filter((day) => rule.days.has(day));
    // The first Thursday in the month has nothing to do with public holidays.
    if (rule.week) return held.map((day) => (day === HOLIDAYS ? day : `${day}[${rule.week}]`)).join(",");
    const found = [];
    for (let at = 0; at < held.length; at += 1) {
      let end = at;
      while (end + 1 < held.length && held[end + 1] !== HOLIDAYS && DAYS.indexOf(held[end + 1]) === DAYS.indexOf(held[end]) + 1) end += 1;
      if (end - at >= 2) {
        found.push(`${held[at]}-${held[end]}`);
        at = end;
      } else found.push(held[at]);
    }
    return found.join(",");
  };
  // "18", "1830", "18.30" and "9:00" are 18:00, 18:30, 18:30 and 09:00.
  const tidyTime = (text) => {
    const match = /^\s*(\d{1,2})(?:[:. ]?(\d\d))?\s*$/.exec(text);
    return match ? `${match[1].padStart(2, "0")}:${match[2] ?? "00"}` : text.trim();
  };

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name in made && typeof value !== "string") made[name] = value;
      else made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  };
  const box = (label, checked, changed, kind = "check") => {
    const id = `hours-${(counter += 1)}`;
    const input = element("input", { type: "checkbox", id, checked });
    if (kind === "check") input.className = "ds-input";
    input.addEventListener("change", () => changed(input.checked));
    return kind === "check"
      ? element("div", { class: "check" }, input, element("label", { for: id }, label))
      : element("label", { class: "hours__day" }, input, element("span", {}, label));
  };

  const attach = (text) => {
    const name = text.closest(".field").querySelector("label").firstChild.textContent.trim();
    const place = element("fieldset", { class: "hours" });
    text.closest(".field").insertBefore(place, text);
    let model = null;
    let own = false;

    const store = () => {
      own = true;
      text.value = write(model);
      text.dispatchEvent(new Event("input", { bubbles: true }));
      own = false;
    };
    const time = (span, key, label) => {
      const input = element("input", { class: "ds-input hours__time", type: "text", inputmode: "numeric", size: "5", maxlength: "5", autocomplete: "off", "aria-label": label });
      input.value = span[key];
      input.addEventListener("change", () => {
        input.value = span[key] = tidyTime(input.value);
        store();
      });
      // The picture follows while one types, as soon as it is a time.
      input.addEventListener("input", (event) => {
        event.stopPropagation();
        const tidy = tidyTime(input.value);
        if (/^\d\d:\d\d$/.test(tidy) && /\d\d[:. ]?\d\d/.test(input.value)) {
          span[key] = tidy;
          store();
        }
      });
      return input;
    };
    const button = (label, press) => {
      const made = element("button", { class: "ds-button", type: "button", "data-variant": "tertiary", "data-size": "sm" }, label);
      made.addEventListener("click", press);
      return made;
    };
    const draw = (focus) => {
      place.replaceChildren(element("legend", { class: "ds-sr-only" }, `${name}: ${words.grid}`));
      if (!model) {
        place.append(element("p", { class: "hint" }, words.textOnly));
        return;
      }
      if (!model.always) {
        if (!model.rules.length) model.rules.push({ days: new Set(), week: "", spans: [{ from: "", to: "" }] });
        model.rules.forEach((rule, number) => place.append(drawRule(rule, number)));
        const another = button(words.otherDays, () => {
          model.rules.push({ days: new Set(), week: "", spans: [{ from: "", to: "" }] });
          draw();
          place.querySelectorAll(".hours__rule")[model.rules.length - 1].querySelector("input").focus();
        });
        place.append(element("div", { class: "hours__more" }, another));
      }
      const marks = element("div", { class: "hours__more" });
      if (!model.always) {
        marks.append(box(words.holidays, model.holidays, (on) => {
          // Closed on them, so no row is open on them.
          if (on) model.rules.forEach((rule) => rule.days.delete(HOLIDAYS));
          if (on) place.querySelectorAll("input[data-holidays]").forEach((one) => (one.checked = false));
          model.holidays = on;
          store();
        }));
        marks.firstChild.firstChild.dataset.closed = "";
        marks.append(box(words.july, model.july, (on) => ((model.july = on), store())));
      }
      const always = box(words.always, model.always, (on) => {
        model.always = on;
        store();
        draw();
        [...place.querySelectorAll(".hours__more input")].at(-1).focus();
      });
      marks.append(always);
      place.append(marks);
    };
    const drawRule = (rule, number) => {
      const days = element("div", { class: "hours__days", role: "group", "aria-label": words.days });
      DAYS.forEach((day, at) => {
        days.append(box(words.short[at], rule.days.has(day), (on) => {
          if (on) rule.days.add(day);
          else rule.days.delete(day);
          if (on && day === HOLIDAYS) {
            model.holidays = false;
            place.querySelector("input[data-closed]").checked = false;
          }
          store();
        }, "day"));
        days.lastChild.firstChild.setAttribute("aria-label", words.long[at]);
        if (day === HOLIDAYS) days.lastChild.firstChild.dataset.holidays = "";
      });
      const spans = element("div", { class: "hours__spans" });
      rule.spans.forEach((span, at) => {
        const row = element("div", { class: "hours__span" }, `${words.from} `, time(span, "from", words.from), ` ${words.to} `, time(span, "to", words.to));
        if (at) {
          row.append(button(words.less, () => {
            rule.spans.splice(at, 1);
            store();
            draw();
            place.querySelector(".hours__time").focus();
          }));
        }
        spans.append(row);
      });
      spans.append(button(words.moreTimes, () => {
        rule.spans.push({ from: "", to: "" });
        draw();
        [...place.querySelectorAll(".hours__rule")[number].querySelectorAll(".hours__time")].at(-2).focus();
      }));
      const weeks = element("select", { class: "ds-input", "aria-label": words.weeks });
      for (const [value, label] of words.weekNames) weeks.append(element("option", { value, selected: value === rule.week }, label));
      weeks.addEventListener("change", (event) => {
        event.stopPropagation();
        rule.week = weeks.value;
        store();
      });
      return element("div", { class: "hours__rule" }, days, spans, weeks);
    };

    text.addEventListener("input", () => {
      if (own) return;
      model = read(text.value);
      draw();
    });
    // Typed in Norwegian: the editor says what it is in the text of the file. What was typed stays.
    text.addEventListener("editor:meant", (event) => {
      if (model) return;
      model = read(event.detail);
      draw();
    });
    model = read(text.value);
    draw();
  };

  form.querySelectorAll("input[data-hours]").forEach(attach);
  document.addEventListener("editor:added", (event) => event.detail.querySelectorAll("input[data-hours]").forEach(attach));
})();
