// What is pasted from Word or a page of the web into a Markdown text becomes clean Markdown.
// Ctrl+Shift+V pastes the bare text. Pictures are left out, and the field says so.

const SKIPPED = new Set(["SCRIPT", "STYLE", "HEAD", "TITLE", "META", "LINK", "TEMPLATE", "O:P", "IMG", "SVG", "OBJECT"]);
const BLOCKS = "p,div,h1,h2,h3,h4,h5,h6,ul,ol,table,blockquote,pre,hr,section,article,main,header,footer,figure,dl,dt,dd";
const BULLET = /^[•·▪◦‣●○§]\s*/u;
const ADDRESS = /^(?:https?:|mailto:)/i;

// Style and handlers would be reported by the policy, even in a document nobody sees.
function parsed(html) {
  const bare = html.replace(/<style\b[^]*?<\/style>/gi, "");
  const text = bare.replace(/<[^>]*>/g, (tag) => tag.replace(/[\s/](style|on\w+)\s*=/gi, " data-$1="));
  return new DOMParser().parseFromString(text, "text/html").body;
}

const styleOf = (node) => node.getAttribute?.("data-style")?.toLowerCase() ?? "";
const escaped = (text) =>
  text.replace(/[\\`*]/g, "\\$&").replace(/(?<!\p{L}|\p{N})_|_(?!\p{L}|\p{N})/gu, "\\_").replace(/<(?=[a-z/!])/gi, "&lt;");

// encodeURIComponent leaves brackets alone.
const percent = (sign) => `%${sign.charCodeAt(0).toString(16)}`;

// Marks stand close to the words; blanks go outside.
function marked(text, mark) {
  const [, before, inner, after] = /^(\s*)([^]*?)(\s*)$/.exec(text);
  return inner ? before + mark + inner + mark + after : text;
}

function isStrong(node) {
  const weight = /(?<![\w-])font-weight:\s*(\w+)/.exec(styleOf(node))?.[1];
  if (weight) return weight === "bold" || Number(weight) >= 600;
  return ["B", "STRONG"].includes(node.tagName);
}

function isEmphasis(node) {
  const style = /(?<![\w-])font-style:\s*(\w+)/.exec(styleOf(node))?.[1];
  return style ? style === "italic" : ["I", "EM", "CITE"].includes(node.tagName);
}

function inline(node, plainly = false) {
  if (node.nodeType === Node.TEXT_NODE) return escaped(node.data.replace(/\s+/g, " "));
  if (node.nodeType !== Node.ELEMENT_NODE || SKIPPED.has(node.tagName)) return "";
  if (node.tagName === "BR") return "  \n";
  if (styleOf(node).includes("mso-list:ignore")) return "";
  if (node.tagName === "CODE") return `\`${node.textContent.trim()}\``;
  const isPlain = plainly || /^H\d$/.test(node.tagName);
  let text = [...node.childNodes].map((child) => inline(child, isPlain)).join("");
  const address = node.tagName === "A" ? node.getAttribute("href") ?? "" : "";
  if (ADDRESS.test(address) && text.trim()) text = `[${text.trim()}](${address.replace(/[()\s]/g, percent)})`;
  if (!isPlain && isEmphasis(node)) text = marked(text, "*");
  if (!isPlain && isStrong(node)) text = marked(text, "**");
  return text;
}

// Two runs of bold that touch are one; breaks at the ends of a paragraph say nothing.
const tidy = (text) => text.replace(/\*{4}/g, "").replace(/[ \u00a0]+(?!\n)/g, " ").replace(/ *\n */g, "  \n").trim();
const paragraph = (node) => tidy(inline(node));
const item = (text, level = 0, mark = "- ") => ({ text: `${"    ".repeat(level)}${mark}${text}`, isItem: true });

// Word writes lists as paragraphs; the mark it shows stands in a part that others ignore.
function fromWord(node) {
  const level = /mso-list:[^;]*level(\d)/.exec(styleOf(node))?.[1];
  const text = paragraph(node);
  if (!level) return BULLET.test(text) ? item(text.replace(BULLET, "")) : { text };
  const ignored = [...node.querySelectorAll("[data-style]")].find((one) => styleOf(one).includes("mso-list:ignore"));
  const isNumber = /^\s*\w+[.)]/.test(ignored?.textContent ?? "");
  return item(text, Number(level) - 1, isNumber ? "1. " : "- ");
}

function listItems(list, level) {
  return [...list.children].flatMap((child, index) => {
    if (child.matches("ul, ol")) return listItems(child, level + 1);
    const nested = [...child.children].filter((one) => one.matches("ul, ol"));
    nested.forEach((one) => one.remove());
    const text = tidy([...child.childNodes].map((one) => inline(one)).join("")).replace(BULLET, "");
    const mark = list.tagName === "OL" ? `${index + 1}. ` : "- ";
    return [...(text ? [item(text, level, mark)] : []), ...nested.flatMap((one) => listItems(one, level + 1))];
  });
}

function table(node) {
  const rows = [...node.rows].map((row) =>
    [...row.cells].map((cell) => paragraph(cell).replace(/\s*\n\s*/g, " ").replace(/\|/g, "\\|")),
  );
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (!width) return [];
  const lines = rows.map((row) => `| ${[...row, ...Array(width - row.length).fill("")].join(" | ")} |`);
  lines.splice(1, 0, `|${"---|".repeat(width)}`);
  return [{ text: lines.join("\n") }];
}

function blocks(node) {
  if (SKIPPED.has(node.tagName)) return [];
  const heading = /^H(\d)$/.exec(node.tagName)?.[1]; // In a section they begin at the third level.
  if (heading) return [{ text: `${"#".repeat(Math.min(Math.max(Number(heading), 3), 6))} ${paragraph(node)}` }];
  if (node.matches("ul, ol")) return listItems(node, 0);
  if (node.matches("table")) return table(node);
  if (node.matches("pre")) return [{ text: `\`\`\`\n${node.textContent.trimEnd()}\n\`\`\`` }];
  if (node.matches("hr")) return [{ text: "---" }];
  if (node.matches("blockquote")) return [{ text: joined(flow(node)).replace(/^/gm, "> ") }];
  return node.querySelector(BLOCKS) ? flow(node) : [fromWord(node)];
}

// Blocks, and between them runs of text that nobody put into a paragraph.
function flow(node) {
  const found = [];
  // In the document nobody sees: in ours, pictures would be loaded.
  let run = node.ownerDocument.createElement("p");
  for (const child of [...node.childNodes]) {
    const isBlock = child.nodeType === Node.ELEMENT_NODE && (child.matches(BLOCKS) || child.querySelector(BLOCKS));
    if (!isBlock) run.append(child);
    else {
      found.push(fromWord(run), ...blocks(child));
      run = node.ownerDocument.createElement("p");
    }
  }
  return [...found, fromWord(run)];
}

function joined(found) {
  const kept = found.filter(({ text }) => /[^#\s]/.test(text));
  return kept.map((one, place) => (place ? (one.isItem && kept[place - 1].isItem ? "\n" : "\n\n") : "") + one.text).join("");
}

function fromText(text) {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  if (!lines.some((line) => BULLET.test(line.trim()))) return text;
  const found = lines.map((line) => (BULLET.test(line.trim()) ? item(line.trim().replace(BULLET, "")) : { text: line }));
  return found.map((one, place) => (one.isItem && place && !found[place - 1].isItem && found[place - 1].text ? "\n" : "") + one.text).join("\n");
}

let isPlain = false;
document.addEventListener("keydown", (event) => {
  isPlain = event.shiftKey && (event.ctrlKey || event.metaKey) && event.code === "KeyV";
});

document.addEventListener("paste", (event) => {
  const area = event.target;
  const status = area.closest?.("markdown-field")?.querySelector("[role=status]");
  if (!status || isPlain) return;
  const [html, text] = ["text/html", "text/plain"].map((type) => event.clipboardData.getData(type));
  const hasPicture = /<img\b/i.test(html) || (!html && !text && event.clipboardData.files.length > 0);
  status.textContent = hasPicture ? status.dataset.pictures : "";
  const markdown = html ? joined(flow(parsed(html))) : fromText(text);
  if (!hasPicture && markdown === text) return;
  event.preventDefault();
  if (!markdown || document.execCommand("insertText", false, markdown)) return;
  area.setRangeText(markdown, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
});
