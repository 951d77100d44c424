// <contents-list> wraps the list of headings of a page and marks the section that is being read:
// the one that a line across the upper part of the window goes through.
const LINE = "-30% 0px -70% 0px";

class ContentsList extends HTMLElement {
  connectedCallback() {
    const links = new Map();
    for (const link of this.querySelectorAll('a[href^="#"]')) {
      const section = document.getElementById(decodeURIComponent(link.hash.slice(1)))?.closest("section");
      if (section) links.set(section, link);
    }
    this.watching = new IntersectionObserver((changes) => {
      for (const { target, isIntersecting } of changes) {
        if (isIntersecting) links.get(target).setAttribute("aria-current", "location");
        else links.get(target).removeAttribute("aria-current");
      }
    }, { rootMargin: LINE });
    for (const section of links.keys()) this.watching.observe(section);
  }

  disconnectedCallback() {
    this.watching?.disconnect();
  }
}

customElements.define("contents-list", ContentsList);
