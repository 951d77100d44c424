// <review-keys> wraps the review of a version: single keys lead from change to change, into the
// comment of a place, to the decisions and to the next version. They move the focus and decide
// nothing. A checkbox turns them off (WCAG 2.1.4); they do nothing where something is written.
const KEY = "review-keys";

function isOn() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox]), select, textarea"));
}

function open(details) {
  if (!details) return;
  details.open = true;
  const field = details.querySelector("textarea, input:not([type=hidden]), button");
  field?.focus();
}

class ReviewKeys extends HTMLElement {
  connectedCallback() {
    const list = this.querySelector("[data-keys]");
    const box = this.querySelector("[data-keys-switch]");
    if (!list || !box) return;
    list.hidden = false;
    box.checked = isOn();
    box.addEventListener("change", () => this.keep(box));
    this.listening = new AbortController();
    document.addEventListener("keydown", (event) => this.press(event), { signal: this.listening.signal });
  }

  disconnectedCallback() {
    this.listening?.abort();
  }

  keep(box) {
    try {
      localStorage.setItem(KEY, box.checked ? "on" : "off");
    } catch {
      box.checked = true;
    }
  }

  press(event) {
    const { key, ctrlKey, metaKey, altKey, defaultPrevented, target } = event;
    if (defaultPrevented || ctrlKey || metaKey || altKey || isTyping(target) || !isOn()) return;
    const act = {
      j: () => this.move(1),
      k: () => this.move(-1),
      c: () => open(this.place()?.querySelector("[data-say]") ?? this.querySelector("#whole [data-say]")),
      a: () => open(this.querySelector("#offer-approve")),
      r: () => open(this.querySelector("#offer-request-changes")),
      n: () => document.querySelector("[data-next]")?.click(),
    }[key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  }

  // The change or section of the page that has the focus, or that was led to.
  place() {
    return document.activeElement?.closest("#changes .change, .paper__section");
  }

  move(step) {
    const changes = [...this.querySelectorAll("#changes > .change")];
    const here = changes.indexOf(document.activeElement?.closest("#changes > .change"));
    const next = changes[here < 0 && step < 0 ? changes.length - 1 : here + step];
    next?.querySelector("h3")?.focus();
  }
}

customElements.define("review-keys", ReviewKeys);
