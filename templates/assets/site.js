// What pages do beyond reading: "/" goes to the search box, long lists can be filtered, tables can
// be sorted. Every page is complete without this file.
"use strict";

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const box = document.getElementById("q");
  if (event.key === "/" && box && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});

const english = document.documentElement.lang === "en";
const words = english
  ? { filter: "Filter this list", left: (n) => `Matches: ${n}` }
  : { filter: "在列表中筛选", left: (n) => `符合：${n}` };

function filterable(list) {
  const items = [...(list.tBodies ? list.tBodies[0].rows : list.children)];
  const texts = items.map((item) => item.textContent.normalize("NFKC").toLowerCase());
  const box = Object.assign(document.createElement("input"), { type: "search", className: "filter", placeholder: words.filter });
  box.setAttribute("aria-label", words.filter);
  const status = Object.assign(document.createElement("p"), { className: "note" });
  status.setAttribute("role", "status");
  box.addEventListener("input", () => {
    const wanted = box.value.normalize("NFKC").toLowerCase().trim();
    let shown = 0;
    items.forEach((item, n) => {
      item.hidden = !texts[n].includes(wanted);
      shown += !item.hidden;
    });
    status.textContent = wanted ? words.left(shown) : "";
  });
  (list.closest(".scroll") || list).before(box, status);
}

function valueOf(row, column) {
  const text = row.cells[column].textContent.trim();
  const number = Number(text.replace(/[,%]/g, ""));
  return text !== "" && Number.isFinite(number) ? number : text;
}

function compare(left, right) {
  const numbers = [typeof left === "number", typeof right === "number"];
  if (numbers[0] && numbers[1]) return left - right;
  if (numbers[0] !== numbers[1]) return numbers[0] ? 1 : -1; // words and gaps below every number
  return left.localeCompare(right, "zh");
}

function sortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const descending = head.getAttribute("aria-sort") !== "descending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const rows = [...table.tBodies[0].rows];
      const keys = new Map(rows.map((row) => [row, valueOf(row, column)]));
      rows.sort((a, b) => (descending ? -1 : 1) * compare(keys.get(a), keys.get(b)));
      table.tBodies[0].append(...rows);
    });
  });
}

document.querySelectorAll("[data-filter]").forEach(filterable);
document.querySelectorAll("table.sortable").forEach(sortable);
