// <import-progress> asks how far an import is and moves the bar. When the work is over, the page
// is shown anew. Without it there is a link that does the same.
const PAUSE_MS = 1000;

class ImportProgress extends HTMLElement {
  connectedCallback() {
    this.bar = this.querySelector("progress");
    this.label = this.querySelector("[data-label]");
    if (!this.bar || !this.label || !this.dataset.url) return;
    const link = this.querySelector("[data-reload]");
    if (link) link.hidden = true;
    this.leaving = new AbortController();
    this.wait();
  }

  disconnectedCallback() {
    this.leaving?.abort();
    clearTimeout(this.timer);
  }

  wait() {
    this.timer = setTimeout(() => this.ask(), PAUSE_MS);
  }

  async ask() {
    try {
      const answer = await fetch(this.dataset.url, { signal: this.leaving.signal });
      if (!answer.ok) throw new Error(answer.statusText);
      this.show(await answer.json());
    } catch {
      // The server may be restarting: the next question may be answered.
      if (!this.leaving.signal.aborted) this.wait();
    }
  }

  show({ state, done, total, label }) {
    if (state !== this.dataset.state) {
      window.location.reload();
      return;
    }
    if (total) {
      this.bar.max = total;
      this.bar.value = done;
    }
    if (this.label.textContent !== label) this.label.textContent = label;
    this.wait();
  }
}

customElements.define("import-progress", ImportProgress);
