// In place of worker.js where the site is not to be kept: while its content is being edited, or
// because whoever looks after it has chosen so. It clears away what an earlier worker kept, lets
// pages that came from there load again, and takes itself off.

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(retire()));

async function retire() {
  const kept = (await caches.keys()).filter((name) => name.startsWith(`underpin ${registration.scope} `));
  await Promise.all(kept.map((name) => caches.delete(name)));
  const open = kept.length ? await clients.matchAll({ type: "window" }) : [];
  await registration.unregister();
  // Not waited for: a page is loaded only once this is over.
  for (const client of open) client.navigate(client.url);
}
