// Watches one page from before it begins: what the browser tells of it, when its questions answer,
// and what it holds. It stands in every page that is measured, the floor's as well, so that what it
// costs itself is the same for all of them.

(() => {
  if (location.protocol !== "http:") return;
  const QUESTION = 'form.question[data-kind="single"]';

  // How long nothing may come over the line or hold the page up before it counts as settled.
  const QUIET = 500;

  const seen = {
    paint: null, largest: null, shift: 0, moved: [], blocked: 0, longest: 0, ready: null, live: null, answered: null,
    shown: null, changed: 0,
  };
  let last = 0;
  const memories = [];

  const watch = (type, each) => {
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  };
  const noise = (entry) => { last = Math.max(last, entry.startTime + entry.duration); };
  watch("paint", (entry) => { if (entry.name === "first-contentful-paint") seen.paint = entry.startTime; });
  watch("largest-contentful-paint", (entry) => { seen.largest = entry.startTime; });
  // All of it, which is never less than the worst session window that CLS counts.
  watch("layout-shift", (entry) => {
    if (entry.hadRecentInput) return;
    seen.shift += entry.value;
    const names = entry.sources.map(({ node }) => {
      const element = node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement;
      return element ? element.cloneNode(false).outerHTML.split(">")[0] + ">" : "what is gone";
    });
    seen.moved.push(`${entry.value.toFixed(4)} at ${entry.startTime.toFixed()} ms: ${names.join(" ")}`);
  });
  watch("longtask", (entry) => {
    seen.blocked += entry.duration - 50;
    seen.longest = Math.max(seen.longest, entry.duration);
    noise(entry);
  });
  watch("resource", noise);
  performance.setResourceTimingBufferSize(10_000);

  // What is on its way is told of only when it has come.
  let coming = 0;
  const own = window.fetch;
  window.fetch = (...given) => {
    coming += 1;
    const answer = own.apply(window, given);
    const come = () => { coming -= 1; last = Math.max(last, performance.now()); };
    answer.then(come, come);
    return answer;
  };

  // When the program says that it is there, and when it has taken the first question over.
  new MutationObserver(() => {
    const now = performance.now();
    if (document.documentElement.dataset.program === "ready") seen.ready ??= now;
    if (document.querySelector(`${QUESTION}[data-live]`)) seen.live ??= now;
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-program", "data-live"] });

  // When anything was put into the page last. From here on only: while a page is parsed this would
  // cost something for every element.
  addEventListener("DOMContentLoaded", () => {
    new MutationObserver(() => {
      seen.changed = performance.now();
      if (isShown()) seen.shown ??= seen.changed;
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-live"] });
  });

  // What the record is needed for; reading it is neither long nor on the line, so that nothing else
  // tells that it goes on.
  const isShown = () => Boolean(window.firstPageAwaits) && document.querySelector(window.firstPageAwaits) !== null;

  for (const way of ["instantiate", "instantiateStreaming"]) {
    const own = WebAssembly[way];
    WebAssembly[way] = (...given) => {
      const made = own.apply(WebAssembly, given);
      made.then(({ instance, exports }) => {
        const all = Object.values(exports ?? instance.exports);
        memories.push(...all.filter((one) => one instanceof WebAssembly.Memory));
      }, () => {});
      return made;
    };
  }

  const afterPaint = (done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(null);
  };
  const option = () => document.querySelector(`${QUESTION} .option input`);
  // What is said stands beside the option, or under the question once the program has taken it over.
  const feedback = () => {
    const said = document.querySelector(QUESTION)?.querySelectorAll(".option .feedback, .result") ?? [];
    return [...said].some((one) => one.checkVisibility());
  };
  const check = () => {
    const button = document.querySelector(`${QUESTION}[data-live] [data-action="check"]`);
    return button?.checkVisibility() ? button : null;
  };

  // Runs before a frame is painted, and is over when it has been.
  const frame = (step) => requestAnimationFrame(() => {
    if (step()) return;
    frame(step);
  });

  // Where it is wanted: as soon as there is something to see, chooses the first option again and
  // again until what is said to it is painted.
  frame(() => {
    if (!window.firstPageTries) return true;
    if (!performance.getEntriesByName("first-contentful-paint").length || !option()) return false;
    if (!option().checked) option().click();
    if (!feedback()) check()?.click();
    if (!feedback()) return false;
    afterPaint((now) => { seen.answered = now; });
    return true;
  });

  const isThere = () => {
    const { program, root } = document.documentElement.dataset;
    // The floor has none.
    if (root === undefined) return true;
    if (program === "failed") return true;
    if (window.firstPageAwaits && seen.shown === null) return false;
    const asks = document.querySelector(QUESTION);
    return program === "ready" && (!asks || seen.live !== null);
  };

  const files = () => performance.getEntriesByType("resource").map((entry) => ({
    name: new URL(entry.name).pathname, bytes: entry.encodedBodySize, at: entry.responseEnd,
  }));

  window.firstPage = {
    // Everything seen, once the page has come to rest; null if it has not in this time.
    settled: (patience) => new Promise((done) => {
      // A task that was long is told of a little after it has ended, so one look is not enough.
      let quietLooks = 0;
      const look = () => {
        const now = performance.now();
        const isQuiet = coming === 0 && now - Math.max(last, seen.changed, seen.answered) > QUIET;
        quietLooks = isQuiet ? quietLooks + 1 : 0;
        const quiet = quietLooks >= 3;
        const answers = !window.firstPageTries || seen.answered !== null || !option();
        if (document.readyState === "complete" && seen.paint !== null && isThere() && answers && quiet) {
          const [page] = performance.getEntriesByType("navigation");
          const whole = { name: location.pathname, bytes: page.encodedBodySize, at: page.responseEnd };
          done({ ...seen, failed: document.documentElement.dataset.program === "failed", files: [whole, ...files()] });
        } else if (patience < 0) {
          done(null);
        } else {
          patience -= 100;
          setTimeout(look, 100);
        }
      };
      look();
    }),

    // Where to press: the middle of what is there, brought to the middle of the screen.
    place: (what) => new Promise((done) => {
      const element = what === "option" ? option().closest(".option").querySelector("label") : check();
      if (!element) return done(null);
      element.scrollIntoView({ block: "center", behavior: "instant" });
      requestAnimationFrame(() => requestAnimationFrame(() => {
        const box = element.getBoundingClientRect();
        done({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
      }));
    }),

    // Waits for a press and gives how long after it what is said was painted.
    listen() {
      window.firstPage.reaction = new Promise((done) => {
        addEventListener("click", (event) => frame(() => {
          if (!feedback()) return false;
          afterPaint((now) => done(now - event.timeStamp));
          return true;
        }), { capture: true, once: true });
      });
    },

    memory: () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
  };
})();
