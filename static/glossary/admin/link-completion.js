// <link-completion> lists entries below "[[" in a Markdown text, or for what is selected when
// Ctrl+K is pressed, and writes a link by number, which survives renaming: [[QM-0042|audits]].

const ASK_AFTER_MS = 120;
const BEGUN = /\[\[([^\[\]|\n]{0,80})$/;
const COPIED = ["font", "letterSpacing", "padding", "border", "boxSizing", "tabSize"];
// Where the caret stands below the top of its field: a copy of the text up to it is measured.
function caretPlace(area, position) {
  const copy = document.createElement("div");
  const style = getComputedStyle(area);
  copy.className = "caret-copy";
  for (const name of COPIED) copy.style[name] = style[name];
  copy.style.width = `${area.offsetWidth}px`;
  const mark = Object.assign(document.createElement("span"), { textContent: "\u200b" });
  copy.append(area.value.slice(0, position), mark);
  document.body.append(copy);
  const place = { left: mark.offsetLeft, top: mark.offsetTop + mark.offsetHeight - area.scrollTop };
  copy.remove();
  return place;
}

class LinkCompletion extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.list = this.querySelector("[role=listbox]");
    this.status = this.querySelector("[role=status]");
    this.form.addEventListener("input", (event) => this.follow(event.target));
    this.form.addEventListener("term-link", (event) => this.begin(event.target));
    this.form.addEventListener("focusout", () => this.close());
    // Advice that comes above the text moves it.
    this.form.addEventListener("hints", () => this.list.hidden || requestAnimationFrame(() => this.put()));
    // Before the field's own keys: Enter chooses while the list is open.
    this.form.addEventListener("keydown", (event) => this.press(event), true);
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]") ?? this.chosen));
  }

  follow(area) {
    if (!area.matches("textarea[data-markdown]")) return;
    const found = BEGUN.exec(area.value.slice(0, area.selectionStart));
    if (!found || found.index === this.dismissed) return this.close();
    this.offer(area, { start: found.index, end: area.selectionStart, text: found[1], shown: "" });
  }

  begin(area) {
    const { selectionStart: start, selectionEnd: end } = area;
    const text = area.value.slice(start, end);
    if (text.trim() && !/[\[\]|\n]/.test(text)) return this.offer(area, { start, end, text, shown: text });
    area.setSelectionRange(end, end);
    this.dismissed = undefined;
    this.write(area, "[[");
  }

  offer(area, place) {
    clearTimeout(this.timer);
    this.asking?.abort();
    Object.assign(this, { area, place });
    if (!place.text.trim()) return this.close();
    this.timer = setTimeout(() => this.ask(), ASK_AFTER_MS);
  }

  async ask() {
    const { signal } = (this.asking = new AbortController());
    const wanted = new URLSearchParams({ q: this.place.text, own: this.form.dataset.own ?? "" });
    try {
      this.show(await (await fetch(`${this.dataset.source}?${wanted}`, { signal })).json());
    } catch {
      // Without an answer the name can still be typed: [[Audit]] is a link, too.
      if (!signal.aborted) this.close();
    }
  }

  show({ completions, announcement }) {
    this.list.replaceChildren(...completions.map((found, place) => this.optionFor(found, place)));
    this.list.hidden = !completions.length;
    this.status.textContent = announcement;
    this.area.setAttribute("aria-controls", this.list.id);
    this.put();
    this.choose(completions.length ? 0 : -1);
  }

  put() {
    const caret = caretPlace(this.area, this.place.start);
    const [field, room] = [this.area, this.parentElement].map((one) => one.getBoundingClientRect());
    const most = room.width - this.list.offsetWidth;
    this.list.style.left = `${Math.max(Math.min(field.left - room.left + caret.left, most), 0)}px`;
    this.list.style.top = `${field.top - room.top + Math.min(caret.top, field.height)}px`;
  }

  // Text stays text: nothing of an answer becomes mark-up.
  optionFor(found, place) {
    const option = Object.assign(document.createElement("li"), { id: `${this.list.id}-${place}` });
    option.setAttribute("role", "option");
    option.append(found.text, Object.assign(document.createElement("span"), { textContent: ` ${found.note}` }));
    Object.assign(option.dataset, { number: found.number, name: found.name });
    return option;
  }

  choose(position) {
    this.chosen = this.list.children[position];
    [...this.list.children].forEach((one) => one.setAttribute("aria-selected", String(one === this.chosen)));
    this.chosen?.scrollIntoView({ block: "nearest" });
    if (this.chosen) this.area.setAttribute("aria-activedescendant", this.chosen.id);
  }

  press(event) {
    if (this.list.hidden || event.isComposing || event.ctrlKey || event.metaKey) return;
    const options = [...this.list.children];
    const step = { ArrowDown: 1, ArrowUp: options.length - 1 }[event.key];
    if (step) this.choose((options.indexOf(this.chosen) + step) % options.length);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.chosen);
    else if (event.key === "Escape") {
      this.dismissed = this.place.start;
      this.close();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // What is typed keeps its case: "[[calib" becomes "calibration" in the middle of a sentence.
  take(option) {
    const { area, place } = this;
    const { number, name } = option.dataset;
    const continues = name.toLowerCase().startsWith(place.text.toLowerCase());
    const shown = place.shown || (continues ? place.text + name.slice(place.text.length) : name);
    const bar = /(?:^|\n)[ \t]*\|[^\n]*$/.test(area.value.slice(0, place.start)) ? "\\|" : "|";
    const end = place.end + (area.value.startsWith("]]", place.end) ? 2 : 0);
    this.close();
    area.setSelectionRange(place.start, end);
    this.write(area, `[[${number}${bar}${shown.trim()}]]`);
  }

  write(area, text) {
    area.focus();
    if (document.execCommand("insertText", false, text)) return;
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.hidden = true;
    this.chosen = undefined;
    this.status.textContent = "";
    for (const name of ["activedescendant", "controls"]) this.area?.removeAttribute(`aria-${name}`);
  }
}

customElements.define("link-completion", LinkCompletion);
