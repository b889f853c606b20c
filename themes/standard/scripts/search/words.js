// Words: the fold, the parts of a query, and where they stand in a text.
"use strict";

const MOST_PARTS = 20;
const simplified = new Map(); // traditional character to its simplified one
const folds = new Map(); // character to its fold

// The table as gongkai.output.searching.index writes it.
function readTable(bytes) {
  const [[count, ...steps]] = readNumbers(bytes);
  let from = 0;
  let to = 0;
  for (let index = 0; index < count; index += 1) {
    const step = steps[count + index];
    to += steps[index];
    from += step & 1 ? -(step + 1) / 2 : step / 2;
    simplified.set(String.fromCodePoint(from), String.fromCodePoint(to));
  }
}

// The rule of gongkai.terms.fold, for each character on its own.
function foldCharacter(character) {
  let folded = folds.get(character);
  if (folded === undefined) {
    const plain = [...character.normalize("NFKC").toLowerCase()];
    folded = plain.map((each) => simplified.get(each) || each).join("").replace(/[^\p{L}\p{N}]/gu, "");
    folds.set(character, folded);
  }
  return folded;
}

function foldText(text) {
  return [...text].map(foldCharacter).join("");
}

// What a page must hold, each part once; only white space divides.
function partsOf(query) {
  const parts = query.split(/\s+/).map(foldText).filter(Boolean);
  return [...new Set(parts)].slice(0, MOST_PARTS);
}

// What all spellings of a name share; the rule of gongkai.output.searching.names.
function keyOf(query) {
  return foldText(query)
    .replace(/([0-9])第(?=[0-9])/g, "$1")
    .replace(/([0-9])号(?:文件?)?$/, "$1");
}

// Where the parts stand in a text: [start, end] in order.
function placesOf(text, parts) {
  const starts = []; // of each folded unit: where its character starts, and ends
  const ends = [];
  let folded = "";
  let at = 0;
  for (const character of text) {
    const units = foldCharacter(character);
    for (let unit = 0; unit < units.length; unit += 1) {
      starts.push(at);
      ends.push(at + character.length);
    }
    folded += units;
    at += character.length;
  }
  const places = [];
  for (const part of parts) {
    for (let found = folded.indexOf(part); found >= 0; found = folded.indexOf(part, found + 1)) {
      places.push([starts[found], ends[found + part.length - 1]]);
    }
  }
  return places.sort((one, other) => one[0] - other[0]);
}

// A text between two places as pieces [text, whether marked]; places may overlap.
function piecesOf(text, places, from, to) {
  const pieces = [];
  let done = from;
  for (const place of places) {
    const [start, end] = place.map((at) => Math.min(Math.max(at, done), to));
    pieces.push([text.slice(done, start), false], [text.slice(start, end), true]);
    done = end;
  }
  pieces.push([text.slice(done, to), false]);
  return pieces.filter(([piece]) => piece);
}
