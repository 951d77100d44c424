// <term-preview> wraps a text with linked terms: a few lines of an entry appear beside its link
// where the pointer rests, or at Alt+ArrowDown, the key that opens lists, while the link has the
// focus. Only then screen readers are told: a text in which each link is explained is no text.
// <preview-switch> wraps a checkbox that turns previews off.
const KEY = "term-previews";
const [ASK_AFTER_MS, OPEN_AFTER_MS, CLOSE_AFTER_MS] = [150, 400, 300];
const GAP_PX = 6;
// A link to the meanings of a name leads to no single entry.
const LINKS = "a.term[href]:not([href^='/meanings/'])";

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function isOn() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

class TermPreview extends HTMLElement {
  connectedCallback() {
    if (!("popover" in this)) return;
    this.known = new Map();
    this.addEventListener("pointermove", (event) => this.point(event));
    this.addEventListener("pointerover", ({ target }) => this.holds(target) && clearTimeout(this.closing));
    this.addEventListener("pointerout", (event) => this.leave(event));
    this.addEventListener("click", ({ target }) => target.closest(LINKS) && this.dismiss());
    this.addEventListener("focusout", () => this.isAsked && this.close());
    // Before others hear of them: Escape closes one thing at a time.
    document.addEventListener("keydown", (event) => this.press(event), { capture: true });
    for (const type of ["scroll", "resize"]) window.addEventListener(type, () => this.place(), { capture: true });
  }

  // A pointer that moves, not a page that is scrolled below it.
  point({ target, pointerType, buttons, clientY }) {
    const link = target.closest(LINKS);
    if (!link || link === this.pointed || buttons || pointerType === "touch") return;
    this.pointed = link;
    if (link === this.link || !isOn()) return;
    // A long link may be broken over several lines; the preview belongs to the one pointed at.
    const line = [...link.getClientRects()].findIndex(({ bottom }) => clientY <= bottom);
    this.show(link, { line, isAsked: false });
  }

  leave({ target, relatedTarget }) {
    if (this.pointed && !this.pointed.contains(relatedTarget)) {
      this.pointed = null;
      this.waiting?.abort();
    }
    if (this.isAsked || !this.holds(target) || this.holds(relatedTarget)) return;
    this.closing = setTimeout(() => this.close(), CLOSE_AFTER_MS);
  }

  press(event) {
    const { key, altKey, ctrlKey, metaKey } = event;
    const link = event.target.closest(LINKS);
    const isClosing = key === "Escape" && this.link;
    const isAsking = key === "ArrowDown" && altKey && !ctrlKey && !metaKey && this.contains(link) && isOn();
    if (!isClosing && !isAsking) return;
    event.preventDefault();
    event.stopPropagation();
    return isClosing ? this.dismiss() : this.show(link, { line: -1, isAsked: true });
  }

  holds(node) {
    return this.link?.contains(node) || this.card?.contains(node);
  }

  async show(link, { line, isAsked }) {
    this.waiting?.abort();
    const { signal } = (this.waiting = new AbortController());
    const rest = pause(isAsked ? 0 : OPEN_AFTER_MS);
    if (!isAsked) await pause(ASK_AFTER_MS);
    const card = signal.aborted ? null : await this.cardFor(link, signal);
    await rest;
    if (!card || signal.aborted || (isAsked && !link.matches(":focus"))) return;
    this.close();
    Object.assign(this, { link, card, line, isAsked });
    this.append(card);
    card.toggleAttribute("data-asked", isAsked);
    card.showPopover();
    if (isAsked) link.setAttribute("aria-describedby", card.id);
    this.place();
  }

  // Whatever goes wrong, there is no preview and the link works.
  async cardFor(link, signal) {
    const slug = link.pathname.split("/").findLast(Boolean);
    try {
      if (!this.known.has(slug)) {
        const response = await fetch(`${this.dataset.source}${slug}/preview/`, { signal, credentials: "omit" });
        const answer = response.ok ? await response.text() : "";
        this.known.set(slug, new DOMParser().parseFromString(answer, "text/html").querySelector(".preview"));
      }
      return this.known.get(slug);
    } catch {
      return null;
    }
  }

  // Below the line or above it, within the window. What was asked for by a key may cover its
  // link where the window is very low: no pointer has to get there.
  place() {
    if (!this.link) return;
    const { clientWidth, clientHeight } = document.documentElement;
    const line = [...this.link.getClientRects()].at(this.line);
    if (!line || line.bottom < 0 || line.top > clientHeight) return this.close();
    const [above, below] = [line.top - 2 * GAP_PX, clientHeight - line.bottom - 2 * GAP_PX];
    const { style } = this.card;
    style.setProperty("--room", `${this.isAsked ? clientHeight - 2 * GAP_PX : Math.max(above, below)}px`);
    const { offsetWidth: width, offsetHeight: height } = this.card;
    const top = below >= height || below >= above ? line.bottom + GAP_PX : line.top - GAP_PX - height;
    const within = (start, length, room) => Math.max(GAP_PX, Math.min(start, room - length - GAP_PX));
    style.setProperty("--x", `${window.scrollX + within(line.left, width, clientWidth)}px`);
    style.setProperty("--y", `${window.scrollY + within(top, height, clientHeight)}px`);
  }

  dismiss() {
    this.waiting?.abort();
    this.close();
  }

  close() {
    clearTimeout(this.closing);
    this.link?.removeAttribute("aria-describedby");
    this.card?.remove();
    this.link = this.card = this.isAsked = null;
  }
}

class PreviewSwitch extends HTMLElement {
  connectedCallback() {
    const box = this.querySelector("input");
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

customElements.define("term-preview", TermPreview);
customElements.define("preview-switch", PreviewSwitch);
