"use strict";
// Packs lie at the end of the page and are unpacked where they are looked at. The last few are kept.
const packs = {
  kept: new Map(),
  most: 8,
  texts: new Array(INDEX.id.length).fill(null),
  read: 0,
};

// Packs stand behind the scripts: what asks for one early waits until the page is read.
const pageRead = new Promise((resolve) => {
  if (document.readyState !== "loading") resolve();
  else document.addEventListener("DOMContentLoaded", resolve, { once: true });
});

async function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(plain).text());
}

async function pack(at) {
  await pageRead;
  if (!packs.kept.has(at)) {
    packs.kept.set(at, unpacked(document.getElementsByClassName("pack")[at].textContent));
    if (packs.kept.size > packs.most) packs.kept.delete(packs.kept.keys().next().value);
  }
  return packs.kept.get(at);
}

async function articleAt(at) {
  return (await pack(Math.floor(at / KNOWN.perPack)))[at % KNOWN.perPack];
}

// The texts to search in, read one pack after the other while nothing else is to be done.
const idle = () => new Promise((resolve) => (window.requestIdleCallback ? requestIdleCallback(resolve) : setTimeout(resolve, 20)));

async function readTexts(told) {
  await pageRead;
  const count = Math.ceil(INDEX.id.length / KNOWN.perPack);
  for (let at = 0; at < count; at += 1) {
    await idle();
    const articles = await (packs.kept.get(at) || unpacked(document.getElementsByClassName("pack")[at].textContent));
    articles.forEach((article, place) => {
      packs.texts[at * KNOWN.perPack + place] = folded(article.text || "");
    });
    packs.read = at + 1 === count ? INDEX.id.length : (at + 1) * KNOWN.perPack;
    told();
  }
}

const studied = { data: null };
async function study() {
  studied.data ??= pageRead.then(() => unpacked(byId("studied").textContent));
  return studied.data;
}
