// Files: of the index, fetched once and unpacked, from a server or a disk.

const siteRoot = new URL("../", document.currentScript.src);
const indexFolder = new URL("search/index/", siteRoot);
const panelData = (document.querySelector("[data-search]") || document.body).dataset;
const loading = new Map(); // file to the promise of what was read from it
const arriving = new Map(); // file that a script brings, to who waits for it
const DIGEST = 12; // letters
let inflate = null; // the script that unpacks, being loaded

// What `read` makes of the bytes of a file; one that failed to load is tried again.
function loadFile(name, read) {
  if (!loading.has(name)) {
    const bytes = panelData.searchOffline === "yes" ? byScript(name) : byFetch(name);
    const found = bytes.then(unpack).then(read);
    found.catch(() => loading.delete(name));
    loading.set(name, found);
  }
  return loading.get(name);
}

// The digest at a place of a string of them.
function digestAt(digests, place) {
  return digests.slice(place * DIGEST, (place + 1) * DIGEST);
}

function loadJson(name) {
  return loadFile(name, readJson);
}

function readText(bytes) {
  return new TextDecoder().decode(bytes);
}

function readJson(bytes) {
  return JSON.parse(readText(bytes));
}

// A file with a digest in its path never changes: see gongkai.output.searching.index.
async function byFetch(name) {
  const address = new URL(`${name}.pack`, indexFolder).href;
  const answer = await fetch(address, { cache: name.includes("/") ? "default" : "no-cache" });
  if (!answer.ok) {
    throw new Error(`${name}: ${answer.status}`);
  }
  return new Uint8Array(await answer.arrayBuffer());
}

function byScript(name) {
  return new Promise((resolve, reject) => {
    arriving.set(name, resolve);
    addScript(new URL(`${name}.js`, indexFolder).href).catch(reject);
  });
}

function addScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = () => reject(new Error(address));
    document.head.append(script);
  });
}

// Called by the scripts that byScript adds.
function searchFileArrived(name, words) {
  arriving.get(name)(Uint8Array.from(atob(words), (character) => character.charCodeAt(0)));
}

async function unpack(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    return bytes; // the server has already unpacked it
  }
  if (!("DecompressionStream" in window)) {
    inflate = inflate || addScript(panelData.searchInflate); // browsers of before 2023
    await inflate;
    return gunzip(bytes);
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Numbers in groups of seven bits, lowest first: as many as wanted; then the rest.
function readNumbers(bytes, wanted = bytes.length) {
  const numbers = new Int32Array(wanted);
  let size = 0;
  let at = 0;
  for (let shift = 0; size < wanted && at < bytes.length; at += 1) {
    numbers[size] |= (bytes[at] & 0x7f) << shift;
    shift += 7;
    if (bytes[at] < 0x80) {
      size += 1;
      shift = 0;
    }
  }
  return [numbers.subarray(0, size), bytes.subarray(at)];
}

// Index of the last entry that is not above a value, or -1.
function lastAtMost(entries, value) {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle] <= value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}
