// <text-count> says how long the text of a field is.

class TextCount extends HTMLElement {
  connectedCallback() {
    const field = document.getElementById(this.dataset.for);
    if (!field || this.isReady) return;
    this.isReady = true;
    field.addEventListener("input", () => this.count(field.value));
    this.count(field.value);
  }

  count(text) {
    const words = text.match(/[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu) ?? [];
    const counts = { words: words.length, characters: [...text.trim()].length };
    this.textContent = this.dataset.text.replace(/\{(\w+)\}/g, (_, name) => counts[name].toLocaleString(document.documentElement.lang));
  }
}

customElements.define("text-count", TextCount);
