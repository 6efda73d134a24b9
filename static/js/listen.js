// "Read aloud": the page's main text, with a voice that is in this device. A voice that sends the words to somebody else's
// machine is never used (P-02). Fetched by site.js only where the device has a voice for the page's language.
(() => {
  "use strict";

  const speech = window.speechSynthesis;
  const button = document.querySelector("[data-listen]");
  if (!button || !speech) return;
  // Norwegian has one spoken form in most devices.
  const same = { nb: ["nb", "no", "nn"], nn: ["nn", "no", "nb"] };
  const voiceFor = (lang) => {
    const own = speech.getVoices().filter((voice) => voice.localService);
    for (const code of same[lang] ?? [lang]) {
      const found = own.find((voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === code);
      if (found) return found;
    }
    return null;
  };

  const words = button.querySelector("span");
  const start = words.textContent;
  let reading = false;
  const stop = () => {
    reading = false;
    speech.cancel();
    words.textContent = start;
    button.setAttribute("aria-pressed", "false");
  };

  // What is seen, block by block, each in its own language; what is not text for reading is left out.
  const blocks = () => [...document.querySelectorAll("main :is(h1, h2, h3, h4, p, li, dt, dd, th, td)")].filter((one) =>
    !one.closest("button, [hidden], .no-print, .ds-sr-only, [data-listen-skip], form") &&
    !one.querySelector("p, li, dt, dd") && one.offsetParent !== null && one.textContent.trim());
  const say = () => {
    const lines = blocks().map((one) => ({
      text: one.innerText.replace(/\s+/g, " ").trim(),
      voice: voiceFor(one.closest("[lang]").lang),
    }));
    const next = () => {
      const line = lines.shift();
      if (!reading || !line) return stop();
      if (!line.voice || !line.text) return next();
      const utterance = new SpeechSynthesisUtterance(line.text);
      utterance.voice = line.voice;
      utterance.lang = line.voice.lang;
      utterance.onend = next;
      utterance.onerror = stop;
      speech.speak(utterance);
    };
    next();
  };

  button.addEventListener("click", () => {
    if (reading) return stop();
    reading = true;
    words.textContent = button.dataset.stop;
    button.setAttribute("aria-pressed", "true");
    say();
  });
  // Whoever leaves, leaves in silence: also by the quick exit, before the next page has come.
  addEventListener("pagehide", stop);
  document.addEventListener("click", (event) => event.target.closest?.("[data-exit]") && stop(), true);
  addEventListener("keydown", (event) => event.key === "Escape" && reading && stop());

  const show = () => {
    button.hidden = !voiceFor(document.documentElement.lang);
  };
  speech.addEventListener?.("voiceschanged", show);
  show();
})();
