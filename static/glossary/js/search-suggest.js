// <search-suggest> wraps a search form and suggests entries while its reader types: an ARIA
// combobox whose options are links, so that clicks and taps do what they do everywhere.
// The typed text is never changed, and the last option always searches for it.
const ASK_AFTER_MS = 60;
// Screen readers speak the pressed key first; the count waits until typing pauses.
const TELL_AFTER_MS = 1000;
// With less room below the field, as above a keyboard on the screen, the field moves up.
const LEAST_ROOM_PX = 176;

class SearchSuggest extends HTMLElement {
  connectedCallback() {
    const template = this.querySelector("template");
    if (!template) return;
    [this.anyOption, this.typedText] = template.content.cloneNode(true).children;
    this.form = this.querySelector("form");
    this.field = this.querySelector("input[type=search]");
    this.list = this.querySelector("[role=listbox]");
    this.status = this.querySelector("[role=status]");
    this.field.setAttribute("role", "combobox");
    this.field.setAttribute("aria-autocomplete", "list");
    this.field.setAttribute("aria-controls", this.list.id);
    this.field.setAttribute("aria-describedby", this.querySelector("[data-part=help]").id);
    this.field.addEventListener("input", () => this.follow());
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.field.addEventListener("blur", () => this.close());
    this.form.addEventListener("submit", () => this.close());
    // Pressing on the list must not take the focus from the field: that would close it.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", () => this.close());
    this.close();
  }

  follow() {
    this.forget();
    this.choose(-1);
    if (!this.field.value.trim()) return this.close();
    this.writeTypedText();
    this.timer = setTimeout(() => this.ask(), ASK_AFTER_MS);
  }

  press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (this.list.hidden) this.field.value = "";
      this.close();
    } else if (event.key === "Enter" && this.chosen) {
      event.preventDefault();
      this.chosen.click();
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) {
      // They move in the text, so that is where the reader is again.
      this.choose(-1);
    }
  }

  // Go through the options in a ring, in which the typed text (-1) has its place, too.
  async step(by) {
    if (!this.isCurrent) await this.ask();
    if (!this.isCurrent) return;
    const places = this.list.children.length + 1;
    this.choose(((this.position + 1 + by + places) % places) - 1);
  }

  get isCurrent() {
    return !this.list.hidden && this.listed === this.field.value;
  }

  choose(position) {
    this.chosen?.setAttribute("aria-selected", "false");
    this.position = position;
    this.chosen = this.list.children[position];
    if (this.chosen) {
      this.chosen.setAttribute("aria-selected", "true");
      this.chosen.scrollIntoView({ block: "nearest" });
      this.field.setAttribute("aria-activedescendant", this.chosen.id);
    } else {
      this.field.removeAttribute("aria-activedescendant");
    }
  }

  // Whatever is under way would come too late.
  forget() {
    this.asking?.abort();
    clearTimeout(this.timer);
    this.status.textContent = "";
  }

  async ask() {
    this.forget();
    if (!this.field.value.trim()) return;
    const { signal } = (this.asking = new AbortController());
    const address = `${this.dataset.source}?${new URLSearchParams({ q: this.field.value })}`;
    let answer = { suggestions: [], announcement: "" };
    try {
      const response = await fetch(address, { signal, credentials: "omit" });
      if (response.ok) answer = await response.json();
    } catch {
      // The typed text can still be searched for.
    }
    if (!signal.aborted) this.show(answer);
  }

  show({ suggestions, announcement }) {
    this.writeTypedText();
    this.list.replaceChildren(...suggestions.map((found) => this.optionFor(found)), this.typedText);
    [...this.list.children].forEach((option, place) => (option.id = `${this.list.id}-${place}`));
    this.choose(-1);
    this.listed = this.field.value;
    this.list.hidden = false;
    this.list.scrollTop = 0;
    this.field.setAttribute("aria-expanded", "true");
    this.fit();
    this.timer = setTimeout(() => (this.status.textContent = announcement), TELL_AFTER_MS);
  }

  // Text stays text: nothing of an answer becomes mark-up.
  optionFor(suggestion) {
    const option = this.anyOption.cloneNode(true);
    option.href = suggestion.url;
    for (const part of option.querySelectorAll("[data-part]")) {
      part.textContent = suggestion[part.dataset.part];
    }
    return option;
  }

  writeTypedText() {
    this.typedText.textContent = this.dataset.searchFor.replace("{text}", () => this.field.value.trim());
    this.typedText.href = `${this.form.action}?${new URLSearchParams(new FormData(this.form))}`;
  }

  // The list ends where the visible part of the page ends.
  fit() {
    const view = window.visualViewport;
    const room = () => Math.floor(view.height + view.offsetTop - this.list.getBoundingClientRect().top);
    if (room() < LEAST_ROOM_PX) this.scrollIntoView({ behavior: "instant", block: "start" });
    this.list.style.setProperty("--room", `${room()}px`);
  }

  close() {
    this.forget();
    this.choose(-1);
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
  }
}

customElements.define("search-suggest", SearchSuggest);
