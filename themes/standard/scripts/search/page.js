// The search page: query in the address, results, links that order and narrow them.

const AT_ONCE = 10;
const FIRST = 5; // shown at once: with names as many files as browsers load together
const PAUSE = 300; // milliseconds from typing to searching
const FEW_PAGES = 5000; // more cost too much unasked
const MOST_VALUES = 8; // of a facet, at first
// Parts of the panel; what the page says stands in its data-say attributes.
const [form, field, statusLine, named, filters, facetList, resultList, more] =
  "form field status named filters facets results more"
    .split(" ")
    .map((part) => document.querySelector(`[data-search-${part}]`));
const ownTitle = document.title;
const isWide = matchMedia("(min-width: 1024px)").matches;
let run = 0; // number of the newest search; answers to older ones are dropped
let stillTyping = false; // the address belongs to words that are still being typed
let timer = 0;
let shown = null; // the answer on the page

function make(tag, name, ...content) {
  const element = document.createElement(tag);
  element.className = `gk-search__${name}`;
  element.append(...content);
  return element;
}

function makeLink(name, address, ...content) {
  const link = make("a", name, ...content);
  link.href = address;
  return link;
}

function markedNodes(pieces) {
  return pieces.map(([text, isMarked]) => (isMarked ? make("mark", "mark", text) : text));
}

// A page of this site; on a disk a folder needs its file.
function addressOf(address) {
  const folder = location.protocol === "file:" && (!address || address.endsWith("/"));
  return new URL(folder ? `${address}index.html` : address, siteRoot).href;
}

// Down to the paragraph, and where browsers can, to the words.
function placeIn(address, { anchor, quote }) {
  const words = quote && "fragmentDirective" in document ? encodeURIComponent(quote) : "";
  const directive = words && `:~:text=${words.replace(/-/g, "%2D")}`;
  return addressOf(address) + (anchor || directive ? `#${anchor}${directive}` : "");
}

function entryOf({ page, title, excerpts }) {
  const texts = excerpts.map((excerpt) => {
    const link = makeLink("excerpt", placeIn(page.address, excerpt), ...markedNodes(excerpt.pieces));
    return make("p", `text${excerpt.cuts}`, link);
  });
  const link = makeLink("link", addressOf(page.address), ...markedNodes(title));
  return make("li", "result", link, make("p", "note", page.facts.join(" · ")), ...texts);
}

function nameOf([label, note, address]) {
  return make("li", "item", makeLink("link", addressOf(address), label), make("span", "note", note));
}

function addressWith(key, value) {
  const here = new URL(location.href);
  here.hash = "";
  here.searchParams.delete(key);
  if (value) {
    here.searchParams.set(key, value);
  }
  return here.href;
}

// A step back for each query, not for each letter.
function go(address, typing) {
  if (address !== location.href) {
    history[stillTyping && typing ? "replaceState" : "pushState"](null, "", address);
  }
  stillTyping = typing;
  answerAddress();
}

function takeWords(typing) {
  clearTimeout(timer);
  go(addressWith("q", field.value.trim()), typing);
}

// Words still being composed are not searched.
function waitForMore(composing) {
  clearTimeout(timer);
  if (!composing) {
    timer = setTimeout(() => takeWords(true), PAUSE);
  }
}

function followAddress() {
  field.value = new URLSearchParams(location.search).get("q") || "";
  go(location.href, false);
}

// Filters and orders are links to copy; a plain click stays on the page.
function clickStep(event) {
  const link = event.target.closest(".gk-search__step");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    go(link.href, false);
    statusLine.focus();
  }
}

async function answerAddress() {
  run += 1;
  const own = run;
  const told = new URLSearchParams(location.search);
  const query = (told.get("q") || "").trim();
  document.title = query ? `${query.slice(0, 40)} - ${ownTitle}` : ownTitle;
  statusLine.textContent = query && say("busy");
  try {
    const answer = await ask(query, Object.fromEntries(told), told.get("order") === "date");
    answer.query = query;
    answer.lacking = new Set();
    const naming = !answer.trouble && part(answer, "names", () => answer.documents.named(query));
    const results = answer.trouble ? [] : await answer.next(FIRST);
    answer.names = (await naming) || [];
    if (own === run) {
      show(answer, results);
      await (answer.trouble || complete(own));
    }
  } catch (error) {
    const again = await isOutdated();
    if (own === run) {
      if (again) {
        answerAddress();
      } else {
        show({ trouble: "failed", names: [] }, []);
      }
    }
  }
}

// A part of an answer: when a file of it fails to load, the others stay, and the page says so.
// When that file went with an older state of the site, all is answered anew.
async function part(answer, name, load) {
  const own = run;
  try {
    const found = await load();
    answer.lacking.delete(name);
    return found;
  } catch (error) {
    answer.lacking.add(name);
    if ((await isOutdated()) && own === run) {
      answerAddress();
    }
    return null;
  }
}

function say(name, value) {
  return form.parentElement.getAttribute(`data-say-${name}`).replace("{}", () => value);
}

function show(answer, results) {
  shown = answer;
  filters.hidden = more.hidden = true;
  named.textContent = "";
  named.append(...answer.names.slice(0, AT_ONCE).map(nameOf));
  resultList.textContent = "";
  resultList.append(...results.map(entryOf));
  statusLine.textContent = say(answer.trouble || "busy");
}

function addResults(results) {
  resultList.append(...results.map(entryOf));
  more.hidden = !(shown.taken < shown.queue.length);
}

function count() {
  const { queue, all, isNarrowed, names, query } = shown;
  if (queue.length) {
    return say(shown.exact ? "found" : "about", queue.length);
  }
  const advice = isNarrowed && all.length ? "narrowed" : names.length ? "names" : "advice";
  return say("none", query.slice(0, 40)) + say(advice);
}

function tell() {
  statusLine.textContent = count() + Array.from(shown.lacking, (name) => say(`no-${name}`)).join("");
}

// What may come a moment later: more results, exact numbers, filters.
async function complete(own) {
  const answer = shown;
  await addMore(AT_ONCE - resultList.children.length);
  if (own === run && answer.all.length) {
    await part(answer, "filters", () => answer.settle());
    if (own === run) {
      tell();
      filters.hidden = answer.lacking.has("filters");
      filters.open = filters.open || answer.isNarrowed;
      await showFilters();
    }
  }
}

// Whether there were more; one step at a time.
async function addMore(wanted) {
  const own = run;
  const answer = shown;
  if (answer.isBusy) {
    return false;
  }
  answer.isBusy = true;
  const results = await part(answer, "more", () => answer.next(wanted));
  answer.isBusy = false;
  if (own !== run) {
    return false;
  }
  addResults(results || []);
  tell();
  return results && results.length > 0;
}

async function showMore() {
  const last = resultList.lastChild;
  if (await addMore(AT_ONCE)) {
    last.nextSibling.querySelector("a").focus();
  }
}

function stepTo(words, key, value, current) {
  const link = makeLink("step", addressWith(key, value), words);
  if (current) {
    link.setAttribute("aria-current", "true");
  }
  return make("li", "item", link);
}

// Facets are loaded when the filters are open.
async function showFilters() {
  const answer = shown;
  if (filters.hidden || !filters.open) {
    return;
  }
  const facets = await part(answer, "filters", () => answer.facets());
  if (answer !== shown) {
    return;
  }
  tell();
  if (!facets) {
    return;
  }
  const byDate = stepTo(say("date"), "order", "date", shown.byDate);
  const byRelevance = stepTo(say("relevance"), "order", "", !shown.byDate);
  facetList.textContent = "";
  facetList.append(groupOf(say("order"), [byRelevance, byDate]));
  for (const facet of FACETS) {
    const chosen = shown.filters[facet];
    const items = facets[facet].map(([value, pages]) =>
      stepTo(`${value}（${pages}）`, facet, value, value === chosen),
    );
    if (items.length > 1 || chosen) {
      const all = chosen ? [stepTo(say("all"), facet, "", false)] : [];
      facetList.append(groupOf(say(facet), all.concat(items)));
    }
  }
}

function groupOf(label, items) {
  const group = make("div", "facet", make("h2", "heading", label));
  group.append(make("ul", "values", ...items.slice(0, MOST_VALUES)));
  const rest = items.slice(MOST_VALUES);
  if (rest.length) {
    const summary = make("summary", "summary", say("rest", rest.length));
    group.append(make("details", "rest", summary, make("ul", "values", ...rest)));
  }
  return group;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  takeWords(false);
});
field.addEventListener("input", (event) => waitForMore(event.isComposing));
field.addEventListener("compositionend", () => waitForMore(false));
more.addEventListener("click", showMore);
facetList.addEventListener("click", clickStep);
window.addEventListener("popstate", followAddress);
filters.addEventListener("toggle", showFilters);
if (isWide) {
  more.after(filters); // beside the results: the keyboard comes to them later, too
}
openSearch() // loads while the reader types; a search says what failed
  .then(({ documents: { meta } }) => {
    filters.open = meta.pages <= FEW_PAGES && isWide;
  })
  .catch(() => {});
followAddress();
