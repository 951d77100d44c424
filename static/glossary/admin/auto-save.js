// Keeps a copy of what is typed on the server, and in this browser while the server is away.

const EVERY_MS = 10_000;
// Browsers send no more than this much after a page is gone.
const KEEPALIVE_LENGTH = 60_000;
const PREFIX = "glossary-copy:";

class AutoSave extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.state = this.querySelector("[data-kept]");
    this.trouble = this.querySelector("[data-trouble]");
    if (!this.form || !this.state || !this.trouble) return;
    this.shelf = `${PREFIX}${this.dataset.place}:`;
    this.own = this.shelf + this.form.elements.form_key.value;
    this.kept = this.form.dataset.unsaved === "already" ? "" : this.typed();
    this.form.addEventListener("focusout", (event) => {
      // Whoever goes to a button saves: a copy would come at the same moment.
      if (event.relatedTarget?.type !== "submit") this.keep();
    });
    this.form.addEventListener("submit", (event) => this.leave(event));
    document.addEventListener("session-found", () => this.keep());
    window.addEventListener("online", () => this.keep());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.keep({ isLast: true });
    });
    setInterval(() => this.keep(), EVERY_MS);
    this.deliver();
  }

  typed() {
    const fields = new URLSearchParams(new FormData(this.form));
    fields.delete("csrfmiddlewaretoken");
    return fields.toString();
  }

  // A browser that is offline would show its own page in place of ours.
  leave(event) {
    if (navigator.onLine) {
      this.hasLeft = true;
      return;
    }
    event.preventDefault();
    this.keepHere(this.typed());
  }

  async keep({ isLast = false } = {}) {
    const text = this.typed();
    if (this.hasEnded || this.hasLeft || this.isBusy || text === this.kept) return;
    this.isBusy = true;
    try {
      await this.take(await this.send(text, { keepalive: isLast }), text);
    } catch {
      this.keepHere(text);
    } finally {
      this.isBusy = false;
    }
  }

  // Being led elsewhere means the login: that is seen, not followed.
  send(text, { keepalive = false, extra = "" } = {}) {
    const token = this.form.elements.csrfmiddlewaretoken.value;
    return fetch(this.dataset.address, {
      method: "POST",
      body: new URLSearchParams(text + extra),
      headers: { "X-CSRFToken": token },
      redirect: "manual",
      keepalive: keepalive && text.length < KEEPALIVE_LENGTH,
    });
  }

  async take(answer, text) {
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      this.keepHere(text, "");
      this.dispatchEvent(new CustomEvent("session-lost", { bubbles: true }));
    } else if (answer.ok) {
      this.kept = text;
      this.forget(this.own);
      this.say((await answer.json()).state);
    } else if (answer.status < 500) {
      this.hasEnded = true;
      const isTold = answer.headers.get("Content-Type")?.includes("json");
      this.warn(isTold ? (await answer.json()).state : this.words("refused"));
    } else {
      this.keepHere(text);
    }
  }

  // Sends what an earlier page could not; the server then offers it with the difference.
  async deliver() {
    let isOffered = false;
    for (const [name, text] of this.waiting()) {
      const answer = await this.send(text, { extra: "&_late=1" }).catch(() => null);
      if (!answer || answer.type === "opaqueredirect" || answer.status >= 500) return;
      if (answer.status === 403) return;
      if (answer.ok && (await answer.json()).is_offered) isOffered = true;
      this.forget(name);
    }
    if (isOffered && this.typed() === this.kept) location.reload();
  }

  waiting() {
    try {
      const found = Object.entries(localStorage);
      return found.filter(([name]) => name.startsWith(this.shelf));
    } catch {
      return [];
    }
  }

  keepHere(text, words = this.words("away")) {
    try {
      localStorage.setItem(this.own, text);
      if (words) this.warn(words);
    } catch {
      this.warn(this.words("full"));
    }
  }

  forget(name) {
    try {
      localStorage.removeItem(name);
    } catch {
      // Nothing was kept where nothing may be kept.
    }
  }

  words(name) {
    return this.querySelector(`template[data-${name}]`).content.textContent;
  }

  say(words) {
    this.state.textContent = words;
    this.trouble.hidden = true;
  }

  warn(words) {
    this.state.textContent = "";
    this.trouble.hidden = false;
    this.trouble.textContent = words;
  }
}

customElements.define("auto-save", AutoSave);
