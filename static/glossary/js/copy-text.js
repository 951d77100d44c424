// <copy-text> wraps a text that readers take along and puts a button behind it that copies it.
const SHOWN_MS = 2000;

class CopyText extends HTMLElement {
  connectedCallback() {
    const text = this.firstElementChild;
    if (!text || !navigator.clipboard) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-text__button";
    button.textContent = this.dataset.label;
    const status = document.createElement("span");
    status.className = "copy-text__status";
    status.setAttribute("role", "status");
    this.append(button, status);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
      } catch {
        return;
      }
      status.textContent = this.dataset.copied;
      setTimeout(() => (status.textContent = ""), SHOWN_MS);
    });
  }
}

customElements.define("copy-text", CopyText);
