
// Starts the browser program where everything is in one file. This stands behind the script that
// wasm-bindgen wrote, in the same module: a page from a disk can import nothing.
{
  const text = document.getElementById("page_program").textContent;
  const program = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  try {
    await __wbg_init({ module_or_path: program });
  } catch (error) {
    // The page says what is missing, and shows everything that needs no program.
    document.documentElement.setAttribute("data-program", "failed");
    throw error;
  }
}
