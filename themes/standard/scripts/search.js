// The search page: a query in the address, answers from Pagefind, excerpts of our own.
// The index holds folded single characters, so a phrase of single characters finds any words.
"use strict";

const ROOT = new URL("../", document.currentScript.src);
const LONGEST = 200; // characters of a query
const SHOWN_AT_ONCE = 10;
const CONTEXT = 30; // characters kept before a match, and twice as many after it
const PAUSE = 300; // milliseconds without typing before a search starts by itself
const TITLE_ZONE = 64; // positions at the start of a page that belong to its title

// ---- Words: the same fold as the index, for each character on its own ----

function foldCharacter(character, table) {
  const plain = Array.from(character.normalize("NFKC").toLowerCase());
  return plain.map((each) => table[each] || each).join("").replace(/[^\p{L}\p{N}]/gu, "");
}

// The parts of a query that must all be found, folded, each once.
function partsOf(query, table) {
  const fold = (part) => Array.from(part, (each) => foldCharacter(each, table)).join("");
  return Array.from(new Set(query.split(/\s+/).map(fold))).filter(Boolean);
}

// One exact phrase for the engine for each part: "政 务 公 开".
function toEngineQuery(query, table) {
  return partsOf(query, table).map((part) => `"${Array.from(part).join(" ")}"`);
}

// ---- Excerpts: found in the text of the page itself ----

// Blocks of a page's text (the title first); the index writes "政 务␣公 开。 |" for "政务 公开。".
function blocksOf(content) {
  const blocks = [[]];
  for (const token of content.split(" ")) {
    if (token === "|") {
      blocks.push([]);
    } else {
      blocks[blocks.length - 1].push(token);
    }
  }
  return blocks.map((tokens) => tokens.join("").replace(/␣/g, " ")).filter(Boolean);
}

// Where the parts stand in a text: [start, end, part] in characters of it, in order.
function placesOf(text, parts, table) {
  const origin = []; // for each unit of the folded text, the character it comes from
  let folded = "";
  Array.from(text).forEach((character, index) => {
    const units = foldCharacter(character, table);
    folded += units;
    for (let unit = 0; unit < units.length; unit += 1) {
      origin.push(index);
    }
  });
  const places = [];
  for (const part of parts) {
    let at = folded.indexOf(part);
    while (at >= 0) {
      places.push([origin[at], origin[at + part.length - 1] + 1, part]);
      at = folded.indexOf(part, at + part.length);
    }
  }
  return places.sort((one, other) => one[0] - other[0]);
}

// The block that says most about the query; the title only when no other has a word of it.
function bestBlock(blocks, parts, table) {
  let best = { text: "", places: [], score: 0 };
  blocks.forEach((text, index) => {
    const places = placesOf(text, parts, table);
    const score = text === blocks[0] ? 0 : new Set(places.map((place) => place[2])).size;
    if (score > best.score || index === 0) {
      best = { text, places, score };
    }
  });
  return best;
}

// Text and <mark> nodes for a text from one character to another.
function markedNodes(text, places, from, to) {
  const characters = Array.from(text);
  const nodes = []; // for append(), which takes plain text as it takes nodes
  let done = from;
  for (const [start, end] of places) {
    if (start >= done && end <= to) {
      const mark = document.createElement("mark");
      mark.textContent = characters.slice(start, end).join("");
      nodes.push(characters.slice(done, start).join(""), mark);
      done = end;
    }
  }
  nodes.push(characters.slice(done, to).join(""));
  return nodes;
}

function excerptNodes(content, parts, table) {
  const { text, places } = bestBlock(blocksOf(content), parts, table);
  const length = Array.from(text).length;
  const first = places.length ? places[0] : [0, 0];
  const from = Math.max(0, first[0] - CONTEXT);
  const to = Math.min(length, first[1] + 2 * CONTEXT);
  const nodes = markedNodes(text, places, from, to);
  return [from > 0 ? "……" : "", ...nodes, to < length ? "……" : ""];
}

// ---- The engine: which pages hold all parts ----

async function loadEngine() {
  const [pagefind, answer] = await Promise.all([
    import("../pagefind/pagefind.js"),
    fetch(new URL("assets/fold.json", ROOT).href),
  ]);
  if (!answer.ok) {
    throw new Error(`fold.json: ${answer.status}`);
  }
  await pagefind.options({ baseUrl: ROOT.pathname });
  return { pagefind, table: await answer.json() };
}

// Pages that hold every phrase, those with all of them in the title first, else in the order
// of the index (newest first).
async function findPages(pagefind, phrases) {
  const answers = await Promise.all(phrases.map((phrase) => pagefind.search(phrase)));
  const found = answers.map(({ results }) => new Map(results.map((each) => [each.id, each])));
  const pages = answers[0].results.filter(({ id }) => found.every((each) => each.has(id)));
  const inTitle = ({ id }) => found.every((each) => each.get(id).words[0] < TITLE_ZONE);
  return [...pages.filter(inTitle), ...pages.filter((page) => !inTitle(page))];
}

// ---- The page ----

class SearchPage {
  constructor(box) {
    this.form = box.querySelector("form");
    this.field = box.querySelector("[data-search-field]");
    this.status = box.querySelector("[data-search-status]");
    this.list = box.querySelector("[data-search-results]");
    this.more = box.querySelector("[data-search-more]");
    this.run = 0; // number of the newest search; answers to older ones are dropped
    this.composing = false;
    this.typing = false; // the address belongs to words that are still being typed
    this.engine = null;
    this.rest = [];
    this.title = document.title;
  }

  start() {
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.field.addEventListener("input", () => this.type());
    this.field.addEventListener("compositionstart", () => {
      this.composing = true;
    });
    this.field.addEventListener("compositionend", () => {
      this.composing = false;
      this.type();
    });
    this.more.addEventListener("click", () => this.showMore(true));
    window.addEventListener("popstate", () => this.follow());
    this.follow();
  }

  // Take the query from the address.
  follow() {
    this.typing = false;
    const query = new URLSearchParams(location.search).get("q") || "";
    this.field.value = query;
    this.search(query);
  }

  submit(event) {
    event.preventDefault();
    if (this.composing) {
      return;
    }
    clearTimeout(this.timer);
    this.remember(this.field.value, false);
    this.search(this.field.value);
    if (!this.field.value.trim()) {
      this.say("请输入检索词。");
    }
  }

  type() {
    clearTimeout(this.timer);
    if (this.composing) {
      return;
    }
    this.timer = setTimeout(() => {
      this.remember(this.field.value, true);
      this.search(this.field.value);
    }, PAUSE);
  }

  // Put the query into the address: one step back for each query, not for each letter of it.
  remember(query, typing) {
    const here = new URL(location.href);
    const fits = Array.from(query).length <= LONGEST; // no server takes an address without end
    if (fits && (here.searchParams.get("q") || "") !== query) {
      here.searchParams.set("q", query);
      here.hash = "";
      const write = this.typing ? "replaceState" : "pushState";
      history[write](null, "", here.href);
    }
    this.typing = typing;
  }

  say(words) {
    this.status.textContent = words;
  }

  clear() {
    this.list.textContent = "";
    this.more.hidden = true;
    this.rest = [];
  }

  async search(query) {
    this.run += 1;
    const run = this.run;
    const words = query.trim();
    document.title = words ? `${words} - ${this.title}` : this.title;
    this.clear();
    if (!words) {
      this.say("");
    } else if (Array.from(words).length > LONGEST) {
      this.say(`检索词超过 ${LONGEST} 个字，请缩短后再查。`);
    } else {
      this.say("正在检索……");
      try {
        await this.answer(words, run);
      } catch (error) {
        this.engine = null; // a failed load is tried again by the next search
        if (run === this.run) {
          this.say("检索暂时用不了。请稍后再试，或者从下面的目录查找。");
        }
      }
    }
  }

  async answer(words, run) {
    this.engine = this.engine || loadEngine();
    const { pagefind, table } = await this.engine;
    this.parts = partsOf(words, table);
    this.table = table;
    const phrases = toEngineQuery(words, table);
    const pages = phrases.length ? await findPages(pagefind, phrases) : [];
    if (run !== this.run) {
      return;
    }
    this.rest = pages;
    if (!pages.length) {
      const none = phrases.length ? `没有找到“${words}”。` : "检索词里没有文字或数字。";
      this.say(`${none}可以换一个说法，或者从下面的目录查找。`);
      return;
    }
    await this.showMore(false);
    if (run === this.run) {
      this.say(`找到 ${pages.length} 条结果。`);
    }
  }

  async showMore(byHand) {
    const run = this.run;
    const pages = await Promise.all(this.rest.slice(0, SHOWN_AT_ONCE).map((page) => page.data()));
    if (run !== this.run) {
      return;
    }
    this.rest = this.rest.slice(SHOWN_AT_ONCE);
    const entries = pages.map((page) => this.entry(page));
    this.list.append(...entries);
    this.more.hidden = !this.rest.length;
    if (byHand) {
      entries[0].querySelector("a").focus();
    }
  }

  entry(page) {
    const title = page.meta.title;
    const entry = document.createElement("li");
    entry.className = "gk-search__result";
    const link = entry.appendChild(document.createElement("a"));
    link.className = "gk-search__link";
    link.href = new URL(page.raw_url, ROOT).href;
    const places = placesOf(title, this.parts, this.table);
    link.append(...markedNodes(title, places, 0, Array.from(title).length));
    const excerpt = entry.appendChild(document.createElement("p"));
    excerpt.append(...excerptNodes(page.content, this.parts, this.table));
    const address = entry.appendChild(document.createElement("p"));
    address.className = "gk-search__address";
    address.textContent = page.raw_url;
    return entry;
  }
}

document.querySelectorAll("[data-search]").forEach((box) => new SearchPage(box).start());
