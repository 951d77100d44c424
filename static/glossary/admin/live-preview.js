// <live-preview> shows beside a form the page that readers would get of what stands in it now.
// The server makes it, with the renderer and the template of publication; nothing is saved.

const PAUSE_MS = 250;
const PATIENCE_MS = 1500;
const BESIDE = matchMedia("(width >= 80rem)");
const KEPT_AS = "live-preview";

function remembered() {
  try {
    return localStorage.getItem(KEPT_AS);
  } catch {
    return null;
  }
}

function remember(state) {
  try {
    localStorage.setItem(KEPT_AS, state);
  } catch {
    // Then it is as wide screens have it the next time.
  }
}

class LivePreview extends HTMLElement {
  connectedCallback() {
    this.form = document.querySelector(this.dataset.form);
    this.scroller = this.querySelector(".live-preview__page");
    this.status = this.querySelector("[role=status]");
    this.button = this.querySelector("[data-toggle]");
    if (!this.form || !this.scroller || this.page) return;
    // The readers' style must not touch the admin, nor the admin's the page.
    const shadow = this.scroller.attachShadow({ mode: "open" });
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: this.dataset.style });
    this.page = document.createElement("div");
    shadow.append(style, this.page);
    shadow.addEventListener("click", (event) => this.lead(event));
    this.button.addEventListener("click", () => this.toggle());
    this.form.addEventListener("input", () => this.follow());
    this.form.addEventListener("change", () => this.follow());
    this.form.addEventListener("submit", () => this.rest());
    this.form.addEventListener("focusin", (event) => this.showSection(event.target.name ?? ""));
    this.set((remembered() ?? (BESIDE.matches ? "shown" : "hidden")) === "shown");
    this.hidden = false;
    this.ask();
  }

  toggle() {
    const isShown = this.scroller.hidden;
    remember(isShown ? "shown" : "hidden");
    this.set(isShown);
    if (isShown && !BESIDE.matches) this.scrollIntoView({ block: "start" });
  }

  set(isShown) {
    this.scroller.hidden = !isShown;
    this.dataset.state = isShown ? "shown" : "hidden";
    this.button.setAttribute("aria-expanded", String(isShown));
    this.button.textContent = isShown ? this.dataset.hide : this.dataset.show;
  }

  rest() {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  follow() {
    clearTimeout(this.timer);
    this.toggleAttribute("data-stale-page", true);
    this.timer = setTimeout(() => this.ask(), PAUSE_MS);
  }

  async ask() {
    this.rest();
    const { signal } = (this.asking = new AbortController());
    // Only a slow answer is worth a word: a reader of screens would hear it at every pause.
    const late = setTimeout(() => this.tell(this.dataset.updating), PATIENCE_MS);
    try {
      const body = new FormData(this.form);
      const response = await fetch(this.dataset.source, { method: "POST", body, signal });
      if (!response.ok || response.redirected) throw new Error(response.statusText);
      this.show(await response.json());
    } catch {
      if (!signal.aborted) this.tell(this.dataset.stale);
    } finally {
      clearTimeout(late);
    }
  }

  show({ html, hints }) {
    const place = this.scroller.scrollTop;
    // Cleaned by the server when it was rendered, as it is for readers.
    this.page.innerHTML = html;
    this.scroller.scrollTop = place;
    this.toggleAttribute("data-stale-page", false);
    this.tell("");
    this.form.dispatchEvent(new CustomEvent("hints", { detail: hints }));
  }

  tell(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  // What is written comes into view beside it.
  showSection(name) {
    if (!name.startsWith("section-") || this.scroller.hidden || !BESIDE.matches) return;
    const section = this.page.querySelector(`[data-kind="${CSS.escape(name.slice("section-".length))}"]`);
    if (section) this.scroller.scrollTop += section.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
  }

  // Whoever looks where a link leads must not lose the text.
  lead(event) {
    const link = event.target.closest("a[href]");
    if (!link) return;
    event.preventDefault();
    const address = link.getAttribute("href");
    if (address.startsWith("#")) this.scroller.shadowRoot.getElementById(decodeURIComponent(address.slice(1)))?.scrollIntoView({ block: "nearest" });
    else window.open(link.href, "_blank", "noopener");
  }
}

customElements.define("live-preview", LivePreview);
