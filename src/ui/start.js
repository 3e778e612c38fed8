// Starts the browser program. A file of its own because the site's policy allows no inline script.
//
// The page names the program's two files in its head, where they also tell the browser to fetch
// both at once; this file is therefore the same for every version and for every page.
//
// Pages where people read and practise name the small program, and in `data-whole` the two files of
// the learner's whole one, which is started where the small one would not do: training was opened
// (src/ui/training.rs), or the small one asks for it (src/ui/whole.rs).

const html = document.documentElement;

const { whole } = html.dataset;
const files = whole && isWholeWanted()
  ? whole.split(" ").map((name) => new URL(name, import.meta.url).href)
  : ["link[rel=modulepreload]", "link[rel=preload][as=fetch]"].map((link) => document.querySelector(link).href);

function isWholeWanted() {
  if (new URLSearchParams(location.search).get("pack")) return true;
  try {
    const asked = sessionStorage.getItem("underpin/whole");
    sessionStorage.removeItem("underpin/whole");
    const isSent = Object.keys(localStorage).some((key) => /^underpin\/provider\/[^/]+$/.test(key));
    return asked || isSent || sessionStorage.getItem("underpin/trial") || localStorage.getItem("underpin/training");
  } catch {
    // Nothing is kept here. One program for all her pages keeps in memory what she does.
    return true;
  }
}

// Style of what only the program draws has waited as if it were for paper.
for (const link of document.querySelectorAll("link[data-later]")) link.media = "all";

// Pages that this program can attach to are told by it (src/ui/nav.rs).
html.dataset.runs = files[0].split("/").pop();

try {
  const { default: start } = await import(files[0]);
  await start({ module_or_path: files[1] });
} catch (error) {
  // The page says what is missing, and shows everything that needs no program.
  html.setAttribute("data-program", "failed");
  throw error;
}
