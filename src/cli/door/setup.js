// The page on which somebody sets a password. Everything that it says stands in the page, or comes
// with the answer.

const form = document.getElementById("setup");
const account = document.getElementById("setup_account");
const password = document.getElementById("setup_password");
const showing = document.getElementById("setup_show");
const said = document.getElementById("setup_said");
const done = document.getElementById("setup_done");
const looking = document.getElementById("setup_looking");
const over = document.getElementById("setup_over");
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

const ask = (what, body, more) =>
  fetch(what, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Underpin": "1" },
    body: JSON.stringify(body),
    ...more,
  });

// Puts something in place of the form.
const show = (part) => {
  document.querySelector("h1").textContent = document.title = part.dataset.title;
  looking.hidden = true;
  form.hidden = true;
  part.hidden = false;
  part.focus();
};

// The link does not hold, and what can be done instead.
const end = (why) => {
  document.getElementById("setup_why").textContent = why;
  show(over);
};

// How long the door is waited for before the form is shown without its word, in milliseconds. It says
// the same when the password is sent.
const PATIENCE = 5000;

const begin = async () => {
  if (!isSecureContext) return end(over.dataset.needsHttps);
  if (!account.value) return end(over.dataset.noLink);
  looking.hidden = false;
  try {
    const answer = await ask("link", { link }, { signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) {
      const { error, message } = await answer.json();
      if (error === "link") return end(message);
    }
  } catch {
    // It cannot be known now.
  }
  looking.hidden = true;
  form.hidden = false;
};

begin();

showing.addEventListener("change", () => {
  password.type = showing.checked ? "text" : "password";
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (button.disabled) return;
  button.disabled = true;
  password.removeAttribute("aria-invalid");
  said.textContent = form.dataset.sending;
  try {
    const answer = await ask("password", { link, password: password.value });
    if (answer.ok) {
      const { next } = await answer.json();
      for (const way of done.querySelectorAll("[data-for]")) way.hidden = way.dataset.for !== next;
      return show(done);
    }
    const { error, message } = await answer.json();
    if (error === "link") return end(message);
    said.textContent = message;
    password.setAttribute("aria-invalid", "true");
  } catch {
    said.textContent = form.dataset.notSent;
  }
  button.disabled = false;
  password.focus();
});
