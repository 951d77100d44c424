// Says that typed text is not saved yet, and asks before the page is left with it.

for (const form of document.querySelectorAll("form[data-unsaved]")) {
  const state = form.querySelector("[data-unsaved-state]");
  const leaving = new AbortController();
  const warn = (event) => event.preventDefault();
  const arm = () => {
    if (state) state.hidden = false;
    window.addEventListener("beforeunload", warn, { signal: leaving.signal });
  };
  form.addEventListener("input", arm);
  // What came back refused, or from a copy, is not saved either.
  if (form.dataset.unsaved === "already") arm();
  // A form that was kept back is still open.
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) leaving.abort();
  });
}
