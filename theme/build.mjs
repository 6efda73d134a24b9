// Writes static/css/theme.css from designsystemet.config.json: our colours, corners and one size.
//
//     npx --package @digdir/designsystemet@1.15.0 -- node theme/build.mjs
//
// Run only when the configuration changes; the result is committed. Keeps what the site uses: one scheme for light
// (`:root`), one for dark (`prefers-color-scheme`), no second typeface, no `info` colour. The colours themselves are
// the tool's own scales, which hold their contrast.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const work = mkdtempSync(join(tmpdir(), "theme-"));
const run = (...args) => execFileSync("designsystemet", ["tokens", ...args], { cwd: work, stdio: "ignore" });
run("create", "--config", join(here, "designsystemet.config.json"), "--out-dir", join(work, "tokens"));
run("build", "--config", join(here, "designsystemet.config.json"), "--tokens", join(work, "tokens"), "--out-dir", join(work, "css"));
const built = join(work, "css", readdirSync(join(work, "css")).find((name) => name.endsWith(".css")));
let css = readFileSync(built, "utf8").replace(/\/\*[\s\S]*?\*\//g, "").replace('@charset "UTF-8";', "");

/** The top-level blocks of `text` as [head, whole block]. */
function blocks(text) {
  const found = [];
  let depth = 0, start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "{") depth++;
    if (text[at] === "}" && --depth === 0) {
      const whole = text.slice(start, at + 1).trim();
      found.push([whole.slice(0, whole.indexOf("{")).trim(), whole]);
      start = at + 1;
    }
  }
  return found;
}

const body = (whole) => whole.slice(whole.indexOf("{") + 1, whole.lastIndexOf("}"));
const kept = [];
for (const [head, whole] of blocks(css)) {
  if (head.includes("typography.secondary")) continue;
  if (/size-mode/.test(head) && /font-size--(sm|lg): /.test(whole) && !whole.includes("data-size")) continue;
  if (/theme\.color$/.test(head) && whole.includes('[data-color="info"]')) continue;
  if (/color-scheme/.test(head)) {
    // One rule for `:root`; for dark only the one inside the media query.
    const parts = blocks(body(whole)).filter(([inner]) => !/^\[data-color-scheme="dark"\]/.test(inner) && !/scheme: light\)/.test(inner));
    if (parts.length) kept.push(`${head} {\n${parts.map(([, part]) => part).join("\n")}\n}`);
    continue;
  }
  kept.push(whole);
}
css = kept.join("\n")
  .replace(/^.*--ds-color-info-.*\n/gm, "")
  .replace(/^.*--ds-body-(short|long)-.*\n/gm, "")
  .replace(/^.*\[data-size='(sm|lg)'\].*\n/gm, "")
  .replace(/:root, \[data-color-scheme="light"\]/g, ":root")
  .replace(/\[data-color-scheme\]\[data-color="[a-z]+"\], ?|, \[data-color-scheme\]\[data-color="[a-z]+"\]/g, "")
  .replace(/^\s*\n/gm, "").replace(/^ +/gm, "");
// The tool writes the size layers in any order; the order of the layers is what counts, so it is said first.
const header = "/* Made by theme/build.mjs from theme/designsystemet.config.json. Change that file, not this one. */\n";
writeFileSync(join(here, "..", "static", "css", "theme.css"), header + css + "\n");
