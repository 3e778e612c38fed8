// The page on which somebody sets a password. Everything that it says stands in the page, or comes
// with the answer.

const form = document.getElementById("setup");
const account = document.getElementById("setup_account");
const password = document.getElementById("setup_password");
const show = document.getElementById("setup_show");
const said = document.getElementById("setup_said");
const done = document.getElementById("setup_done");
const button = form.querySelector("button");

// The link stands in the fragment, and is taken out of the address at once: a shared device keeps
// the addresses of pages.
const link = location.hash.slice(1);
history.replaceState(null, "", location.pathname);

// Whoever opens the whole link in this same tab stays on this page but for the fragment.
addEventListener("hashchange", () => location.reload());

try {
  // What is signed can be read: it begins with the account.
  const text = atob(link.split(".")[0].replaceAll("-", "+").replaceAll("_", "/"));
  account.value = text.split(" ")[0];
} catch {
  account.value = "";
}
if (!account.value) {
  said.textContent = form.dataset.noLink;
  button.disabled = true;
}

show.addEventListener("change", () => {
  password.type = show.checked ? "text" : "password";
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (button.disabled) return;
  button.disabled = true;
  password.removeAttribute("aria-invalid");
  said.textContent = form.dataset.sending;
  try {
    const answer = await fetch("password", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Underpin": "1" },
      body: JSON.stringify({ link, password: password.value }),
    });
    if (answer.ok) {
      const { next } = await answer.json();
      for (const way of done.querySelectorAll("[data-for]")) way.hidden = way.dataset.for !== next;
      form.hidden = true;
      done.hidden = false;
      done.focus();
      return;
    }
    said.textContent = (await answer.json()).message;
    password.setAttribute("aria-invalid", "true");
  } catch {
    said.textContent = form.dataset.notSent;
  }
  button.disabled = false;
  password.focus();
});
