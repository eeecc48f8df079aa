"use strict";
// Tables, and each of them as CSV: what a spreadsheet would run as a formula begins with an apostrophe, which makes it text.
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const plainNumber = /^-?\d+(\.\d+)?$/;

function csvCell(value) {
  let text = value === null || value === undefined ? "" : String(value);
  if (FORMULA.test(text) && !plainNumber.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const csv = (rows) => rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");

// The mark at the beginning tells spreadsheets that it is UTF-8.
function download(name, rows) {
  const link = element("a", { download: `${name}.csv` });
  link.href = URL.createObjectURL(new Blob(["\ufeff", csv(rows)], { type: "text/csv" }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function copy(rows, told) {
  const text = csv(rows);
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Where the browser lets no page from the disk at the clipboard, the older way.
    const area = element("textarea", { "aria-label": "CSV" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  told();
}

// The two buttons of a table; `rows` gives its rows, the names of the columns first.
function tableTools(name, rows) {
  const copying = button(say("copy_csv"), async () => {
    await copy(await rows(), () => (copying.textContent = say("copied")));
    setTimeout(() => (copying.textContent = say("copy_csv")), 1500);
  });
  return element("span", { class: "tools" }, copying, button(say("download_csv"), async () => download(name, await rows())));
}

// A table that shows `most` rows and more at a press; `cells` gives the cells of a row: texts, numbers or elements.
function tableOf(caption, columns, rows, cells, most = 50) {
  const body = element("tbody", { lang: "zh-CN" });
  const table = element("table", {}, element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...columns.map((column) => element("th", { scope: "col" }, column)))), body);
  const wrap = element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption }, table);
  const whole = element("div", {}, wrap);
  more(whole, rows, most, (row) =>
    body.append(element("tr", {}, ...cells(row).map((cell) =>
      element("td", { class: typeof cell === "number" ? "number" : null }, typeof cell === "number" ? number(cell) : cell ?? "")))));
  return whole;
}

// Draws `all` some at a time.
function more(root, all, most, draw) {
  let drawn = 0;
  const press = button("", () => step());
  const step = () => {
    for (const one of all.slice(drawn, drawn + most)) draw(one);
    drawn = Math.min(all.length, drawn + most);
    press.textContent = say("more", { n: all.length - drawn });
    press.hidden = drawn >= all.length;
  };
  step();
  root.append(press);
}
