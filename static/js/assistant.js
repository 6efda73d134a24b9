// The assistant with htmx: one history entry for the whole conversation, and a word when the site cannot be reached.
(() => {
  "use strict";
  const failed = (on) => {
    const told = document.querySelector("[data-failed]");
    if (told) told.hidden = !on;
  };
  for (const name of ["htmx:error", "htmx:response:error"]) document.addEventListener(name, () => failed(true));
  document.addEventListener("htmx:before:request", () => failed(false));
  // A panel that a turn brings is what is seen, from its start, also where its heading was in view already.
  document.addEventListener("htmx:after:swap", () => {
    const heading = document.querySelector("#panel [autofocus]");
    heading?.closest("section").scrollIntoView();
    heading?.removeAttribute("autofocus");
  });
})();
