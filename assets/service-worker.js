// Keeps one page for the day without a network. Nothing of a person is ever kept: pages and answers always
// come from the server. Raise the number when a kept file changes.
const CACHE = "offline-1"
const OFFLINE = "/offline.html"
const KEPT = [OFFLINE, "/fonts/figtree-latin-wght-normal.woff2", "/icons/icon.svg"]

self.addEventListener("install", event => event.waitUntil(keep()))
self.addEventListener("activate", event => event.waitUntil(takeOver()))
self.addEventListener("fetch", event => {
  const { request } = event
  if (request.method !== "GET") return
  if (request.mode === "navigate") event.respondWith(page(event))
  else if (KEPT.includes(new URL(request.url).pathname)) event.respondWith(kept(request))
})

async function keep() {
  const cache = await caches.open(CACHE)
  await cache.addAll(KEPT.map(address => new Request(address, { cache: "reload" })))
  await self.skipWaiting()
}

async function takeOver() {
  const old = (await caches.keys()).filter(name => name !== CACHE)
  await Promise.all(old.map(name => caches.delete(name)))
  // The page is asked for while this worker starts, so that it costs no time.
  await self.registration.navigationPreload?.enable()
  await self.clients.claim()
}

async function page(event) {
  try {
    return (await event.preloadResponse) || (await fetch(event.request))
  } catch {
    return caches.match(OFFLINE)
  }
}

async function kept(request) {
  return (await caches.match(request)) || fetch(request)
}
