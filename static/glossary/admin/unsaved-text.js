// Says that typed text is not saved yet, and asks before the page is left with it.

for (const form of document.querySelectorAll("form[data-unsaved]")) {
  const state = form.querySelector("[data-unsaved-state]");
  const leaving = new AbortController();
  const warn = (event) => event.preventDefault();
  form.addEventListener(
    "input",
    () => {
      if (state) state.hidden = false;
      window.addEventListener("beforeunload", warn, { signal: leaving.signal });
    },
    { once: true },
  );
  form.addEventListener("submit", () => leaving.abort());
}
