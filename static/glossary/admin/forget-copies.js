// After logging out, no unsaved text stays in a browser that others may use.

try {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith("glossary-copy:")) localStorage.removeItem(name);
  }
} catch {
  // Nothing was kept where nothing may be kept.
}
