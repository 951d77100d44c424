// Adds an empty row to a list of a form. Without it the page offers one empty row a save.

class MoreRows extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("[data-more]");
    const template = this.querySelector("template");
    const rows = this.querySelector("[data-rows]");
    const total = this.querySelector(`[name="${this.dataset.prefix}-TOTAL_FORMS"]`);
    if (!button || !template || !rows || !total) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const row = this.numbered(template.content.cloneNode(true), total.value);
      rows.append(row);
      total.value = Number(total.value) + 1;
      rows.lastElementChild.querySelector("input, select, textarea")?.focus();
    });
  }

  // Django names the fields of the empty row with __prefix__ in place of a number.
  numbered(row, number) {
    for (const element of row.querySelectorAll("*")) {
      for (const name of ["id", "name", "for", "aria-describedby"]) {
        const value = element.getAttribute(name);
        if (value?.includes("__prefix__")) {
          element.setAttribute(name, value.replaceAll("__prefix__", number));
        }
      }
    }
    return row;
  }
}

customElements.define("more-rows", MoreRows);
