// Keeps the document in the reader's language: its lang attribute follows the address,
// and Streamlit's own English words are replaced by those in the meta tag.
(() => {
  const meta = document.querySelector('meta[name="streamlit-words"]');
  const words = JSON.parse(meta.content);
  const attributes = ["aria-label", "title", "placeholder"];
  // Words with a star are looked for where files are uploaded and nowhere else.
  const uploads = '[data-testid^="stFile"], [data-testid="stTooltipContent"]';
  const patterns = Object.keys(words)
    .filter((word) => word.includes("*"))
    .map((word) => [word.split("*"), words[word].split("*")]);

  const showLanguage = () => {
    const asked = new URLSearchParams(window.location.search).get("lang");
    document.documentElement.lang = asked === "en" ? "en" : "sv";
  };

  const translate = (text) => {
    if (Object.hasOwn(words, text)) return words[text];
    const colon = text.indexOf(": ");
    const start = text.slice(0, colon);
    return colon > 0 && Object.hasOwn(words, start)
      ? words[start] + text.slice(colon)
      : text;
  };

  // Sizes as Swedish writes them: 1.5MB is 1,5 MB.
  const showSize = (text) =>
    text.replace(/^(\d+)(?:\.(\d+))?([KMG]?B)$/, (_all, whole, part, unit) =>
      `${whole}${part > 0 ? `,${part}` : ""}\u00a0${unit}`,
    );

  const translateUpload = (text) => {
    for (const [[start, end], ours] of patterns) {
      const isLong = text.length > start.length + end.length;
      if (isLong && text.startsWith(start) && text.endsWith(end)) {
        const middle = text.slice(start.length, text.length - end.length);
        return ours.join(showSize(middle));
      }
    }
    return showSize(translate(text));
  };

  const translateElement = (element) => {
    if (document.documentElement.lang === "en") return;
    const find = element.closest(uploads) ? translateUpload : translate;
    for (const name of attributes) {
      const text = element.getAttribute(name);
      if (text && find(text) !== text) element.setAttribute(name, find(text));
    }
    // An icon beside a word says nothing more to someone who listens.
    if (/^\w+ icon$/.test(element.getAttribute("aria-label") ?? "")) {
      element.setAttribute("aria-hidden", "true");
      element.removeAttribute("aria-label");
    }
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE) continue;
      const text = find === translate ? (words[node.data] ?? node.data) : find(node.data);
      if (text !== node.data) node.data = text;
    }
  };

  const translateAll = (root) => {
    // Text can arrive alone, in an element that was already there.
    if (root instanceof Text && root.parentElement) translateElement(root.parentElement);
    if (!(root instanceof HTMLElement)) return;
    translateElement(root);
    for (const element of root.querySelectorAll("*:not(svg *)")) translateElement(element);
  };

  for (const name of ["pushState", "replaceState"]) {
    const original = window.history[name].bind(window.history);
    window.history[name] = (...details) => {
      original(...details);
      showLanguage();
    };
  }
  window.addEventListener("popstate", showLanguage);
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") translateElement(change.target);
      else if (change.type === "characterData") translateAll(change.target);
      else change.addedNodes.forEach(translateAll);
    }
  }).observe(document.documentElement, {
    attributeFilter: attributes,
    characterData: true,
    childList: true,
    subtree: true,
  });
  // Streamlit may have drawn before this script was read.
  translateAll(document.documentElement);
})();
