// Holds any two reports of the archive against each other, from the index.json beside each page.
// The same rule as at build time: a sentence is kept when it stands anywhere in the other report.
"use strict";

(() => {
  const form = document.getElementById("compare-form");
  const status = document.getElementById("compare-status");
  const result = document.getElementById("compare-result");
  const root = new URL(form.dataset.root, document.baseURI);
  const words = JSON.parse(form.dataset.words);

  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  // An address, pasted whole or as a path below the root → the folder of the report.
  function folderOf(text) {
    const url = new URL(text.trim().replace(/index\.html.*$/, ""), root);
    const inside = url.origin === root.origin && url.pathname.startsWith(root.pathname);
    return inside ? new URL(url.pathname.replace(/\/?$/, "/"), root) : null;
  }

  async function read(text) {
    const folder = folderOf(text);
    const answer = folder && (await fetch(new URL("index.json", folder)));
    if (!answer || !answer.ok) throw new Error(words.pick.missing + " " + text);
    return { folder, report: await answer.json() };
  }

  const sentences = (text) => text.match(/[^。；！？!?;\n]+[。；！？!?;\n]*|[。；！？!?;\n]+/g) || [];
  const folded = (sentence) => sentence.replace(/\s+/g, "").replace(/[。；！？!?;]+$/, "");
  const said = (report) => new Set(report.sections.flatMap((s) => sentences(s.text || "").map(folded)));

  function changed(report, others, tag) {
    const found = new Map();
    for (const section of report.sections) {
      const key = section.key === "other" ? "other " + section.title : section.key;
      for (const paragraph of (section.text || "").split(/\n+/)) {
        const parts = sentences(paragraph).map((s) => [s, folded(s) !== "" && !others.has(folded(s))]);
        if (!parts.some(([, is]) => is)) continue;
        const line = make("p");
        for (const [text, is] of parts) line.append(is ? make(tag, text) : text);
        if (!found.has(key)) found.set(key, { heading: (section.number || "") + (section.title || ""), lines: [] });
        found.get(key).lines.push(line);
      }
    }
    return found;
  }

  function column(side, label) {
    const box = make("div");
    box.append(make("p", label, "meta"), ...(side ? side.lines : [make("p", words.changes.nothing, "none")]));
    return box;
  }

  function totals(one, two) {
    const told = [one, two].map((report) => (report.statistics || { tables: {} }).tables.requests || {});
    const rows = Object.keys({ ...told[0], ...told[1] });
    if (!rows.length || rows.includes("unrecoverable")) return [];
    const table = make("table");
    const cell = (report, row) => (Array.isArray(report[row]) ? report[row].at(-1) : "");
    for (const row of rows) {
      const line = table.insertRow();
      const head = make("th", row);
      head.scope = "row";
      line.append(head);
      for (const report of told) {
        const value = cell(report, row);
        line.append(make("td", typeof value === "object" ? "?" : String(value ?? ""), "n"));
      }
    }
    const scroll = make("div", undefined, "scroll");
    scroll.append(table);
    return [make("h2", words.changes.figures), scroll];
  }

  function show(first, second) {
    const [one, two] = [first.report, second.report];
    const [before, after] = [said(one), said(two)];
    const gone = changed(one, after, "del");
    const come = changed(two, before, "ins");
    const links = make("nav", undefined, "beside");
    for (const side of [first, second]) {
      const link = make("a", side.report.title);
      link.href = new URL("index.html", side.folder);
      links.append(link);
    }
    const parts = [...new Set([...come.keys(), ...gone.keys()])].map((key) => {
      const section = make("section", undefined, "group");
      const pair = make("div", undefined, "pair");
      pair.append(column(gone.get(key), one.title), column(come.get(key), two.title));
      section.append(make("h3", (come.get(key) || gone.get(key)).heading || words.changes.preamble), pair);
      return section;
    });
    result.replaceChildren(links, ...totals(one, two), make("h2", words.changes.text), ...parts);
    const count = (of, other) => [...of].filter((s) => !other.has(s)).length;
    status.textContent = words.changes.counts
      .replace("{new}", count(after, before))
      .replace("{gone}", count(before, after))
      .replace("{kept}", [...before].filter((s) => after.has(s)).length);
  }

  async function run() {
    const asked = new URLSearchParams(location.search);
    form.a.value = asked.get("a") || "";
    form.b.value = asked.get("b") || "";
    if (!form.a.value || !form.b.value) return;
    if (location.protocol === "file:") {
      status.textContent = words.pick.from_file;
      return;
    }
    try {
      show(await read(form.a.value), await read(form.b.value));
    } catch (error) {
      status.textContent = error.message;
    }
  }

  run();
})();
