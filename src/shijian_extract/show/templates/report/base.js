"use strict";
// What the page knows from the first, its words, and how elements are made. Text from the data goes in by textContent and
// by attributes of fixed names alone, never as markup.
const KNOWN = JSON.parse(document.getElementById("known").textContent);
const { index: INDEX, types: TYPES, indicators: INDICATORS, places: PLACES } = KNOWN;
const settings = { language: KNOWN.language, theme: "auto" };

const byId = (id) => document.getElementById(id);

// The words of a key in the language of the page; `{n}` and the like are filled in.
function say(key, values = {}) {
  const said = KNOWN.words[key];
  if (!said) return key;
  return said[settings.language].replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

const ATTRIBUTES = new Set(["id", "class", "type", "role", "lang", "href", "title", "value", "tabindex", "scope", "download",
  "aria-label", "aria-selected", "aria-setsize", "aria-posinset", "aria-pressed", "aria-hidden", "aria-current", "for",
  "data-record", "data-all", "data-number", "data-type"]);

// What turns the direction of writing around shows as a sign, so that a name turns nothing beside it.
const upright = (child) => (typeof child === "string" ? child.replace(/[\u202a-\u202e\u2066-\u2069]/g, "\ufffd") : child);

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (!ATTRIBUTES.has(key)) throw new TypeError(key);
    if (value !== null && value !== undefined) made.setAttribute(key, upright(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined).map(upright));
  return made;
}

function button(text, pressed, attributes = {}) {
  const made = element("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", pressed);
  return made;
}

function options(select, all) {
  const kept = select.value;
  select.replaceChildren(...all.map(([value, text]) => element("option", { value }, text)));
  if (all.some(([value]) => String(value) === kept)) select.value = kept;
}

// The words of the page's fixed parts, in the language chosen.
function putWords(root = document) {
  for (const one of root.querySelectorAll("[data-word]")) one.textContent = say(one.dataset.word);
  for (const one of root.querySelectorAll("[data-label]")) one.setAttribute("aria-label", say(one.dataset.label));
  for (const one of root.querySelectorAll("[data-hint]")) one.setAttribute("placeholder", say(one.dataset.hint));
}

const numbers = {
  zh: new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 10 }),
  en: new Intl.NumberFormat("en", { maximumFractionDigits: 10 }),
};
const number = (value) => numbers[settings.language].format(value);

// A quantity as it was told: its number is no more exact than the text has it.
function quantityText(quantity, withUnit = true) {
  const unit = withUnit && quantity.unit ? (settings.language === "en" ? ` ${quantity.unit}` : quantity.unit) : "";
  const { value, low, high, approximation } = quantity;
  const bound = (one) => (one === null ? "…" : number(one));
  return say(`as_${approximation}`, { n: bound(value ?? low ?? high), low: bound(low ?? value), high: bound(high ?? value), unit });
}

const typeName = (type) => say(`type_${type}`);
const viewHeading = (view) => element("h2", { class: "seen-by-name" }, say(`view_${view}`));
const indicatorName = (indicator) => say(`indicator_${indicator}`);
const placeName = (place) => (place === null || place === undefined ? "" : PLACES[place][0]);
const titleOf = (article) => INDEX.title[article] || INDEX.id[article] || say("article_n", { n: article + 1 });
const linkTo = (article, record) => `#a${article}${record === null || record === undefined ? "" : `r${record}`}`;
// Draws anew what stands in `root`; where one of its `selector` had the focus, the one in its place has it then.
async function keepingFocus(root, selector, draw) {
  const place = [...root.querySelectorAll(selector)].indexOf(document.activeElement);
  await draw();
  if (place >= 0) root.querySelectorAll(selector)[place]?.focus();
}
// As one searches: full-width letters and digits are as good as others.
const folded = (text) => text.normalize("NFKC").toLowerCase();
const debounced = (wait, run) => {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, wait);
  };
};
