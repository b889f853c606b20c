// Search: from a query to the pages that hold it, in order, with excerpts and counts.

const LONGEST = 1000; // characters of a query
const CHECKED = 200; // texts that are loaded unasked to make numbers exact
const BEFORE = 30; // characters of an excerpt before the first match
const LENGTH = 110; // of an excerpt
const FACETS = ["kind", "year", "region", "units", "column", "validity"];

// filters: {facet: value}.
async function ask(query, filters = {}, byDate = false) {
  const words = query.trim();
  if (!words || words.length > LONGEST) {
    return { trouble: words ? "long" : "empty" };
  }
  const { documents, find } = await openSearch();
  const parts = partsOf(words);
  if (!parts.length) {
    return { trouble: "signs" };
  }
  const answer = new Answer(documents, parts, await Promise.all(parts.map(find)));
  await answer.narrow(filters, byDate);
  return answer;
}

class Answer {
  constructor(documents, parts, found) {
    this.documents = documents;
    this.parts = parts;
    this.all = this.take(found); // every candidate before the filters
    this.checked = new Map(); // page to whether it holds the words
  }

  // found: of each part its pieces, exact or not, and how to make them so.
  take(found) {
    this.found = found;
    this.exact = found.every(({ exact }) => exact);
    return this.documents.pagesOf(found);
  }

  // All parts in the title first, then the newest: pages ascend with the date.
  async narrow(filters, byDate) {
    this.filters = filters;
    this.byDate = byDate;
    this.isNarrowed = FACETS.some((facet) => filters[facet]);
    if (this.isNarrowed) {
      this.filing = await this.documents.filing();
    }
    const first = [];
    const others = [];
    for (const each of this.all) {
      if (this.passes(each >> 1)) {
        (byDate || each & 1 ? first : others).push(each >> 1);
      }
    }
    this.queue = first.reverse().concat(others.reverse());
    this.taken = 0; // how many of the queue have been given out
  }

  // Whether a page is filed under every chosen value, the facet `but` left out.
  passes(page, but) {
    return !this.isNarrowed || FACETS.every((facet) => {
      const wanted = this.filters[facet];
      const { values, of } = (wanted && facet !== but && this.filing[facet]) || {};
      return !values || of[page].includes(values.indexOf(wanted));
    });
  }

  // The next results, at most as many as wanted, each checked by its text.
  async next(wanted) {
    const pages = [];
    const { taken } = this;
    while (pages.length < wanted && taken + pages.length < this.queue.length) {
      const numbers = this.queue.slice(taken + pages.length, taken + wanted);
      pages.push(...(await this.check(numbers)));
    }
    this.taken += pages.length; // none when some failed to load
    return pages.map((page) => resultOf(page, this.parts));
  }

  // Load pages; gives those that hold the words, and forgets the others.
  async check(numbers) {
    const pages = await Promise.all(Array.from(numbers, (number) => this.load(number)));
    if (!pages.every(Boolean)) {
      this.keep((number) => this.checked.get(number) !== false);
    }
    return pages.filter(Boolean);
  }

  // A page with the first piece of each part; if these do not do, with all.
  async load(number, most = 1) {
    const { documents } = this;
    const near = this.found.flatMap(({ pieces }) => {
      const from = lastAtMost(pieces, number * 2 - 1) + 1;
      return Array.from(pieces.slice(from, from + most), (each) => each >> 1);
    });
    const own = near.filter((piece) => documents.heads[piece] === number);
    const pieces = await Promise.all(own.map((piece) => documents.piece(piece)));
    const holds = this.parts.every((part) => pieces.some(({ whole }) => whole.includes(part)));
    this.checked.set(number, holds);
    if (holds) {
      return { ...pieces[0], blocks: pieces.flatMap(({ blocks }) => blocks) };
    }
    return most === 1 && this.load(number, Infinity);
  }

  keep(isGood) {
    this.queue = this.queue.filter(isGood);
    this.all = this.all.filter((each) => isGood(each >> 1));
  }

  // Make the numbers exact, by the engine or else by the texts.
  async settle(evenMany) {
    const refined = this.found.map((each) => (each.refine ? each.refine() : each));
    const good = new Set(this.take(await Promise.all(refined)).map((each) => each >> 1));
    this.keep((number) => good.has(number));
    const open = this.all.map((each) => each >> 1).filter((number) => !this.checked.has(number));
    if (!this.exact && (evenMany || open.length <= CHECKED)) {
      this.exact = true;
      await this.check(open);
    }
  }

  // {facet: [[value, count], ...]}: what would be found with that value.
  async facets() {
    this.filing = await this.documents.filing();
    const facets = {};
    for (const facet of FACETS) {
      const { values, of } = this.filing[facet];
      const rows = values.map((value) => [value, 0]);
      for (const each of this.all) {
        (this.passes(each >> 1, facet) ? of[each >> 1] : []).forEach((value) => (rows[value][1] += 1));
      }
      const key = facet === "year" ? 0 : 1;
      facets[facet] = rows.filter((row) => row[1]).sort((one, other) => other[key] - one[key]);
    }
    return facets;
  }
}

function resultOf(page, parts) {
  const { title } = page;
  const pieces = piecesOf(title, placesOf(title, parts), 0, title.length);
  return { page, title: pieces, excerpts: excerptsOf(page, parts) };
}

// Excerpts with each part that is not in the title; else any; else the beginning.
function excerptsOf(page, parts) {
  const excerpts = [];
  let wanted = parts.filter((part) => !page.folded.includes(part));
  wanted = wanted.length ? wanted : parts;
  while (wanted.length && excerpts.length < 3) {
    const counts = page.blocks.map(
      ({ folded }) => wanted.filter((part) => folded.includes(part)).length,
    );
    const most = Math.max(0, ...counts);
    if (!most) {
      break;
    }
    const excerpt = excerptOf(page.blocks[counts.indexOf(most)], parts, wanted);
    excerpts.push(excerpt);
    wanted = wanted.filter((part) => !excerpt.folded.includes(part));
  }
  const [first] = page.blocks;
  return excerpts.length || !first ? excerpts : [excerptOf(first, parts, parts)];
}

// A literal piece of a block around the first match, and the nearest id above it.
function excerptOf({ text, anchors }, parts, wanted) {
  const [[start, end] = [0, 0]] = placesOf(text, wanted);
  const places = placesOf(text, parts);
  // No cut within words found.
  const from = places.reduceRight(
    (at, place) => (place[0] < at && at < place[1] ? place[0] : at),
    Math.max(0, start - BEFORE),
  );
  const to = places.reduce(
    (at, place) => (place[0] < at && at < place[1] ? place[1] : at),
    Math.min(text.length, Math.max(from + LENGTH, end)),
  );
  let anchor = "";
  for (let at = 0; at < anchors.length && anchors[at] <= start; at += 2) {
    anchor = anchors[at + 1];
  }
  return {
    pieces: piecesOf(text, places, from, to),
    folded: foldText(text.slice(from, to)),
    cuts: (from > 0 ? " gk-search__text--before" : "") + (to < text.length ? " gk-search__text--after" : ""),
    anchor,
    quote: text.slice(start, end),
  };
}
