// <markdown-field> wraps the textarea of a Markdown text and gives it a toolbar and keys that put
// marks around what is selected. The text stays plain and visible.

const template = document.querySelector("template[data-markdown-toolbar]");
const LIST_MARK = /^(?:#{1,6} |[-*] |\d+\. |> )/;

// insertText keeps the browser's own undo; where it is gone, the text is at least right.
function replaceSelection(area, text) {
  area.focus();
  const isDone = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
  if (isDone) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

// Marks that are there already are taken away again.
function surround(area, before, after) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const selected = value.slice(start, end);
  const isMarked =
    value.slice(start - before.length, start) === before && value.slice(end, end + after.length) === after;
  // "**" around a word looks like "*" around "*word*".
  if (isMarked && before !== "[" && !(before === "*" && value.slice(start - 2, start) === "**")) {
    area.setSelectionRange(start - before.length, end + after.length);
    replaceSelection(area, selected);
    area.setSelectionRange(start - before.length, end - before.length);
    return;
  }
  replaceSelection(area, before + selected + after);
  const inside = start + before.length;
  // Of a link the address is what comes next.
  if (before === "[" && selected) area.setSelectionRange(inside + selected.length + 2, inside + selected.length + after.length - 1);
  else area.setSelectionRange(inside, inside + selected.length);
}

function beginLines(area, mark) {
  const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const behind = area.value.indexOf("\n", area.selectionEnd);
  area.setSelectionRange(start, behind < 0 ? area.value.length : behind);
  const lines = area.value.slice(start, area.selectionEnd).split("\n");
  const isNumbered = mark === "1. ";
  const isMarked = lines.every((line) => (isNumbered ? /^\d+\. /.test(line) : line.startsWith(mark)));
  const changed = lines.map((line, index) => {
    const bare = line.replace(LIST_MARK, "");
    return isMarked ? bare : (isNumbered ? `${index + 1}. ` : mark) + bare;
  });
  replaceSelection(area, changed.join("\n"));
}

// A table or the like, in lines of its own.
function insertBlock(area, text) {
  const before = area.value.slice(0, area.selectionStart);
  const gap = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  area.setSelectionRange(area.selectionStart, area.selectionStart);
  replaceSelection(area, `${gap}${text}\n`);
}

class MarkdownField extends HTMLElement {
  connectedCallback() {
    this.area = this.querySelector("textarea");
    if (!template || !this.area || this.toolbar) return;
    const parts = template.content.cloneNode(true);
    this.toolbar = parts.querySelector("[role=toolbar]");
    this.toolbar.setAttribute("aria-controls", this.area.id);
    this.toolbar.addEventListener("click", (event) => this.apply(event.target.closest("button")));
    this.toolbar.addEventListener("keydown", (event) => this.walk(event));
    // Pressing a button must not take the selection away.
    this.toolbar.addEventListener("mousedown", (event) => event.preventDefault());
    this.buttons = [...this.toolbar.querySelectorAll("button")];
    this.buttons.forEach((button, index) => (button.tabIndex = index ? -1 : 0));
    this.area.addEventListener("keydown", (event) => this.press(event));
    this.prepend(this.toolbar);
    this.append(parts.querySelector("[role=status]"));
  }

  press(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
    const button = this.buttons.find(
      ({ dataset }) => dataset.code === event.code && "shift" in dataset === event.shiftKey,
    );
    if (!button) return;
    event.preventDefault();
    this.apply(button);
  }

  apply(button) {
    if (!button) return;
    const { before, after, line, block } = button.dataset;
    this.area.focus();
    if (line) beginLines(this.area, line);
    else if (block) insertBlock(this.area, block);
    else if ("undo" in button.dataset) document.execCommand("undo");
    else if ("term" in button.dataset) this.area.dispatchEvent(new CustomEvent("term-link", { bubbles: true }));
    else surround(this.area, before, after);
  }

  // One stop of the Tab key for the whole toolbar, arrows inside it (ARIA toolbar pattern).
  walk(event) {
    const here = this.buttons.indexOf(document.activeElement);
    const last = this.buttons.length - 1;
    const next = {
      ArrowRight: here === last ? 0 : here + 1,
      ArrowLeft: here ? here - 1 : last,
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined || here < 0) return;
    event.preventDefault();
    this.buttons[here].tabIndex = -1;
    this.buttons[next].tabIndex = 0;
    this.buttons[next].focus();
  }
}

customElements.define("markdown-field", MarkdownField);
