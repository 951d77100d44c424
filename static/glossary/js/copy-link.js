// <copy-link> wraps the link beside a heading: following it also copies the full address.
const SHOWN_MS = 2000;

class CopyLink extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a");
    if (!link || !navigator.clipboard) return;
    const status = document.createElement("span");
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    this.append(status);
    link.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(link.href);
      } catch {
        return;
      }
      this.dataset.state = "copied";
      status.textContent = this.dataset.copied;
      setTimeout(() => {
        delete this.dataset.state;
        status.textContent = "";
      }, SHOWN_MS);
    });
  }
}

customElements.define("copy-link", CopyLink);
