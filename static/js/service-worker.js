// Without a network every page answers with the crisis page. KEPT is put before this file by the server:
// {cache, pages: {language: address}, files: [address]}. Nothing else is ever kept, and nothing is answered from here
// while the network is there.
"use strict";

self.addEventListener("install", (event) => {
  // Files are named by their content, so that those the browser has already are not fetched again.
  const pages = Object.values(KEPT.pages).map((address) => new Request(address, { cache: "no-cache" }));
  const asked = [...pages, ...KEPT.files];
  event.waitUntil((async () => {
    const cache = await caches.open(KEPT.cache);
    // All languages or none: one that fails leaves the cache as it was.
    await cache.addAll(asked);
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const others = (await caches.keys()).filter((name) => name !== KEPT.cache);
    await Promise.all(others.map((name) => caches.delete(name)));
  })());
});

const crisis = async (url) => {
  const lang = url.pathname.split("/")[1];
  const asked = [...self.navigator.languages].map((one) => one.split("-")[0]);
  const first = [lang, ...asked, "nb"].find((one) => one in KEPT.pages);
  return (await caches.match(KEPT.pages[first])) ?? Response.error();
};

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") {
    event.respondWith(fetch(event.request).catch(() => crisis(url)));
  } else if (KEPT.files.includes(url.pathname + url.search)) {
    event.respondWith(fetch(event.request).catch(async () => (await caches.match(event.request)) ?? Response.error()));
  }
});
