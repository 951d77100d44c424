// Asks for the login on the page on which somebody writes, when the session is gone.

const TOKEN = "[name=csrfmiddlewaretoken]";

class LoginInPlace extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.problem = this.querySelector("[data-problem]");
    const form = this.querySelector("form");
    if (!this.dialog || !this.problem || !form) return;
    document.addEventListener("session-lost", () => this.ask());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.logIn(form);
    });
    this.querySelector("[data-later]")?.addEventListener("click", () => this.dialog.close());
  }

  // The login may have been renewed in another tab: then only the token is old.
  async ask() {
    if (this.isAsking || this.dialog.open || this.isOnSecondThought()) return;
    this.isAsking = true;
    try {
      const found = await this.read(await fetch(this.dataset.session));
      if (!this.goesOn(found)) this.open(found.person ? this.words("other") : "");
    } catch {
      // The network is away; whoever lost the session will say so again.
    } finally {
      this.isAsking = false;
    }
  }

  // "Later" holds for a minute.
  isOnSecondThought() {
    return this.closedAt && Date.now() - this.closedAt < 60_000;
  }

  open(words) {
    this.dialog.addEventListener("close", () => (this.closedAt = Date.now()), { once: true });
    this.say(words);
    this.dialog.showModal();
    this.dialog.querySelector("[type=password]").focus();
  }

  async logIn(form) {
    const fields = new URLSearchParams(new FormData(form));
    fields.set("csrfmiddlewaretoken", this.token);
    fields.set("next", this.dataset.session);
    try {
      const answer = await fetch(this.dataset.login, { method: "POST", body: fields });
      const found = await this.read(answer);
      form.elements.password.value = "";
      if (!this.goesOn(found)) this.say(this.words(found.person ? "other" : "wrong"));
    } catch {
      this.say(this.words("away"));
    }
  }

  // Our own answer says who is logged in; the page of the login says that nobody is.
  async read(answer) {
    if (answer.headers.get("Content-Type")?.includes("json")) {
      const { person, token } = await answer.json();
      this.token = token;
      return { person, token };
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.token = page.querySelector(TOKEN)?.value ?? this.token;
    return {};
  }

  goesOn({ person, token }) {
    if (person !== this.dataset.person) return false;
    for (const field of document.querySelectorAll(TOKEN)) field.value = token;
    this.dialog.close();
    this.closedAt = 0;
    document.dispatchEvent(new CustomEvent("session-found"));
    return true;
  }

  say(words) {
    this.problem.hidden = !words;
    this.problem.textContent = words;
  }

  words(name) {
    return this.querySelector(`template[data-${name}]`).content.textContent;
  }
}

customElements.define("login-in-place", LoginInPlace);
