// <offer-field> wraps one line of a form and offers what is known while it is typed: an ARIA
// combobox. Choosing fills this field and others of its row; anything else may be typed as well.

const ASK_AFTER_MS = 120;
let made = 0;

class OfferField extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input");
    if (!this.field || this.list) return;
    this.list = document.createElement("ul");
    this.list.className = "offers";
    this.list.id = `offers-${(made += 1)}`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.field.labels[0]?.textContent.trim() ?? "");
    this.list.hidden = true;
    this.status = document.createElement("span");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.append(this.list, this.status);
    // The browser's own list would lie over ours.
    this.field.removeAttribute("list");
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
    const attributes = { ...roles, "aria-controls": this.list.id, autocomplete: "off" };
    for (const [name, value] of Object.entries(attributes)) this.field.setAttribute(name, value);
    this.field.addEventListener("input", () => this.follow());
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.field.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
  }

  // "citation-0-clause" stands in the row "citation-0-".
  other(name) {
    const row = this.field.name.slice(0, this.field.name.lastIndexOf("-") + 1);
    return this.field.form.elements[row + name];
  }

  follow() {
    this.forget();
    if (this.isTaking) return;
    this.timer = setTimeout(() => this.ask(), ASK_AFTER_MS);
  }

  async ask() {
    this.forget();
    const { signal } = (this.asking = new AbortController());
    const wanted = new URLSearchParams({
      q: this.field.value,
      own: this.field.form.dataset.own ?? "",
      wanted: this.dataset.wanted ?? "",
      standard: this.other("standard")?.value ?? "",
      edition: this.other("edition")?.value ?? "",
    });
    try {
      const response = await fetch(`${this.dataset.source}?${wanted}`, { signal });
      if (!response.ok || response.redirected) return this.close();
      this.show(await response.json());
    } catch {
      if (!signal.aborted) this.close();
    }
  }

  show({ completions, announcement }) {
    this.found = completions;
    this.list.replaceChildren(...completions.map((one, place) => this.optionFor(one, place)));
    this.list.hidden = !completions.length;
    this.field.setAttribute("aria-expanded", String(!this.list.hidden));
    this.status.textContent = announcement;
    this.choose(-1);
  }

  optionFor({ text, note }, place) {
    const option = document.createElement("li");
    const behind = document.createElement("span");
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.id = `${this.list.id}-${place}`;
    option.textContent = text;
    behind.textContent = ` ${note}`;
    option.append(behind);
    return option;
  }

  press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" && this.list.hidden) this.ask();
    else if (event.key === "ArrowDown") this.choose(this.position + 1);
    else if (event.key === "ArrowUp" && !this.list.hidden) this.choose(this.position - 1);
    else if (event.key === "Enter" && this.chosen) this.take(this.chosen);
    else if (event.key === "Escape" && !this.list.hidden) this.close();
    else return;
    event.preventDefault();
  }

  choose(position) {
    const count = this.list.children.length;
    this.position = position < -1 ? count - 1 : position >= count ? -1 : position;
    this.chosen = this.list.children[this.position];
    for (const one of this.list.children) one.setAttribute("aria-selected", String(one === this.chosen));
    this.chosen?.scrollIntoView({ block: "nearest" });
    if (this.chosen) this.field.setAttribute("aria-activedescendant", this.chosen.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  take(option) {
    if (!option) return;
    const { fills } = this.found[[...this.list.children].indexOf(option)];
    this.isTaking = true;
    for (const [name, value] of Object.entries(fills)) {
      const field = this.other(name);
      if (!field) continue;
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.isTaking = false;
    this.close();
  }

  forget() {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  close() {
    this.forget();
    this.choose(-1);
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.status.textContent = "";
  }
}

customElements.define("offer-field", OfferField);
