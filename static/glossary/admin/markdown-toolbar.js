// Buttons and keys that put Markdown around what is selected. The text stays plain and visible.

const template = document.querySelector("template[data-markdown-toolbar]");

// insertText keeps the browser's own undo; where it is gone, the text is at least right.
function replaceSelection(area, text) {
  area.focus();
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function surround(area, before, after) {
  const start = area.selectionStart;
  const selected = area.value.slice(start, area.selectionEnd);
  replaceSelection(area, before + selected + after);
  area.setSelectionRange(start + before.length, start + before.length + selected.length);
}

function beginLines(area, mark) {
  const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  area.setSelectionRange(start, area.selectionEnd);
  const lines = area.value.slice(start, area.selectionEnd).split("\n");
  replaceSelection(area, lines.map((line) => mark + line).join("\n"));
}

function apply(button, area) {
  const { before, after, line } = button.dataset;
  if (line) beginLines(area, line);
  else surround(area, before, after);
}

// One stop of the Tab key for the whole toolbar, arrows inside it (ARIA toolbar pattern).
function withArrows(toolbar) {
  const buttons = [...toolbar.querySelectorAll("button")];
  buttons.forEach((button, index) => (button.tabIndex = index ? -1 : 0));
  toolbar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const here = buttons.indexOf(document.activeElement);
    if (!step || here < 0) return;
    event.preventDefault();
    const next = buttons[(here + step + buttons.length) % buttons.length];
    buttons[here].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}

function equip(area) {
  const toolbar = template.content.cloneNode(true).querySelector("[role=toolbar]");
  toolbar.setAttribute("aria-controls", area.id);
  toolbar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) apply(button, area);
  });
  withArrows(toolbar);
  area.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const button = toolbar.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!button) return;
    event.preventDefault();
    apply(button, area);
  });
  area.before(toolbar);
}

if (template) {
  for (const area of document.querySelectorAll("textarea[data-markdown]")) equip(area);
}
