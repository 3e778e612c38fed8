// Puts the look that the reader has chosen on the page before anything is drawn, so that nothing
// flashes. A file of its own because the site's policy allows no inline script.
//
// The settings page keeps the look under this key, as JSON such as
// {"theme":"dark","size":"large","nation":"scotland"}. What is not in it is as the device has it.
//
//   theme    light, dark, contrast        font     plain
//   size     large, larger                motion   less
//   spacing  wide                         aloud    off
//   nation   england, scotland, wales, northern-ireland

(() => {
  const html = document.documentElement;
  try {
    const look = JSON.parse(localStorage.getItem("underpin/look")) ?? {};
    for (const name of ["theme", "size", "spacing", "font", "motion", "aloud", "nation"]) {
      const value = look[name];
      if (typeof value === "string" && /^[a-z-]+$/.test(value)) html.setAttribute(`data-${name}`, value);
    }
  } catch {
    // Storage is refused or damaged: the page looks as it was built.
  }

  // Words come first. A page that nobody sees is not painted, but may be read aloud or searched.
  const painted = new Promise((seen) => {
    if (!window.PerformancePaintTiming) return seen();
    const isThere = (list) => list.getEntriesByName("first-contentful-paint").length > 0;
    new PerformanceObserver((list) => isThere(list) && seen()).observe({ type: "paint", buffered: true });
    addEventListener("load", () => setTimeout(seen, 1000));
  });

  // The first frame of a unit draws what is seen first; what is further down (style/page.css) comes with the
  // next. Not where the page opens further down, or where it was left.
  const [page] = performance.getEntriesByType("navigation");
  const isAtTop = page?.type === "navigate" && !location.hash;
  if (html.dataset.page === "unit" && isAtTop && window.PerformancePaintTiming) {
    html.setAttribute("data-first", "");
    painted.then(() => html.removeAttribute("data-first"));
  }

  // What waits for the words: the program, its style, what keeps the site on the device. Scripts begin one frame
  // later still, when the rest of a unit is drawn.
  const drawn = () => new Promise((then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    requestAnimationFrame(() => port2.postMessage(null));
    // Where nobody looks no frame is drawn.
    setTimeout(then, 100);
  });
  const parsed = new Promise((done) => addEventListener("DOMContentLoaded", done));
  Promise.all([painted, parsed]).then(() => {
    const waits = document.querySelector("template[data-waits]");
    if (!waits) return;
    const content = document.importNode(waits.content, true);
    const scripts = content.querySelectorAll("script");
    document.head.append(...content.querySelectorAll("link"));
    drawn().then(() => document.head.append(...scripts));
  });

  // The organisation's own hue; src/ui/look.rs does the same where another page is put in place.
  if (html.dataset.hue) html.style.setProperty("--hue", html.dataset.hue);

  // Without a program there is nothing to wait for, and the note that says so stands among the words.
  const hasProgram = ["data-one-file", "data-whole"].some((name) => html.hasAttribute(name)) ||
    document.querySelector("link[rel=modulepreload]");
  if (typeof WebAssembly === "object" && hasProgram) {
    html.setAttribute("data-program", "coming");
    // The program draws the pages of training that was opened from a file: until then the site's
    // own would only be in the way.
    try {
      if (localStorage.getItem("underpin/training")) html.setAttribute("data-training", "coming");
    } catch {
      // Nothing is kept here, so there is none.
    }
    // What will be asked above the words has its room from the beginning: who is there, or a passphrase.
    // Another program of this tab may have left the key for this page.
    try {
      const own = sessionStorage.getItem("underpin/trial") ? sessionStorage : localStorage;
      const people = JSON.parse(own.getItem("underpin/people")) ?? [];
      const chosen = sessionStorage.getItem("underpin/who");
      const one = chosen === null && people.length === 1 ? people[0] : people.find(({ id }) => id === chosen);
      const asks = one ? one.lock && !sessionStorage.getItem("underpin/handed-over") && "locked" : people.length > 0 && "who";
      if (asks && !html.hasAttribute("data-package")) {
        html.setAttribute("data-asks", asks);
        html.style.setProperty("--people", people.length);
      }
      // The server says with the page that there is a door to sign in at. A page that is kept on the
      // device says nothing of it: what was last heard holds, also by src/ui/sync/known.rs.
      const isDoor = ({ name }) => name === "door";
      const isTied = one && localStorage.getItem(`underpin/provider/${one.id}`);
      if (page?.serverTiming?.some(isDoor)) localStorage.setItem("underpin/door", "1");
      else if (!navigator.serviceWorker?.controller) localStorage.removeItem("underpin/door");
      if (localStorage.getItem("underpin/door")) html.setAttribute("data-door", isTied ? "used" : "open");
    } catch {
      // Nothing is kept here, so nobody is known.
    }
    // A file of the program that cannot be fetched says so to the page, but does not bubble.
    addEventListener("error", (event) => {
      if (event.target instanceof HTMLScriptElement && event.target.type === "module") html.setAttribute("data-program", "failed");
    }, true);
    // That it did not come is said where it moves nothing, once all style has come that will. A program that has
    // ended says so itself.
    const tell = () => {
      const said = document.querySelector("template[data-says=failed]")?.content.firstElementChild;
      if (!said || html.dataset.program !== "failed" || document.readyState !== "complete" || document.querySelector("[data-notice=bug]")) return;
      for (const link of document.querySelectorAll("link[data-later]")) link.media = "all";
      said.querySelector("button").onclick = () => said.remove();
      document.querySelector("[data-place=notice]").append(said);
    };
    new MutationObserver(tell).observe(html, { attributeFilter: ["data-program"] });
    addEventListener("load", tell);
  }

  // What is chosen before the program takes a question over has shown its feedback: the program keeps
  // it as an answer, or leaves it as it is. What the browser puts back by itself, after a reload, is none.
  addEventListener("input", ({ target }) => {
    const form = target.form;
    if (form?.matches(".question:not([data-live])")) form.setAttribute("data-chosen", "");
  });

  // The list of sections stands open beside the text where there is room for it.
  const wide = matchMedia("(min-width: 64rem)");
  const fit = () => {
    for (const details of document.querySelectorAll("details[data-open=wide]")) details.open = wide.matches;
  };
  wide.addEventListener("change", fit);
  addEventListener("DOMContentLoaded", fit);
  // The program goes from page to page by putting another body in place of this one.
  new MutationObserver(fit).observe(html, { childList: true });
})();
