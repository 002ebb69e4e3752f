"use strict";
// Charts answer a pointer and the arrow keys with the quote behind a mark. All of it is also in the tables: without
// this script nothing is lost.
for (const figure of document.querySelectorAll(".figure")) {
  const plot = figure.querySelector(".plot");
  const detail = figure.querySelector(".detail");
  const title = figure.querySelector("h3").textContent.trim();
  const rows = [...plot.querySelectorAll(".wide [data-row]")].map((mark) => mark.dataset.row);

  const middle = (mark) => {
    const box = mark.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };
  const show = (row) => {
    if (row === plot.dataset.current) return;
    for (const mark of plot.querySelectorAll("[data-row]")) mark.classList.toggle("on", mark.dataset.row === row);
    plot.dataset.current = row;
    const [told, outlet, said, source, quote] = document.getElementById(row).cells;
    const first = document.createElement("p");
    const second = document.createElement("p");
    for (const node of quote.childNodes) first.append(node.cloneNode(true));
    const parts = [said, source, outlet, told];
    parts.forEach((cell, at) => {
      if (at > 0) second.append(" · ");
      for (const node of cell.childNodes) second.append(node.cloneNode(true));
    });
    detail.replaceChildren(first, second);
    plot.dispatchEvent(new Event("shown"));
  };

  if (rows.length === 0) continue;
  detail.hidden = false;
  detail.textContent = "Point at a mark, or focus the chart and use the arrow keys, to read the quote behind it.";
  plot.tabIndex = 0;
  plot.setAttribute("role", "group");
  plot.setAttribute("aria-label", title + ", chart. Left and right arrow keys go from mark to mark; Enter opens the table.");

  plot.addEventListener("near", (event) => show(event.detail));
  plot.addEventListener("pointermove", (event) => {
    let best = null;
    let nearest = 30 * 30;
    for (const mark of plot.querySelectorAll("[data-row]")) {
      if (mark.getClientRects().length === 0) continue;
      const [x, y] = middle(mark);
      const far = (x - event.clientX) ** 2 + (y - event.clientY) ** 2;
      if (far < nearest) [best, nearest] = [mark, far];
    }
    if (best) show(best.dataset.row);
  });
  plot.addEventListener("pointerdown", (event) => plot.dispatchEvent(new PointerEvent("pointermove", event)));
  plot.addEventListener("keydown", (event) => {
    if (event.target !== plot) return;
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const current = plot.dataset.current;
    if (event.key in steps) {
      event.preventDefault();
      const at = rows.indexOf(current);
      show(rows[at < 0 ? 0 : Math.min(Math.max(at + steps[event.key], 0), rows.length - 1)]);
    } else if (event.key === "Enter" && current) {
      figure.querySelector(".all").open = true;
      document.getElementById(current).scrollIntoView({ block: "center" });
    }
  });
}

const closed = [];
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details:not([open])")) {
    part.open = true;
    closed.push(part);
  }
});
addEventListener("afterprint", () => {
  for (const part of closed.splice(0)) part.open = false;
});
