// Makes the page ready for paper when it is printed, and takes it back afterwards.
//
// A browser prints what it has drawn for the screen: charts too wide for the sheet,
// grids that are pictures of their first rows, choices in boxes. Streamlit and Plotly
// draw anew only after the print has begun, so everything is put in beside them, as
// .for-paper, and print.css hides the originals.
(() => {
  const SHEET = 700; // the width between the margins, in CSS pixels
  const SMALLEST = 9.6; // CSS pixels on paper: 7.2 points
  const SVG = "http://www.w3.org/2000/svg";
  const words = JSON.parse(document.querySelector('meta[name="paper-words"]').content);
  const opened = [];

  const putIn = (place, element) => {
    element.classList.add("for-paper");
    element.setAttribute("aria-hidden", "true");
    place.append(element);
    return element;
  };

  const write = (tag, text, parent) => {
    const element = document.createElement(tag);
    element.textContent = text;
    parent?.append(element);
    return element;
  };

  // Charts ------------------------------------------------------------------------

  // Two drawings must not share the names that their parts are clipped by.
  const renameIds = (drawing, at) => {
    for (const element of drawing.querySelectorAll("[id]")) element.id += `-paper${at}`;
    for (const element of drawing.querySelectorAll("*")) {
      for (const { name, value } of [...element.attributes]) {
        const ours = value
          .replace(/url\((['"]?)[^)#]*#([^'")]+)\1\)/g, `url(#$2-paper${at})`)
          .replace(/^#(.+)$/, (all, id) =>
            name.endsWith("href") ? `#${id}-paper${at}` : all,
          );
        if (ours !== value) element.setAttribute(name, ours);
      }
    }
  };

  const copyLayers = (layers, at) => {
    const copy = document.createElementNS(SVG, "svg");
    for (const layer of layers) {
      const part = layer.cloneNode(true);
      for (const unseen of part.querySelectorAll(".draglayer, .hoverlayer"))
        unseen.remove();
      renameIds(part, at);
      part.removeAttribute("class");
      part.setAttribute("style", "overflow: visible");
      copy.append(part);
    }
    return copy;
  };

  // What is scaled down is still read: small letters grow, and the drawing with them.
  const growLetters = (copy, width, height) => {
    // The screen does not show it, and what is not shown has no size.
    copy.style.display = "block";
    const smallest = SMALLEST / Math.min(1, SHEET / width);
    for (const text of copy.querySelectorAll("text, tspan")) {
      const size = Number.parseFloat(text.style.fontSize);
      if (size < smallest) text.style.fontSize = `${smallest}px`;
    }
    const frame = copy.getBoundingClientRect();
    const scale = width / frame.width;
    const box = { left: 0, top: 0, right: width, bottom: height };
    for (const text of copy.querySelectorAll("text")) {
      const place = text.getBoundingClientRect();
      if (!place.width) continue;
      box.left = Math.min(box.left, (place.left - frame.left) * scale);
      box.top = Math.min(box.top, (place.top - frame.top) * scale);
      box.right = Math.max(box.right, (place.right - frame.left) * scale);
      box.bottom = Math.max(box.bottom, (place.bottom - frame.top) * scale);
    }
    const [across, down] = [box.right - box.left, box.bottom - box.top];
    copy.setAttribute("viewBox", `${box.left} ${box.top} ${across} ${down}`);
    copy.style.maxWidth = `${Math.min(SHEET, across)}px`;
    copy.style.display = "";
  };

  const drawChart = (chart, at) => {
    const layers = [...chart.querySelectorAll(".main-svg")];
    if (!layers.length) return;
    const [width, height] = ["width", "height"].map(
      (side) => layers[0][side].baseVal.value,
    );
    const copy = copyLayers(layers, at);
    copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
    putIn(chart.closest(".stElementContainer"), copy);
    growLetters(copy, width, height);
  };

  // Grids ---------------------------------------------------------------------------

  // A grid tells those who listen the rows that are in sight, and how many there are.
  const writeGrid = (grid) => {
    const place = grid.closest(".stElementContainer");
    const told = grid.querySelector('table[role="grid"]');
    const next = place.nextElementSibling;
    if (!told || next?.querySelector('[class*="st-key-on_paper_"]')) return;
    const table = document.createElement("table");
    const head = table.createTHead().insertRow();
    for (const cell of told.querySelectorAll("thead th"))
      write("th", cell.textContent, head);
    const rows = [...told.querySelectorAll("tbody tr")];
    const body = table.createTBody();
    for (const row of rows) {
      const line = body.insertRow();
      for (const cell of row.children) line.insertCell().textContent = cell.textContent;
    }
    putIn(place, table);
    const more = Number(told.getAttribute("aria-rowcount")) - 1 - rows.length;
    const said = words[document.documentElement.lang].more_rows;
    if (more > 0) putIn(place, write("p", said.replace("0", more)));
  };

  // Choices ---------------------------------------------------------------------------

  const CHOICES = {
    ".stSelectbox": (box) => box.querySelector("input")?.value,
    ".stTextInput, .stNumberInput": (box) => box.querySelector("input")?.value,
    ".stTextArea": (box) => box.querySelector("textarea")?.value,
    ".stCheckbox": (box) => box.querySelector("input:checked") && "✔",
    ".stMultiSelect": (box) =>
      [...box.querySelectorAll('[data-tag], [role="row"]')]
        .map((tag) => tag.innerText.trim())
        .join(", "),
    ".stSlider": (box) =>
      [...box.querySelectorAll('[data-testid="stSliderThumbValue"]')]
        .map((thumb) => thumb.innerText)
        .join("–"),
    ".stButtonGroup": (box) =>
      box.querySelector('[aria-checked="true"], [aria-pressed="true"]')?.innerText,
  };

  const writeChoice = (box, chosen) => {
    const place = box.closest(".stElementContainer");
    const isForFile = place.matches('[class*="st-key-download-"]');
    if (!chosen || isForFile || box.closest(".stForm")) return;
    const label = box.querySelector('[data-testid="stWidgetLabel"]')?.textContent;
    putIn(place, write("p", label ? `${label}: ${chosen}` : chosen));
  };

  // Sheets ----------------------------------------------------------------------------

  // An icon is a word in a font of its own.
  const readWords = (element) => {
    const copy = element.cloneNode(true);
    for (const icon of copy.querySelectorAll('[role="img"], [data-testid*="Icon"]'))
      icon.remove();
    return copy.textContent.trim();
  };

  // On top of every sheet: which page it is and as of when. Below: which sheet of all.
  const writeMargins = () => {
    const title = document.querySelector(".stMain h1")?.innerText ?? "";
    const facts = document.querySelectorAll(
      ".st-key-page_facts .stElementContainer:not(:first-child)",
    );
    const asOf = [...facts].map(readWords).join(" · ");
    const look = 'color: #52626c; font: 10px "Source Sans", sans-serif;';
    const said = (text) => `content: ${JSON.stringify(text)}; ${look}`;
    const sheet = document.createElement("style");
    sheet.media = "print";
    const isWide = document.querySelector('[class*="st-key-on_paper_wide_"]');
    sheet.textContent = `@page {
      size: a4 ${isWide ? "landscape" : "portrait"};
      @top-left { ${said(`Målbild · ${title}`)} }
      @top-right { ${said(asOf)} }
      @bottom-right { content: counter(page) " (" counter(pages) ")"; ${look} }
    }`;
    putIn(document.head, sheet);
  };

  window.addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll('[class*="st-key-unfold_"] details'))
      if (!folded.open) opened.push(folded);
    for (const folded of opened) folded.open = true;
    const isSeen = (element) => element.getClientRects().length > 0;
    [...document.querySelectorAll(".stPlotlyChart")].filter(isSeen).forEach(drawChart);
    [...document.querySelectorAll(".stDataFrame")].filter(isSeen).forEach(writeGrid);
    for (const [boxes, read] of Object.entries(CHOICES))
      for (const box of document.querySelectorAll(`.stMain :is(${boxes})`))
        if (isSeen(box)) writeChoice(box, read(box));
    writeMargins();
  });

  window.addEventListener("afterprint", () => {
    for (const element of document.querySelectorAll(".for-paper")) element.remove();
    for (const folded of opened.splice(0)) folded.open = false;
  });
})();
