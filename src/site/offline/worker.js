// Keeps the site on the device, so that it opens without a network: a service worker.
//
// `underpin build` writes it to the root of the site, with `VERSION` before it: the SHA-256 of the
// list of files (files.json), in which every file stands with the SHA-256 of its own. A build that
// differs in any byte is another version, and so another worker.
//
// A version has a cache of its own, in which every file has the content that its list says. A new
// version is put together beside the old one, out of what is the same and what has changed, and
// comes into force when it has everything that the old one had and no page of the old one is open:
// or never, where that fails. So a page is only ever answered by the version that it came from.
//
// What it promises, and the tests that hold it to that, are in docs/offline.md.

const LIST = "files.json";

// Two sites may share a host: each has its own folder, and touches no other's caches.
const OURS = `underpin ${registration.scope} `;
const NAME = OURS + VERSION;

// How many files are fetched at once: few, because somebody may be reading meanwhile.
const LANES = 4;

// How long the network may take to bring a newer text before the one that is kept is shown.
const PATIENCE = 1000;

// For how long it is taken as known which version the server has: while a page asks for its texts.
const KNOWN_FOR = 1000;

// On a kept text that the server had instead of the one in the list: somebody has edited it there.
const EDITED = "x-underpin-edited";

const at = (path) => registration.scope + path;
const size = (shelves) => shelves.reduce((sum, { bytes }) => sum + bytes, 0);
const isPage = (path) => path === "" || path.endsWith("/");
// Authors may change these on the server, without building the site anew.
const isText = (path) => /^content\/.*\.(md|toml)$/.test(path);
// A sign-in page or a page for what is missing can stand in a file's place.
const isFile = (answer) => answer.ok && !answer.redirected && !/html/.test(answer.headers.get("content-type"));

// What an address names, from the root of the site; null where it is not a file of it.
function pathOf(address) {
  const url = address.split(/[?#]/)[0];
  return url.startsWith(registration.scope) ? url.slice(registration.scope.length).replace(/(^|\/)index\.html$/, "$1") : null;
}

// ---- What is kept ---------------------------------------------------------------------------

const remembered = {};

// The shelves of this version: files that are kept together, each with its hash and its bytes.
async function shelves(cache) {
  const kept = await cache.match(at(LIST));
  if (kept) return kept.json();
  const answer = await fetched(LIST, VERSION);
  await cache.put(at(LIST), answer.clone());
  return answer.json();
}

// Both are asked for often, so they are read once in a worker's life.
async function kept() {
  remembered.cache ??= await caches.open(NAME);
  remembered.shelves ??= await shelves(remembered.cache);
  remembered.there ??= new Set((await remembered.cache.keys()).map((request) => request.url));
  return remembered;
}

async function otherVersions() {
  return (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== NAME);
}

// What other versions have: where each content stands, and which addresses they can answer.
async function stock() {
  const found = { contents: new Map(), addresses: new Set() };
  for (const name of await otherVersions()) {
    const cache = await caches.open(name);
    const addresses = new Set((await cache.keys()).map((request) => request.url));
    const list = await cache.match(at(LIST));
    // A list that later versions write otherwise says nothing here: all is fetched anew.
    const old = await list?.json().catch(() => null);
    for (const [path, hash] of (Array.isArray(old) ? old : []).flatMap(({ files }) => files ?? [])) {
      if (addresses.has(at(path))) found.contents.set(hash, { cache, address: at(path) });
    }
    addresses.forEach((address) => found.addresses.add(address));
  }
  return found;
}

// What the server has at an address is not what the list says: it is being written anew, or is changed
// on its way here.
class Misfit extends Error {
  name = "Misfit";
}

// A file with the content that the list says, from the network.
async function fetched(path, hash) {
  const ask = (more) => fetch(at(path), { credentials: "same-origin", ...more });
  const integrity = `sha256-${hash}`;
  const first = path.startsWith("assets/") ? "default" : "no-cache";
  const answer = await ask({ cache: first, integrity })
    .catch(() => ask({ cache: "reload", integrity }))
    .catch(async () => {
      // A browser does not say whether nothing came or something else.
      const other = await ask({ cache: "no-cache" });
      if (isText(path) && isFile(other)) return clean(other, true);
      if (other.status < 500) throw new Misfit(path);
      throw new TypeError(`${path}: ${other.status}`);
    });
  if (!answer.ok) throw new TypeError(`${path}: ${answer.status}`);
  return clean(answer);
}

// An answer that can stand for the address whatever way it came, redirected or compressed, and whatever
// the server has besides when it is shown.
async function clean(answer, edited = false) {
  const headers = new Headers(answer.headers);
  ["content-encoding", "content-length", "vary", "server-timing"].forEach((name) => headers.delete(name));
  if (edited) headers.set(EDITED, "1");
  return new Response(await answer.arrayBuffer(), { headers });
}

// Puts files into this version: those that another version has are not fetched again.
async function keep(files, others) {
  const { cache, there } = await kept();
  const missing = files.filter(([path]) => !there.has(at(path)));
  const lane = async () => {
    for (let file; (file = missing.shift()); ) {
      const [path, hash] = file;
      const same = others?.contents.get(hash);
      // The version that had it may have been taken away meanwhile.
      const copy = await same?.cache.match(same.address).catch(() => undefined);
      await cache.put(at(path), copy && !copy.headers.has(EDITED) ? await clean(copy) : await fetched(path, hash));
      there.add(at(path));
    }
  };
  try {
    await Promise.all(Array.from({ length: LANES }, lane));
  } catch (error) {
    missing.length = 0;
    throw error;
  }
}

// ---- A new version --------------------------------------------------------------------------

addEventListener("install", (event) => event.waitUntil(install().then((files) => shortenTheWay(event, files))));
addEventListener("activate", (event) => event.waitUntil(activate()));

async function install() {
  try {
    return await putTogether();
  } catch (error) {
    if (isFull(error)) {
      // Half a version would only take the room that a learner's work may need.
      await caches.delete(NAME);
      await tell({ trouble: "full" });
    }
    if (error instanceof Misfit) await tell({ trouble: "misfit", file: error.message });
    throw error;
  }
}

// Says something to all pages of the site, whatever version they came from.
async function tell(news) {
  const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
  open.forEach((page) => page.postMessage({ root: registration.scope, ...news }));
}

// Everything that has to be there before the version may come into force, which it gives: what every page
// needs, and what could be opened before. What failed half way is gone on with the next time.
async function putTogether() {
  const others = await stock();
  const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const wanted = new Set(open.map(({ url }) => at(pathOf(url))));
  others.addresses.forEach((address) => wanted.add(address));
  const isWanted = ({ shelf, files }) =>
    shelf === "base" || files.some(([path]) => isPage(path) && wanted.has(at(path)));
  const all = (await kept()).shelves.filter(isWanted);
  const files = all.flatMap(({ files }) => files);
  await makeSureOfRoom(files);
  await keep(files, others);
  // What an earlier version took away when it came into force is not there, though it was put.
  if (!(await caches.has(NAME))) throw new Error("taken away meanwhile");
  // Nothing that a page came from is kept, so no page has anything to lose.
  if (others.addresses.size === 0) skipWaiting();
  return files;
}

// How many pages the browser is told of: it compares each of them with every address.
const ROUTES = 100;

// What would be given out of the cache without another look, the browser gives out itself, where it can: to
// start a worker that has ended takes a slow phone long. What is not in the cache after all comes from the server.
async function shortenTheWay(event, files) {
  if (!event.addRoutes) return;
  const root = new URL(registration.scope).pathname;
  const pages = files.map(([path]) => path).filter(isPage).slice(0, ROUTES);
  const or = [...pages, "assets/*", "ready/*"].map((path) => ({
    urlPattern: { pathname: root + path, search: "" },
    requestMethod: "GET",
  }));
  await event.addRoutes({ condition: { or }, source: { cacheName: NAME } }).catch(() => {});
}

async function activate() {
  const all = (await caches.keys()).filter((name) => name.startsWith(OURS));
  // They stand in the order in which they were begun: behind this one is a still newer version that is
  // being put together.
  const end = registration.installing ? all.indexOf(NAME) : all.length;
  for (const name of all.slice(0, end)) if (name !== NAME) await caches.delete(name);
}

const isFull = (error) => error.name === "QuotaExceededError";

// What would not fit is not fetched: the attempt is made again at every visit.
// What is there already takes no more room.
async function makeSureOfRoom(files) {
  const { there } = await kept();
  const bytes = files.reduce((sum, [path, , bytes]) => sum + (there.has(at(path)) ? 0 : bytes), 0);
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  if (bytes > quota - usage) throw new DOMException("no room", "QuotaExceededError");
}

// ---- What pages ask -------------------------------------------------------------------------

addEventListener("message", (event) => {
  const { ask, page, more } = event.data ?? {};
  const reply = (value) => event.ports[0]?.postMessage(value);
  if (ask === "take") skipWaiting();
  if (ask === "clear") event.waitUntil(clear().catch(() => {}).then(reply));
  if (ask === "keep") event.waitUntil(keepInTurn(pathOf(page), more).then(reply, () => reply(null)));
  if (ask === "windows") event.waitUntil(clients.matchAll({ type: "window" }).then((open) => reply(open.length)));
});

// Gives back all the room that the site takes on the device; pages come from the server then. What is
// taken out file by file counts at once, where a cache that is only deleted may count for a while.
async function clear() {
  for (const name of [...(await otherVersions()), NAME]) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) await cache.delete(request);
  }
  for (const name of Object.keys(remembered)) delete remembered[name];
}

// One after another: what is asked again, because no answer came yet, fetches nothing twice.
let turn = Promise.resolve();

function keepInTurn(page, more) {
  turn = turn.catch(() => {}).then(() => keepNext(page, more));
  return turn;
}

// Keeps one more shelf: that of the page that asks, or with `more` the next that is not whole. Says
// how far it has come.
async function keepNext(page, more) {
  const { shelves, there } = await kept();
  const isWhole = ({ files }) => files.every(([path]) => there.has(at(path)));
  const has = (path) => ({ files }) => files.some(([own]) => own === path && isPage(own));
  // The desk's program is large: it is for those who use it.
  const isFor = (shelf) => shelf.shelf !== "desk" || has(page)(shelf) || shelf.files.some(([path]) => isPage(path) && there.has(at(path)));
  const missing = shelves.filter((shelf) => isFor(shelf) && !isWhole(shelf));
  const next = missing.find(has(page)) ?? missing.find(({ shelf }) => shelf === "base") ?? (more ? missing[0] : undefined);
  let trouble = null;
  if (next) {
    await makeSureOfRoom(next.files)
      .then(() => keep(next.files))
      .catch((error) => (trouble = isFull(error) ? "full" : "unreachable"));
  }
  const units = shelves.filter(({ shelf }) => shelf.startsWith("unit "));
  return {
    trouble,
    isDone: !next || trouble !== null,
    isWhole: shelves.filter(isFor).every(isWhole),
    units: units.length,
    unitsKept: units.filter(isWhole).length,
    bytes: size(shelves.filter(isWhole)),
    bytesOfUnits: size(units),
  };
}

// ---- Answering ------------------------------------------------------------------------------

addEventListener("fetch", (event) => {
  const path = event.request.method === "GET" ? pathOf(event.request.url) : null;
  if (path !== null) event.respondWith(answer(event, path));
});

async function answer(event, path) {
  const { request } = event;
  const isVisit = request.mode === "navigate";
  // Storage that fails is no reason to show nothing.
  const cache = await caches.open(NAME).catch(() => null);
  const find = async (path) => cache?.match(at(path)).catch(() => undefined);
  const own = await find(path);
  if (own && !isText(path)) return own;
  if (own && (await asksFromHere(event, find))) return newest(event, cache, path, own);
  if (own) return fetch(request).catch(() => own);
  if (isVisit && !isPage(path) && (await find(`${path}/`))) {
    return Response.redirect(at(`${path}/`) + new URL(request.url).search);
  }
  try {
    const fresh = await fetch(request);
    if (isPage(path)) event.waitUntil(keepInTurn(path, false).catch(() => null));
    return fresh;
  } catch (error) {
    const page = isVisit ? await find("no-signal/") : undefined;
    if (!page) throw error;
    // It stands in place of the page that was asked for, at whatever depth.
    const root = new URL(registration.scope).pathname;
    const text = (await page.text()).replaceAll('="../', `="${root}`);
    return new Response(text, { status: 503, headers: page.headers });
  }
}

// Whether a page that is on the device asks. Any other came from the server, maybe of a newer version, and
// what it is made of with it: settings of this version would not fit its words.
async function asksFromHere(event, find) {
  const client = await clients.get(event.clientId).catch(() => undefined);
  const page = client ? pathOf(client.url) : null;
  return page === null || !isPage(page) || Boolean(await find(page));
}

// The text that the server has now, if it says so soon and the rest of the site there is of this
// version; what it has by then is shown the next time in any case.
async function newest(event, cache, path, own) {
  const before = own.clone();
  const look = async () => {
    const [fresh, isSame] = await Promise.all([fetch(at(path), { cache: "no-cache" }), serverHasThis()]);
    if (!isSame || !isFile(fresh)) return null;
    const edited = await clean(fresh, true);
    if ((await edited.clone().text()) !== (await before.text())) await cache.put(at(path), edited.clone());
    return edited;
  };
  const looked = look().catch(() => null);
  event.waitUntil(looked);
  const late = new Promise((done) => setTimeout(done, PATIENCE, null));
  return (await Promise.race([looked, late])) ?? own;
}

const server = { asked: -Infinity, same: null };

// Whether the server still has this version: this file names it.
function serverHasThis() {
  if (performance.now() - server.asked > KNOWN_FOR) {
    server.asked = performance.now();
    server.same = fetch(at("worker.js"), { cache: "no-cache" })
      .then(async (answer) => answer.ok && (await answer.text()).includes(VERSION))
      .catch(() => false);
  }
  return server.same;
}
