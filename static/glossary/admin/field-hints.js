// <field-hints> shows the advice that comes with each live preview beside its field.

class FieldHints extends HTMLElement {
  connectedCallback() {
    const list = this.querySelector("ul");
    const form = this.closest("form");
    if (!list || !form || this.isReady) return;
    this.isReady = true;
    form.addEventListener("hints", ({ detail }) => {
      const lines = (detail[this.dataset.name] ?? []).map((text) => {
        const line = document.createElement("li");
        line.textContent = text;
        return line;
      });
      list.replaceChildren(...lines);
      list.hidden = !lines.length;
    });
  }
}

customElements.define("field-hints", FieldHints);
