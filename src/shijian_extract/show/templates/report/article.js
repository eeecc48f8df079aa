"use strict";
// One article: its text on one side, its records on the other; a click on either leads to the other.
const reading = { asked: 0, at: -1, article: null, chosen: -1, hidden: new Set(), pointed: null };
const NARROW = window.matchMedia("(max-width: 62rem)");
const textPane = byId("reading"), sidePane = byId("side");

async function openArticle(at, { record = -1, pointed = null, focus = false } = {}) {
  if (!(at >= 0 && at < INDEX.id.length)) {
    textPane.replaceChildren(element("p", { role: "alert" }, say("no_such_article")));
    return;
  }
  reading.asked += 1;
  const { asked } = reading;
  const article = await articleAt(at);
  // Whoever has gone on since wants the other one.
  if (asked !== reading.asked) return;
  Object.assign(reading, { at, article, chosen: -1, pointed });
  list.opened = at;
  drawRows();
  drawArticle();
  textPane.scrollTop = 0;
  if (record >= 0 && record < article.records.length) choose(record);
  else if (pointed) textPane.querySelector(".pointed")?.scrollIntoView({ block: "center" });
  paneOf("text");
  if (focus) textPane.focus();
}

const shownRecords = () => reading.article.records.map((record, at) => ({ record, at })).filter(({ record }) => !reading.hidden.has(record.type));

function drawArticle() {
  const { article } = reading;
  textPane.setAttribute("aria-label", listed([say("reading"), article && titleOf(reading.at)]));
  if (!article) {
    textPane.replaceChildren(element("p", { class: "note" }, say("choose_article")));
    sidePane.replaceChildren();
    return;
  }
  const { info } = article;
  const said = listed([info.place && info.place.name, info.published, info.source, info.authors.join("、")]);
  const titled = article.blocks.some(([kind]) => kind === "title");
  textPane.replaceChildren(
    element("header", { class: "about" },
      element("h2", { class: titled ? "seen-by-name" : null, lang: "zh-CN" }, titleOf(reading.at)), element("p", { class: "note", lang: "zh-CN" }, said)),
    element("div", { class: "prose", lang: "zh-CN" }, ...(article.text === null
      ? [element("p", { class: "note", lang: settings.language }, say("no_text"))] : blocksOf(article, shownRecords(), reading.pointed))));
  rove(textPane.querySelectorAll(".mark[role]"), 0);
  drawSide();
}

// The same article once more: where one reads and which record is chosen stay, unless its type was hidden.
function redrawArticle() {
  drawArticle();
  if (reading.chosen < 0) return;
  if (reading.hidden.has(reading.article.records[reading.chosen].type)) reading.chosen = -1;
  else choose(reading.chosen, "text");
}

function drawSide() {
  const { article } = reading;
  const counts = new Map();
  for (const { type } of article.records) counts.set(type, (counts.get(type) || 0) + 1);
  const legend = element("div", { class: "legend", role: "group", "aria-label": say("types_shown") }, ...[...counts].map(([type, count]) =>
    button(`${typeName(type)} ${count}`, () => {
      if (!reading.hidden.delete(type)) reading.hidden.add(type);
      keepingFocus(sidePane, ".chip", redrawArticle);
    }, { class: `chip ${type}`, "aria-pressed": String(!reading.hidden.has(type)), "data-type": type })));
  const items = shownRecords().map(({ record, at }) => element("li", {}, button(element("span", { class: "line" },
    element("span", { class: "kind" }, `${at + 1} ${typeName(record.type)}`), " ", element("span", { lang: "zh-CN" }, summary(record)),
    element("span", { class: "note", lang: "zh-CN" }, listed([record.place && record.place.name, record.period && record.period.text]))),
  () => choose(at), { class: `record ${record.type}`, "data-record": at })));
  const records = element("ol", { class: "records" }, ...items);
  sidePane.replaceChildren(element("div", { id: "detail" }), legend,
    element("div", { class: "bar" }, element("h3", {}, say("records_n", { n: article.records.length })),
      tableTools(INDEX.id[reading.at] || "records", () => recordRows(article))), records);
  rove(sidePane.querySelectorAll(".record"), 0);
  if (INDEX.findings[reading.at]) putFindings(reading.at, records);
}

// What does not add up in the article stands before its records, and is said at those that it is about.
async function putFindings(at, records) {
  const found = await findingsOf(at);
  if (at !== reading.at || !records.isConnected) return;
  records.before(element("details", { class: "amiss" }, element("summary", {}, say("findings_n", { n: found.length })), ...found.map(findingCard)));
  for (const { record } of found.flatMap(({ sides }) => sides.filter((side) => side.article === at)))
    records.querySelector(`.record[data-record="${record}"] .line`)?.append(element("span", { class: "badge", title: say("to_check") }, "!"));
}

// A record is chosen: its marks, its line and its fields are shown; `from` stays where it is.
function choose(at, from = null) {
  const record = reading.article.records[at];
  if (reading.hidden.delete(record.type)) drawArticle();
  for (const old of document.querySelectorAll("#reading .chosen, #side .chosen")) old.classList.remove("chosen");
  reading.chosen = at;
  const marks = [...textPane.querySelectorAll(`.mark[data-record="${at}"]`)];
  const lines = [...sidePane.querySelectorAll(`.record[data-record="${at}"]`)];
  for (const one of [...marks, ...lines]) one.classList.add("chosen");
  byId("detail").replaceChildren(detailOf(record, at, (span) => point(at, span)));
  if (from !== "text") marks[0]?.scrollIntoView({ block: "center" });
  byId("detail").scrollTop = 0;
  const [line] = lines;
  rove(sidePane.querySelectorAll(".record"), [...sidePane.querySelectorAll(".record")].indexOf(line));
  line?.scrollIntoView({ block: "nearest" });
  history.replaceState(null, "", linkTo(reading.at, at));
}

// To one span of a record: the mark that begins there.
function point(at, [, , , start]) {
  const all = [...textPane.querySelectorAll(`.mark[data-record="${at}"][data-number]`)];
  const order = reading.article.records[at].evidence.filter((span) => span.length > 3).map((span) => span[3]).sort((a, b) => a - b);
  const mark = all[order.indexOf(start)] || all[0];
  paneOf("text");
  mark?.scrollIntoView({ block: "center" });
  const outer = mark && outermost(mark);
  if (outer) {
    rove(textPane.querySelectorAll(".mark[role]"), [...textPane.querySelectorAll(".mark[role]")].indexOf(outer));
    outer.focus({ preventScroll: true });
  }
}

const outermost = (mark) => {
  while (mark.parentElement.closest(".mark")) mark = mark.parentElement.closest(".mark");
  return mark;
};

// Marks are one stop of the Tab key, records another; arrows move within them.
function rove(all, index) {
  all.forEach((one, place) => (one.tabIndex = place === Math.max(0, index) ? 0 : -1));
}

function step(root, selector, by) {
  const all = [...root.querySelectorAll(selector)];
  const next = all[all.indexOf(document.activeElement) + by];
  if (!next) return;
  rove(all, all.indexOf(next));
  next.focus();
  choose(Number((next.dataset.all || next.dataset.record).split(" ")[0]), root === textPane ? "text" : null);
  next.focus({ preventScroll: true });
}

// On a stretch of several records each further press goes on to the next of them.
function pressed(mark) {
  const numbers = mark.dataset.all.split(" ").map(Number);
  choose(numbers[(numbers.indexOf(reading.chosen) + 1) % numbers.length], "text");
  paneOf("side", true);
  // On a narrow screen the record comes up over the lower half of the text.
  if (NARROW.matches) mark.scrollIntoView({ block: "start" });
}

function beginReading() {
  textPane.addEventListener("click", (event) => {
    const mark = event.target.closest(".mark");
    if (mark && outermost(mark).dataset.all) pressed(outermost(mark));
  });
  textPane.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const mark = event.target.closest(".mark");
    if (!mark) return;
    if (by) step(textPane, ".mark[role]", by);
    else if (event.key === "Enter" || event.key === " ") {
      pressed(mark);
      if (event.key === "Enter") sidePane.querySelector(".record.chosen")?.focus();
    } else return;
    event.preventDefault();
  });
  sidePane.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || !event.target.closest(".record")) return;
    step(sidePane, ".record", by);
    event.preventDefault();
  });
}

// On a narrow screen one pane is shown at a time; what a mark says comes up over the text.
function paneOf(name, sheet = false) {
  const view = byId("view-articles");
  view.classList.toggle("sheet", sheet);
  if (!sheet) view.dataset.pane = name;
  for (const one of view.querySelectorAll(".panes button")) {
    if (one.dataset.to === view.dataset.pane) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
}

async function turn(by) {
  const place = list.shown.indexOf(reading.at) + by;
  if (list.shown[place] === undefined) return;
  activate(place);
  location.hash = linkTo(list.shown[place]);
}
