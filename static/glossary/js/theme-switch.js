// <theme-switch> wraps a select. The choice is kept in the browser; none means the system's.
const KEY = "theme";

function storedTheme() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

function applyTheme(theme) {
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  } else {
    delete document.documentElement.dataset.theme;
  }
}

// At once, before the page is painted: see blocking="render" where this file is loaded.
applyTheme(storedTheme());

class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    const select = this.querySelector("select");
    if (!select) return;
    select.value = storedTheme();
    select.addEventListener("change", () => {
      applyTheme(select.value);
      try {
        localStorage.setItem(KEY, select.value);
      } catch {
        // The choice then lasts as long as the page.
      }
    });
    this.hidden = false;
  }
}

// The element may be parsed after this file has run: its select must be there first.
if (document.readyState === "loading") {
  document.addEventListener("DOMContentLoaded", () => customElements.define("theme-switch", ThemeSwitch));
} else {
  customElements.define("theme-switch", ThemeSwitch);
}
