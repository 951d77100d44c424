// Says that this page is open, and shows who else has it open.

const EVERY_MS = 10_000;
// Whoever goes on at once was not here.
const FIRST_MS = 2_000;

class EditingPresence extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ul");
    this.token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (!this.list || !this.token) return;
    this.isActive = true;
    document.addEventListener("input", () => (this.isActive = true));
    document.addEventListener("visibilitychange", () => this.report());
    setInterval(() => this.report(), EVERY_MS);
    setTimeout(() => this.report(), FIRST_MS);
  }

  async report() {
    if (document.visibilityState === "hidden") return;
    const form = document.querySelector("form[data-unsaved]");
    const token = form?.elements.csrfmiddlewaretoken ?? this.token;
    const wasActive = this.isActive;
    this.isActive = false;
    try {
      const answer = await fetch(this.dataset.address, {
        method: "POST",
        body: new URLSearchParams(wasActive ? { active: "1" } : {}),
        headers: { "X-CSRFToken": token.value },
        redirect: "manual",
      });
      if (answer.type === "opaqueredirect" || answer.status === 403) {
        this.dispatchEvent(new CustomEvent("session-lost", { bubbles: true }));
      }
      this.show(answer.ok ? (await answer.json()).others : []);
    } catch {
      this.isActive = wasActive;
      this.show([]);
    }
  }

  // What stays the same is left alone, so that nobody hears it read out again.
  show(sentences) {
    const shown = [...this.list.children].map((item) => item.textContent);
    if (JSON.stringify(shown) === JSON.stringify(sentences)) return;
    this.list.replaceChildren(
      ...sentences.map((sentence) => {
        const item = document.createElement("li");
        item.textContent = sentence;
        return item;
      }),
    );
  }
}

customElements.define("editing-presence", EditingPresence);
