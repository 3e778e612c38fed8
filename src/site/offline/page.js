// Has the site kept on this device (worker.js), once the page is there and nobody waits for it, and
// tells the page how far that has come. A file of its own because the site's policy allows no
// inline script.
//
// It says what it knows in attributes of <html>, and that one has changed in an event
// `underpin-offline` on the document:
//
//   data-offline         insecure, refused, coming, not-yet, part, visited, whole, full
//   data-offline-units   "3/5": units that are kept, of all
//   data-offline-bytes   what is kept, without compression
//   data-offline-trouble why the newest version could not be put here: full, misfit; elsewhere: room can
//                        be made once other tabs are closed
//   data-offline-misfit  the file that is not what the list says
//   data-update          ready: a new version is there; elsewhere: it waits for other tabs
//
// Three events on the document ask it for something: `underpin-take` takes the new version and loads the
// page again; `underpin-keep-all` keeps the units too that do not come by themselves; `underpin-make-room`
// takes the old version off the device, so that there is room for the new one, and loads the page again.

(() => {
  const html = document.documentElement;
  const { serviceWorker, connection, storage } = navigator;
  const root = new URL(html.dataset.root, location.href).href;
  const HOUR = 3600000;

  // Units of more bytes together than this are kept when somebody asks for them, or reads them.
  const MUCH = 30e6;
  const ALL = "underpin/keep-all";

  const say = (news) => {
    for (const [name, value] of Object.entries(news)) {
      if (value === undefined) delete html.dataset[name];
      else html.dataset[name] = value;
    }
    document.dispatchEvent(new Event("underpin-offline"));
  };

  // Safari has no other way to wait for a quiet moment.
  const whenIdle = (then) => (self.requestIdleCallback ?? setTimeout)(then);

  // A worker that is only just started, or that the browser ends, can lose what it was asked.
  const AGAIN = 5000;

  const ask = (registration, question) =>
    new Promise((done) => {
      let again;
      const answered = (answer) => {
        clearInterval(again);
        done(answer);
      };
      const put = () => {
        const { active } = registration;
        if (!active) return answered(null);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => answered(data);
        active.postMessage(question, [port2]);
      };
      again = setInterval(put, AGAIN);
      put();
    });

  const inForce = (registration) =>
    new Promise((done, fail) => {
      const coming = registration.installing ?? registration.waiting;
      if (registration.active || !coming) return done(registration.active);
      coming.addEventListener("statechange", () => {
        if (coming.state === "activated") done(coming);
        if (coming.state === "redundant") fail(new Error("not installed"));
      });
    });

  const isAskedForAll = () => {
    try {
      return localStorage.getItem(ALL) !== null;
    } catch {
      return false;
    }
  };

  // One shelf after another, each in a quiet moment. Only what is looked at, where data is saved.
  let turn = 0;
  let comesByItself = false;
  const keep = async (registration, own = ++turn) => {
    const more = comesByItself || isAskedForAll();
    const news = await ask(registration, { ask: "keep", page: location.href, more });
    if (!news) return say({ offline: undefined });
    const { trouble, isWhole, isDone, units, unitsKept, bytes, bytesOfUnits } = news;
    comesByItself = !connection?.saveData && bytesOfUnits <= MUCH;
    const goesOn = !isDone || (comesByItself && !more);
    const rest = goesOn || more ? "part" : "visited";
    const state = isWhole ? "whole" : trouble === "full" ? "full" : rest;
    say({ offline: state, offlineUnits: `${unitsKept}/${units}`, offlineBytes: bytes });
    if (goesOn && !trouble && own === turn) whenIdle(() => keep(registration, own));
  };

  // What a worker says of itself while it puts a version together, from the first moment on.
  serviceWorker?.addEventListener("message", ({ data }) => {
    if (data?.root === root) say({ offlineTrouble: data.trouble, offlineMisfit: data.file });
  });

  const watch = (registration) => {
    // A page that came from no version is in the way of none.
    const look = () => say({ update: serviceWorker.controller && registration.waiting ? "ready" : undefined });
    const follow = () => {
      const coming = registration.installing;
      coming?.addEventListener("statechange", () => {
        if (coming.state === "installed") say({ offlineTrouble: undefined, offlineMisfit: undefined });
        look();
      });
    };
    registration.addEventListener("updatefound", follow);
    // One may be on its way since before this page was there.
    follow();
    look();
    let asked = 0;
    const lookForUpdate = () => {
      if (document.visibilityState !== "visible" || Date.now() - asked < HOUR) return;
      asked = Date.now();
      registration.update().catch(() => {});
    };
    document.addEventListener("visibilitychange", lookForUpdate);
    if (registration.active) lookForUpdate();
    // The program goes from page to page by putting another body in place of this one.
    new MutationObserver(() => {
      lookForUpdate();
      whenIdle(() => keep(registration));
    }).observe(html, { childList: true });
    document.addEventListener("underpin-keep-all", () => {
      try {
        localStorage.setItem(ALL, "1");
      } catch {
        // It holds for this page.
      }
      comesByItself = true;
      keep(registration);
    });
    document.addEventListener("underpin-take", async () => {
      const { waiting } = registration;
      if (!waiting) return location.reload();
      // No page may lose the version that it came from: somebody may be writing in it.
      if ((await ask(registration, { ask: "windows" })) > 1) return say({ update: "elsewhere" });
      serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage({ ask: "take" });
    });
    document.addEventListener("underpin-make-room", async () => {
      // As above.
      if ((await ask(registration, { ask: "windows" })) > 1) return say({ offlineTrouble: "elsewhere" });
      await ask(registration, { ask: "clear" });
      location.reload();
    });
    serviceWorker.addEventListener("controllerchange", () => whenIdle(() => keep(registration)));
  };

  // Asked once, when there is work to lose. The settings page can ask again.
  const askToPersist = () => {
    const asked = "underpin/asked-to-keep";
    if (!storage?.persist || localStorage.getItem(asked) || !localStorage.getItem("underpin/people")) return;
    localStorage.setItem(asked, "1");
    storage.persist();
  };

  // Registering again would wait until the browser has asked the server for a newer worker: for as
  // long as the server takes to answer.
  const known = async () => {
    const registration = await serviceWorker.getRegistration(root);
    return registration?.scope === root ? registration : undefined;
  };

  const begin = async () => {
    try {
      askToPersist();
    } catch {
      // Nothing is kept here, so there is nothing to ask for.
    }
    if (!serviceWorker) return say({ offline: isSecureContext ? "refused" : "insecure" });
    say({ offline: "coming" });
    let registration;
    try {
      registration =
        (await known()) ?? (await serviceWorker.register(`${root}worker.js`, { scope: root, updateViaCache: "none" }));
    } catch {
      // A private window, or a server that is gone by now: the site goes on without.
      return say({ offline: "refused" });
    }
    watch(registration);
    try {
      await inForce(registration);
    } catch {
      // The network went, or there is no room. The next page that is loaded tries again.
      return say({ offline: "not-yet" });
    }
    await keep(registration);
  };

  if (document.readyState === "complete") whenIdle(begin);
  else addEventListener("load", () => whenIdle(begin));
})();
