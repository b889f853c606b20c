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
  const { documents, engine } = await openSearch();
  const parts = partsOf(words);
  if (!parts.length) {
    return { trouble: "signs" };
  }
  const answer = new Answer(documents, parts, await engine.candidates(parts));
  await answer.narrow(filters, byDate);
  return answer;
}

class Answer {
  constructor(documents, parts, { pages, exact, refine }) {
    this.documents = documents;
    this.parts = parts;
    this.all = pages; // every candidate before the filters
    this.exact = exact; // whether every candidate is known to hold the words
    this.refine = refine; // unless exact: finds again with what is left to load
    this.checked = new Map(); // page to whether it holds them
  }

  // Those with all parts in the title first, then the newest: pages ascend with the date.
  async narrow(filters, byDate) {
    this.filters = filters;
    this.byDate = byDate;
    this.isNarrowed = FACETS.some((facet) => filters[facet]);
    if (this.isNarrowed) {
      this.filing = await this.documents.filing();
    }
    const passing = this.isNarrowed ? this.all.filter((each) => this.passes(each >> 1)) : this.all;
    const first = [];
    const others = [];
    for (let at = passing.length - 1; at >= 0; at -= 1) {
      (byDate || passing[at] & 1 ? first : others).push(passing[at] >> 1);
    }
    this.queue = first.concat(others);
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

  // The next results, at most as many as wanted, each checked against its page's text.
  async next(wanted) {
    const results = [];
    while (results.length < wanted && this.taken < this.queue.length) {
      const numbers = this.queue.slice(this.taken, this.taken + wanted - results.length);
      const pages = await this.check(numbers);
      this.taken += pages.length;
      results.push(...pages.map((page) => resultOf(page, this.parts)));
    }
    return results;
  }

  // Load pages; gives those that hold the words, and forgets the others.
  async check(numbers) {
    const pages = await Promise.all(Array.from(numbers, (number) => this.documents.page(number)));
    const holding = pages.filter((page, index) => {
      const holds = this.parts.every((part) => page.whole.includes(part));
      this.checked.set(numbers[index], holds);
      return holds;
    });
    if (holding.length < pages.length) {
      this.keep((number) => this.checked.get(number) !== false);
    }
    return holding;
  }

  keep(isGood) {
    this.queue = this.queue.filter(isGood);
    this.all = this.all.filter((each) => isGood(each >> 1));
  }

  // Make the numbers exact, by the engine or else by the texts.
  async settle(evenMany) {
    if (this.exact) {
      return;
    }
    const { pages, exact } = await this.refine();
    const good = new Set(pages.map((each) => each >> 1));
    this.keep((number) => good.has(number));
    const open = this.all.map((each) => each >> 1).filter((number) => !this.checked.has(number));
    this.exact = exact || evenMany || open.length <= CHECKED;
    if (this.exact && !exact) {
      await this.check(open);
    }
  }

  // {facet: [[value, count], ...]}: counts what would be found with that value of the facet.
  async facets() {
    this.filing = await this.documents.filing();
    const facets = {};
    for (const facet of FACETS) {
      const { values, of } = this.filing[facet];
      const counts = values.map(() => 0);
      for (const each of this.all) {
        (this.passes(each >> 1, facet) ? of[each >> 1] : []).forEach((value) => (counts[value] += 1));
      }
      const rows = values.map((value, index) => [value, counts[index]]).filter((row) => row[1]);
      const key = facet === "year" ? 0 : 1;
      facets[facet] = rows.sort((one, other) => other[key] - one[key]);
    }
    return facets;
  }
}

function resultOf(page, parts) {
  const { title } = page;
  const pieces = piecesOf(title, placesOf(title, parts), 0, title.length);
  return { page, title: pieces, excerpts: excerptsOf(page, parts) };
}

// Excerpts that show each part that is not in the title; else any; else the beginning.
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
  const from = Math.max(0, start - BEFORE);
  const to = Math.min(text.length, Math.max(from + LENGTH, end));
  let anchor = "";
  for (let at = 0; at < anchors.length && anchors[at] <= start; at += 2) {
    anchor = anchors[at + 1];
  }
  return {
    pieces: piecesOf(text, placesOf(text, parts), from, to),
    folded: foldText(text.slice(from, to)),
    cuts: (from > 0 ? " gk-search__text--before" : "") + (to < text.length ? " gk-search__text--after" : ""),
    anchor,
    quote: text.slice(start, end),
  };
}
