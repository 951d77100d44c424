// <quality-gate> has what is typed judged after a pause: the server answers with the list of
// findings, which is shown here and beside the fields. Nothing is written. Without this script
// the list is that of the last save.
const ASK_AFTER_MS = 700;
const WAITING_MS = 2000;

class QualityGate extends HTMLElement {
  connectedCallback() {
    this.form = document.getElementById(this.dataset.form);
    this.list = this.querySelector("[data-findings]");
    this.status = this.querySelector("[data-gate-status]");
    if (!this.form || !this.list || !this.dataset.check) return;
    this.form.addEventListener("input", () => this.askSoon(ASK_AFTER_MS));
    this.form.addEventListener("change", () => this.askSoon(ASK_AFTER_MS));
    this.addEventListener("click", (event) => this.press(event));
    this.showBesideBar();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  askSoon(pause) {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.timer = setTimeout(() => this.ask(), pause);
  }

  async ask() {
    // Whoever types a reason in the list shall not lose the field under the hands.
    if (this.list.contains(document.activeElement)) return this.askSoon(WAITING_MS);
    this.asking = new AbortController();
    this.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(this.dataset.check, {
        method: "POST",
        body: new FormData(this.form),
        signal: this.asking.signal,
      });
      if (answer.ok && !answer.redirected) this.show(await answer.text());
    } catch {
      // Offline, or typing has gone on: the next pause asks again.
    }
    this.removeAttribute("aria-busy");
  }

  show(html) {
    const before = this.sum();
    const answer = new DOMParser().parseFromString(html, "text/html");
    this.list.replaceChildren(...answer.body.children);
    this.showBesideFields();
    this.showBesideBar();
    if (this.sum() !== before) this.status.textContent = this.sum();
  }

  sum() {
    return this.list.querySelector("[data-gate-sum]")?.textContent.replace(/\s+/g, " ").trim() ?? "";
  }

  showBesideBar() {
    const link = document.querySelector("[data-gate-link]");
    if (link) link.textContent = this.sum();
  }

  showBesideFields() {
    for (const list of document.querySelectorAll("[data-findings-of]")) {
      const lines = [...this.list.querySelectorAll("[data-anchor]")]
        .filter((finding) => finding.dataset.anchor === list.dataset.findingsOf)
        .map((finding) => this.line(finding));
      list.replaceChildren(...lines);
      list.hidden = !lines.length;
      this.describe(document.getElementById(list.dataset.findingsOf), list);
    }
  }

  line(finding) {
    const line = document.createElement("li");
    const weight = finding.querySelector(".finding__weight").cloneNode(true);
    line.dataset.tier = finding.dataset.tier;
    line.append(weight, " ", finding.querySelector("[data-what]").textContent);
    return line;
  }

  describe(field, list) {
    if (!field) return;
    const ids = (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
    const others = ids.filter((id) => id !== list.id);
    const described = list.hidden ? others : [...others, list.id];
    if (described.length) field.setAttribute("aria-describedby", described.join(" "));
    else field.removeAttribute("aria-describedby");
  }

  // The reason becomes a row of the list of waivers, where it can be changed or removed.
  press(event) {
    const button = event.target.closest("[data-waive]");
    if (!button) return;
    const finding = button.closest("details");
    const reason = finding.querySelector("[data-reason]");
    if (!reason.value.trim()) {
      event.preventDefault();
      reason.focus();
      return;
    }
    // Without a row to write into, the button saves the page with its reason.
    const row = this.emptyRow();
    if (!row) return;
    event.preventDefault();
    const [rule, about] = finding.querySelectorAll("input[type=hidden]");
    this.fill(row, { rule: rule.value, about: about.value, reason: reason.value });
    reason.value = "";
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
    this.tabIndex = -1;
    this.focus();
    this.askSoon(0);
  }

  emptyRow() {
    const rows = this.form.querySelector('more-rows[data-prefix="waiver"]');
    const isEmpty = (row) => !row.querySelector("[name$='-rule']")?.value;
    const last = () => rows?.querySelector("[data-rows]")?.lastElementChild;
    if (last() && !isEmpty(last())) rows.querySelector("[data-more]")?.click();
    return last() && isEmpty(last()) ? last() : null;
  }

  fill(row, values) {
    for (const [name, value] of Object.entries(values)) {
      row.querySelector(`[name$='-${name}']`).value = value;
    }
  }
}

customElements.define("quality-gate", QualityGate);
