// In place of worker.js where the site is not to be kept: while its content is being edited, or
// because whoever looks after it has chosen so. It clears away what an earlier worker kept and takes
// itself off. `LOAD_AGAIN` stands before it: whether it does so at once and has the open pages
// loaded again, or as any new version does, when nobody is in a page that came from there.

addEventListener("install", () => LOAD_AGAIN && skipWaiting());
addEventListener("message", ({ data, ports }) => {
  if (data?.ask === "take") skipWaiting();
  else {
    // Nothing is kept, and nobody is to wait for it. A page that asks has put this worker back.
    ports[0]?.postMessage(null);
    registration.unregister();
  }
});
addEventListener("activate", (event) => event.waitUntil(retire()));

async function retire() {
  const kept = (await caches.keys()).filter((name) => name.startsWith(`underpin ${registration.scope} `));
  await Promise.all(kept.map((name) => caches.delete(name)));
  const open = LOAD_AGAIN && kept.length ? await clients.matchAll({ type: "window" }) : [];
  await registration.unregister();
  // Not waited for: a page is loaded only once this is over.
  for (const client of open) client.navigate(client.url);
}
