// One tag on another page shows the assistant there:
// <script src="https://help.example.org/static/js/widget.js" data-lang="nb" data-place="1106" async></script>
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script) return;
  const { lang = "nb", place = "", title = "Rett dør", height = "48rem" } = script.dataset;
  const address = new URL(`/${encodeURIComponent(lang)}/widget`, script.src);
  if (place) address.searchParams.set("place", place);
  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = title;
  frame.referrerPolicy = "no-referrer";
  frame.style.cssText = `display: block; border: 0; inline-size: 100%; block-size: ${height}`;
  script.after(frame);
})();
