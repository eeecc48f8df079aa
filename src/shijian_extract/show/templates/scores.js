"use strict";
// One article is drawn at a time, so that a page of many hundreds is as quick as a page of one. Text from the data goes in
// by textContent and data attributes alone, never as markup.
(() => {
  const { articles } = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const part = byId("part"), type = byId("type"), select = byId("article"), list = byId("records"), total = byId("total");
  const panes = { gold: byId("gold"), predicted: byId("predicted") };
  const states = [...byId("states").querySelectorAll("input")];
  const LANES = 4;
  const SAYS = { right: "right", miss: "miss", extra: "extra", wrong: "wrong field", optional: "optional" };
  let shown = [];
  let current = null;
  let chosen = null;

  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const option = (value, text) => {
    const made = element("option", "", text);
    made.value = value;
    return made;
  };

  for (const name of [...new Set(articles.map((one) => one.part))]) part.append(option(name, name));
  const types = [...new Set(articles.flatMap((one) => one.records.map((record) => record.type)))];
  for (const name of types) type.append(option(name, name));

  function wanted(article) {
    const on = new Set(states.filter((box) => box.checked).map((box) => box.value));
    return article.records
      .map((record, index) => ({ record, number: index + 1 }))
      .filter(({ record }) => on.has(record.state) && (!type.value || record.type === type.value));
  }

  function refresh() {
    const kept = current && current.id;
    shown = articles
      .filter((one) => !part.value || one.part === part.value)
      .map((article) => ({ article, records: wanted(article) }));
    // Where only some kinds are asked for, an article with none of them has nothing to show.
    const narrowed = type.value || states.some((box) => !box.checked);
    if (narrowed) shown = shown.filter(({ records }) => records.length);
    select.replaceChildren(
      ...shown.map(({ article, records }, index) => {
        const title = article.title ? ` ${article.title}` : "";
        return option(index, `${article.id}${title} · ${article.part} · ${records.length}`);
      }),
    );
    const records = shown.reduce((sum, one) => sum + one.records.length, 0);
    total.textContent = `${records} records in ${shown.length} of ${articles.length} articles`;
    show(Math.max(0, shown.findIndex(({ article }) => article.id === kept)));
  }

  function show(index) {
    const one = shown[index];
    current = one ? one.article : null;
    chosen = null;
    select.value = one ? String(index) : "";
    const records = one ? one.records : [];
    for (const side of ["gold", "predicted"]) draw(panes[side], side, records);
    list.replaceChildren(...records.map(item));
    rove(list.querySelectorAll(".record"), 0);
    for (const pane of [panes.gold, panes.predicted, list]) pane.scrollTop = 0;
  }

  // Offsets count code points; a string of JavaScript counts UTF-16 units.
  function draw(pane, side, records) {
    if (!current || current.text === null) {
      pane.textContent = current ? "(this text was not given)" : "";
      return;
    }
    const points = Array.from(current.text);
    const edges = new Map();
    const edge = (at) => edges.get(at) || edges.set(at, { open: [], close: [] }).get(at);
    for (const { record, number } of records)
      for (const [start, end] of record[side]) {
        edge(start).open.push({ record, number });
        edge(end).close.push(number);
      }
    const made = document.createDocumentFragment();
    let held = [], at = 0;
    for (const stop of [...edges.keys(), points.length].sort((a, b) => a - b)) {
      if (at < stop) made.append(stretch(points.slice(at, stop).join(""), held));
      at = Math.max(at, stop);
      const { open, close } = edges.get(stop) || { open: [], close: [] };
      const gone = [...close];
      held = held.filter(({ number }) => {
        const place = gone.indexOf(number);
        if (place >= 0) gone.splice(place, 1);
        return place < 0;
      });
      held = [...held.map((one) => ({ ...one, begins: false })), ...open.map((one) => ({ ...one, begins: true }))];
      edges.delete(stop);
    }
    pane.replaceChildren(made);
    rove(pane.querySelectorAll(".mark.outer"), 0);
  }

  function stretch(text, held) {
    let inside = document.createTextNode(text);
    held.forEach(({ record, number, begins }, lane) => {
      const mark = element("span", `mark ${record.state} lane-${Math.min(lane, LANES - 1)}`);
      mark.dataset.record = number;
      if (begins) mark.dataset.number = number;
      if (lane === held.length - 1) {
        mark.classList.add("outer");
        mark.dataset.all = held.map((one) => one.number).join(" ");
        mark.setAttribute("role", "button");
        mark.setAttribute("aria-label", `${text}: ${held.map((one) => `${one.number} ${one.record.type} ${SAYS[one.record.state]}`).join(", ")}`);
      }
      mark.append(inside);
      inside = mark;
    });
    return inside;
  }

  function item({ record, number }) {
    const line = element("li");
    const button = element("button", `record ${record.state}`);
    button.type = "button";
    button.dataset.record = number;
    button.append(
      element("span", "number", `${number} `),
      element("span", "state", SAYS[record.state]),
      element("span", "kind", ` ${record.type} `),
      element("span", "name", record.name),
    );
    for (const field of record.fields) button.append(fieldLine(record, field));
    line.append(button);
    return line;
  }

  function fieldLine(record, field) {
    const both = `${field.gold} → ${field.predicted}`;
    const one = record.state === "extra" ? field.predicted : field.gold;
    return element("span", field.right === false ? "field off" : "field", `${field.name}: ${field.right === false ? both : one}`);
  }

  const ofRecord = (root, number) => [...root.querySelectorAll(`[data-record="${number}"]`)];

  function choose(number, from) {
    for (const old of document.querySelectorAll(".chosen")) old.classList.remove("chosen");
    chosen = number;
    for (const root of [panes.gold, panes.predicted, list]) {
      const found = ofRecord(root, number);
      for (const one of found) one.classList.add("chosen");
      if (found.length && root !== from) found[0].scrollIntoView({ block: "center" });
    }
  }

  // Each column is one stop of the Tab key; arrows move within it.
  function rove(all, index) {
    all.forEach((one, place) => (one.tabIndex = place === index ? 0 : -1));
  }

  function step(root, selector, by) {
    const all = [...root.querySelectorAll(selector)];
    const next = all[all.indexOf(document.activeElement) + by];
    if (!next) return;
    rove(all, all.indexOf(next));
    next.focus();
    choose(numberOf(next), root);
  }

  // On a stretch of several records, each further click or Enter goes on to the next of them.
  function numberOf(one, turn) {
    const numbers = (one.dataset.all || one.dataset.record).split(" ").map(Number);
    if (!turn) return numbers[0];
    return numbers[(numbers.indexOf(chosen) + 1) % numbers.length];
  }

  function activate(target, root, focus) {
    const mark = target.closest(root === list ? ".record" : ".mark");
    if (!mark) return;
    const number = numberOf(root === list ? mark : outermost(mark), root !== list);
    choose(number, root);
    if (!focus) return;
    const other = root === list ? ofRecord(panes.gold, number)[0] || ofRecord(panes.predicted, number)[0] : ofRecord(list, number)[0];
    if (!other) return;
    const stop = root === list ? outermost(other) : other;
    rove([...stop.closest(".pane").querySelectorAll(root === list ? ".mark.outer" : ".record")], -1);
    stop.tabIndex = 0;
    stop.focus();
  }

  const outermost = (mark) => {
    while (mark.parentElement.closest(".mark")) mark = mark.parentElement.closest(".mark");
    return mark;
  };

  for (const root of [panes.gold, panes.predicted, list]) {
    const selector = root === list ? ".record" : ".mark.outer";
    root.addEventListener("click", (event) => {
      // Enter on a button makes a click too (detail 0), which goes to the other end.
      activate(event.target, root, root === list && event.detail === 0);
    });
    root.addEventListener("keydown", (event) => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (by) step(root, selector, by);
      else if (root !== list && (event.key === "Enter" || event.key === " ")) activate(event.target, root, event.key === "Enter");
      else return;
      event.preventDefault();
    });
  }

  const turn = (by) => {
    const index = Number(select.value) + by;
    if (shown[index]) show(index);
  };
  byId("before").addEventListener("click", () => turn(-1));
  byId("after").addEventListener("click", () => turn(1));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select, input")) return;
    if (event.key === "[") turn(-1);
    if (event.key === "]") turn(1);
  });
  select.addEventListener("change", () => show(Number(select.value)));
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  for (const control of [part, type, ...states]) control.addEventListener("change", refresh);
  refresh();
})();
