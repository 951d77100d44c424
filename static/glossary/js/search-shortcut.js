// <search-shortcut> wraps a search form: "/" and Ctrl+K or Cmd+K lead into its field, unless
// something is being written: there Ctrl+K may delete to the end of the line.
// <shortcut-switch> wraps a checkbox that turns the keys off (WCAG 2.1.4).
const KEY = "search-shortcut";

function isOn() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, select, textarea"));
}

function isShortcut({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  if (key === "/") return !ctrlKey && !metaKey && !altKey;
  // A browser that fills in a form sends events without a key.
  return key?.toLowerCase() === "k" && ctrlKey !== metaKey && !altKey && !shiftKey;
}

class SearchShortcut extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input[type=search]");
    if (!field) return;
    this.listening = new AbortController();
    document.addEventListener("keydown", (event) => {
      if (event.defaultPrevented || !isShortcut(event) || isTyping(event.target) || !isOn()) return;
      event.preventDefault();
      field.focus();
      field.select();
    }, { signal: this.listening.signal });
  }

  disconnectedCallback() {
    this.listening?.abort();
  }
}

class ShortcutSwitch extends HTMLElement {
  connectedCallback() {
    const box = this.querySelector("input[type=checkbox]");
    if (!box) return;
    box.checked = isOn();
    box.addEventListener("change", () => {
      try {
        localStorage.setItem(KEY, box.checked ? "on" : "off");
      } catch {
        box.checked = true;
      }
    });
    this.hidden = false;
  }
}

customElements.define("search-shortcut", SearchShortcut);
customElements.define("shortcut-switch", ShortcutSwitch);
