"use strict";
// The text with its evidence marked. Where evidence of several records lies on one stretch, each has a line of its own.
const LANES = 4;

// Spans of the reading text, by edge; `records` are those shown, each with its number; `pointed` is a stretch to point at.
function edgesOf(records, pointed) {
  const edges = new Map();
  const edge = (at) => edges.get(at) || edges.set(at, { open: [], close: [] }).get(at);
  const put = (start, end, one) => {
    if (start === undefined || start >= end) return;
    edge(start).open.push(one);
    edge(end).close.push(one);
  };
  for (const { record, at } of records) for (const [, , , start, end] of record.evidence) put(start, end, { type: record.type, at });
  if (pointed) put(pointed[0], pointed[1], { type: "pointed", at: -1 });
  return edges;
}

// The stretches of the text from edge to edge, each with the records that hold it, cut at the ends of blocks.
function stretchesOf(article, records, pointed) {
  const edges = edgesOf(records, pointed);
  const cuts = new Set(article.blocks.flatMap(([, start, end]) => [start, end]));
  const stops = [...new Set([...edges.keys(), ...cuts, article.text.length])].sort((a, b) => a - b);
  const stretches = [];
  let held = [], from = 0;
  for (const stop of stops) {
    if (from < stop) stretches.push({ start: from, end: stop, held });
    from = stop;
    const { open, close } = edges.get(stop) || { open: [], close: [] };
    const gone = [...close];
    held = held.filter((one) => {
      const place = gone.indexOf(one.source);
      if (place >= 0) gone.splice(place, 1);
      return place < 0;
    }).map((one) => ({ ...one, begins: false }));
    held = [...held, ...open.map((one) => ({ ...one, source: one, begins: true }))];
  }
  return stretches;
}

function marked(text, held, summaries) {
  let inside = document.createTextNode(text);
  const records = held.filter(({ at }) => at >= 0);
  held.forEach(({ type, at, begins }, lane) => {
    const outer = lane === held.length - 1;
    const mark = element("span", {
      class: `mark ${type} lane-${Math.min(lane, LANES - 1)}${outer ? " outer" : ""}`, "data-record": at,
      "data-number": begins && at >= 0 ? at + 1 : null,
    }, inside);
    if (outer && records.length) {
      mark.setAttribute("data-all", records.map((one) => one.at).join(" "));
      mark.setAttribute("role", "button");
      mark.setAttribute("aria-label", `${text}：${records.map((one) => `${one.at + 1} ${summaries[one.at]}`).join("；")}`);
      mark.setAttribute("title", records.map((one) => `${one.at + 1} ${summaries[one.at]}`).join("\n"));
    }
    inside = mark;
  });
  return inside;
}

// Headings, paragraphs and, in small, what belongs to the page.
function blocksOf(article, records, pointed) {
  const stretches = stretchesOf(article, records, pointed);
  const summaries = Object.fromEntries(records.map(({ record, at }) => [at, `${typeName(record.type)} ${summary(record)}`]));
  const TAGS = { title: "h3", subtitle: "p", page: "p", body: "p" };
  let next = 0;
  return article.blocks.map(([kind, start, end]) => {
    while (next < stretches.length && stretches[next].end <= start) next += 1;
    const made = element(TAGS[kind], { class: kind });
    for (let at = next; at < stretches.length && stretches[at].start < end; at += 1)
      made.append(marked(article.text.slice(Math.max(start, stretches[at].start), Math.min(end, stretches[at].end)), stretches[at].held, summaries));
    return made;
  });
}
