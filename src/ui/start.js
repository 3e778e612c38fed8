// Starts the browser program. A file of its own because the site's policy allows no inline script.
//
// The page names the program's two files in its head, where they also tell the browser to fetch
// both at once; this file is therefore the same for every version and for every page.

const script = document.querySelector("link[rel=modulepreload]").href;
const program = document.querySelector("link[rel=preload][as=fetch]").href;

try {
  const { default: start } = await import(script);
  await start({ module_or_path: program });
} catch (error) {
  // The page says what is missing, and shows everything that needs no program.
  document.documentElement.setAttribute("data-program", "failed");
  throw error;
}
