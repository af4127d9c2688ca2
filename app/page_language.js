// Keeps the document's language in step with the address when the reader switches.
(() => {
  const show = () => {
    const asked = new URLSearchParams(window.location.search).get("lang");
    document.documentElement.lang = asked === "en" ? "en" : "sv";
  };
  for (const name of ["pushState", "replaceState"]) {
    const original = window.history[name].bind(window.history);
    window.history[name] = (...details) => {
      original(...details);
      show();
    };
  }
  window.addEventListener("popstate", show);
})();
