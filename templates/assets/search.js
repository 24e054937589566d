// Full-text search in the browser: reads the index that `govreport build` wrote beside the search
// page (docs/search.md tells its form) and fills the page. The first half is the reader, the
// second the page; how files come is in search-files.js.
"use strict";

globalThis.govreportSearchBegin = ({ LoadError, file, inflate, open: openFiles, utf8, withParts }) => {
  const numbered = (kind, number) => `${kind}${number >> 8}/${number & 255}.js`;

  class Numbers {
    constructor(bytes) {
      this.bytes = bytes;
      this.at = 0;
    }
    next() {
      const { bytes } = this;
      let value = 0;
      let scale = 1;
      while (bytes[this.at] > 127) {
        value += (bytes[this.at++] & 127) * scale;
        scale *= 128;
      }
      return value + bytes[this.at++] * scale;
    }
    several(count) {
      const found = new Array(count);
      for (let i = 0; i < count; i += 1) found[i] = this.next();
      return found;
    }
    stream() {
      const size = this.next();
      return this.bytes.subarray(this.at, (this.at += size));
    }
    get more() {
      return this.at < this.bytes.length;
    }
  }

  // ---------------------------------------------------------------- folding

  // The Chinese characters of GB 2312, which the browser can list by itself.
  function gb2312() {
    const bytes = [];
    for (let high = 0xb0; high < 0xf8; high += 1) for (let low = 0xa1; low < 0xff; low += 1) bytes.push(high, low);
    const chars = new TextDecoder("gbk").decode(new Uint8Array(bytes));
    return [...chars].filter((char) => char >= "\u4e00" && char <= "\u9fff");
  }

  class Folding {
    // `traditional` is the file that holds the traditional characters.
    constructor(bytes, traditional) {
      const streams = new Numbers(bytes);
      const [kept, listed] = [streams.stream(), streams.stream()];
      this.units = new Array(65536);
      this.edges = [];
      for (const numbers = new Numbers(kept), sum = [0]; numbers.more; ) this.edges.push((sum[0] += numbers.next()));
      this.targets = new Map();
      this.simpler = null;
      this.traditional = traditional;
      for (const line of utf8.decode(listed).split("\n")) {
        const char = String.fromCodePoint(line.codePointAt(0) || 10);
        this.targets.set(char, line.slice(char.length).replace("|", "\n") || "\n");
      }
      for (const char of gb2312()) if (!this.targets.has(char)) this.units[char.charCodeAt(0)] = char;
    }
    // Whether the text can be folded as it is: few texts hold a character that may be traditional.
    knows(text) {
      if (this.simpler) return true;
      for (let at = 0; at < text.length; at += 1) {
        const unit = text.charCodeAt(at);
        const plain = unit < 0x2e80 || (unit >= 0x3000 && unit < 0x3100) || unit >= 0xff00;
        if (!plain && this.units[unit] === undefined && !this.targets.has(text[at])) return false;
      }
      return true;
    }
    async ready(text) {
      if (this.knows(text)) return;
      const streams = new Numbers(await file(this.traditional));
      const [gaps, simple] = [streams.stream(), streams.stream()];
      const simpler = new Map();
      const numbers = new Numbers(gaps);
      for (let i = 0, char = 0, half = simple.length / 2; numbers.more; i += 1) {
        char += numbers.next();
        simpler.set(String.fromCharCode(char), String.fromCharCode((simple[i] << 8) | simple[half + i]));
      }
      this.simpler = simpler;
    }
    keeps(point) {
      let low = 0;
      let high = this.edges.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.edges[middle] <= point) low = middle + 1;
        else high = middle;
      }
      return low % 2 === 1;
    }
    char(char) {
      let target = this.targets.get(char);
      if (target === undefined) {
        const plain = [...char.normalize("NFKC").toLowerCase().normalize("NFKC")];
        target = plain.filter((c) => this.keeps(c.codePointAt(0))).map((c) => (this.simpler && this.simpler.get(c)) || c).join("");
        this.targets.set(char, target);
      }
      return target;
    }
    // Folded text of a text in NFC; `origin` gets the offset that each of its code units came from.
    text(text, origin = null) {
      let out = "";
      for (let at = 0, size = 1; at < text.length; at += size) {
        const unit = text.charCodeAt(at);
        const wide = unit >= 0xd800 && unit < 0xe000;
        if (wide) size = text.codePointAt(at) > 0xffff ? 2 : 1;
        else size = 1;
        let target = wide ? undefined : this.units[unit];
        if (target === undefined) {
          target = this.char(text.slice(at, at + size));
          if (!wide) this.units[unit] = target;
        }
        out += target;
        if (origin) for (let i = 0; i < target.length; i += 1) origin.push(at);
      }
      return out;
    }
  }

  // ---------------------------------------------------------------- grams, as in grams.py

  const [DIGIT, LETTER, PAIRS, OTHER] = [1, 11, 27622, 27722];
  const [SECOND, FIRST] = [2 ** 15, 2 ** 30];
  const RANGES = [[0x30, 10, 1], [0x61, 26, 11], [0x3007, 1, 37], [0x3400, 6592, 38], [0x4e00, 20992, 6630]];

  function codesOf(term) {
    return [...term].map((char) => {
      const point = char.codePointAt(0);
      const range = RANGES.find(([low, count]) => point >= low && point < low + count);
      return range ? point - range[0] + range[2] : OTHER + (point % (32768 - OTHER));
    });
  }

  const isDigit = (code) => code >= DIGIT && code < LETTER;

  function hash(text) {
    let value = 0x811c9dc5;
    for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
    return value >>> 0;
  }

  const NONE = { docs: new Uint32Array(0), how: null };

  class Shard {
    constructor(bytes, reports) {
      const numbers = new Numbers(bytes);
      const [count, first, second, third, ...sizes] = numbers.several(7);
      let at = numbers.at;
      const [grams, counts, lists] = sizes.map((size) => new Numbers(bytes.subarray(at, (at += size))));
      Object.assign(this, { reports, lists: lists.bytes, how: bytes.subarray(at), read: new Map() });
      this.keys = new Float64Array(count);
      this.counts = counts.several(count);
      this.starts = new Uint32Array(count);
      this.howStarts = new Uint32Array(count);
      let key = [first, second, third];
      let howAt = 0;
      for (let i = 0; i < count; i += 1) {
        if (i > 0) key = after(key, grams.next());
        this.keys[i] = key[0] * FIRST + key[1] * SECOND + key[2];
        this.starts[i] = lists.at;
        this.howStarts[i] = howAt;
        this.skip(lists, this.counts[i]);
        if (key[2] === 0) howAt += this.counts[i] >> 1;
      }
    }
    skip(lists, packed) {
      if (packed & 1) lists.at += (this.reports + 7) >> 3;
      else for (let left = packed >> 1; left > 0; lists.at += 1) left -= this.lists[lists.at] < 128;
    }
    find(key) {
      let low = 0;
      let high = this.keys.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.keys[middle] < key) low = middle + 1;
        else high = middle;
      }
      if (this.keys[low] !== key) return null;
      if (!this.read.has(low)) this.read.set(low, this.list(low));
      return this.read.get(low);
    }
    list(i) {
      const count = this.counts[i] >> 1;
      const docs = new Uint32Array(count);
      if (this.counts[i] & 1) {
        for (let base = 0, n = 0, at = this.starts[i]; n < count; at += 1, base += 8) {
          for (let octet = this.lists[at], doc = base; octet; octet >>= 1, doc += 1) if (octet & 1) docs[n++] = doc;
        }
      } else {
        const numbers = new Numbers(this.lists);
        numbers.at = this.starts[i];
        for (let n = 0, doc = -1; n < count; n += 1) docs[n] = doc += numbers.next() + 1;
      }
      return { docs, how: this.keys[i] % SECOND === 0 ? this.occurrences(this.howStarts[i], count) : null };
    }
    occurrences(start, count) {
      const how = new Uint8Array(count);
      for (let i = 0, at = start; i < count; i += 1, at += 1) how[i] = (this.how[at >> 2] >> ((at & 3) * 2)) & 3;
      return how;
    }
  }

  function after([first, second, third], token) {
    const step = token >>> 2;
    if ((token & 3) === 2) return [first, second, third + step];
    return (token & 3) === 1 ? [first, second + step, 0] : [first + step, 0, 0];
  }

  function both(a, b) {
    const size = Math.min(a.docs.length, b.docs.length);
    const docs = new Uint32Array(size);
    const how = a.how || b.how ? new Uint8Array(size) : null;
    let n = 0;
    for (let i = 0, j = 0; i < a.docs.length && j < b.docs.length; ) {
      const gap = a.docs[i] - b.docs[j];
      if (gap === 0) {
        if (how) how[n] = Math.min(a.how ? a.how[i] : 3, b.how ? b.how[j] : 3);
        docs[n++] = a.docs[i];
      }
      if (gap <= 0) i += 1;
      if (gap >= 0) j += 1;
    }
    return { docs: docs.subarray(0, n), how: how && how.subarray(0, n) };
  }

  // ---------------------------------------------------------------- one segment

  const FEW = 6;
  const AT_ONCE = 3;
  const MOST_TEXTS = 100;

  class Segment {
    constructor({ folder, reports, dead, offset }, bytes) {
      const { head, parts } = withParts(bytes);
      Object.assign(this, { folder, reports, head, dead, offset, parts, shards: new Map(), texts: new Map() });
      this.first = this.directory(parts[0], head.shards);
      this.years = parts[1];
      this.categories = parts[2];
      const positions = new Numbers(parts[3]);
      this.positions = parts[3].length ? positions.several(reports) : null;
    }
    directory(bytes, count) {
      const numbers = new Numbers(bytes);
      const [steps, bits, low, third] = [0, 1, 2, 3].map(() => numbers.several(count));
      const keys = new Float64Array(count);
      for (let i = 0, first = 0, high = 0; i < count; i += 1) {
        high = i > 0 && steps[i] === 0 ? high + bits[i] : bits[i];
        first += steps[i];
        keys[i] = first * FIRST + (high * 128 + low[i]) * SECOND + third[i];
      }
      return keys;
    }
    at(key) {
      let low = 0;
      let high = this.first.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.first[middle] <= key) low = middle + 1;
        else high = middle;
      }
      return low - 1;
    }
    // Where a report stands in the order of all places.
    position(doc) {
      return this.positions ? this.positions[doc] - 0.5 : this.offset + doc;
    }
    // How many shards the grams of a first character fill: a measure of how common it is.
    spread(code) {
      return this.at(code * FIRST + FIRST - 1) - this.at(code * FIRST);
    }
    async bytes(kind, number) {
      if (!this.head.inline) return file(`${this.folder}/${numbered(kind, number)}`);
      return inflate(this.parts[4 + number + (kind === "n" ? this.head.shards : 0)]);
    }
    async shard(number) {
      if (!this.shards.has(number)) this.shards.set(number, new Shard(await this.bytes("k", number), this.reports));
      return this.shards.get(number);
    }
    async find(first, second = 0, third = 0) {
      const key = first * FIRST + second * SECOND + third;
      const number = this.at(key);
      return number < 0 ? null : (await this.shard(number)).find(key);
    }
    // The reports that hold the characters at a place of a term, and how many characters that says
    // something of: two, three or four.
    async window(codes, i) {
      const [a, b, c, d] = codes.slice(i, i + 4);
      if (isDigit(a) && isDigit(b) && isDigit(c) && isDigit(d)) {
        return { ...((await this.find(a, b, PAIRS + (c - DIGIT) * 10 + d - DIGIT)) || NONE), width: 4 };
      }
      if (c === undefined) return { ...((await this.find(a, b)) || NONE), width: 2 };
      const three = await this.find(a, b, c);
      if (three) return { ...three, width: 3 };
      const pair = await this.find(a, b);
      if (!pair || pair.docs.length < this.head.common) return { ...(pair || NONE), width: 2 };
      const next = await this.find(b, c);
      return { ...(!next || next.docs.length >= this.head.common ? NONE : both(pair, next)), width: 3 };
    }
    // Candidates for a term; `exact` when every one of them is sure to hold it.
    async term(term) {
      const codes = codesOf(term);
      const certain = codes.every((code) => code < OTHER);
      if (codes.length < 3) return { ...((await this.find(...codes)) || NONE), exact: certain };
      if (codes.length === 4 && codes.every(isDigit)) return { ...(await this.window(codes, 0)), exact: true };
      const open = this.telling(codes);
      const unseen = new Set(open);
      let found = null;
      while (open.length && (!found || found.docs.length > FEW)) {
        const round = [];
        for (const i of open) if (round.length < AT_ONCE && round.every((j) => Math.abs(i - j) > 1)) round.push(i);
        const lists = await Promise.all(round.map((i) => this.window(codes, i)));
        found = lists.reduce((sum, list) => (sum ? both(sum, list) : list), found);
        round.forEach((i, n) => {
          unseen.delete(i);
          for (let j = i; j < i + lists[n].width - 1; j += 1) if (open.includes(j)) open.splice(open.indexOf(j), 1);
        });
      }
      return { ...found, exact: found.docs.length === 0, codes, unseen: [...unseen] };
    }
    // The candidates for a term again, after everything the index knows of it.
    async narrowed({ docs, codes, unseen }) {
      const lists = await Promise.all((unseen || []).map((i) => this.window(codes, i)));
      return lists.reduce(both, { docs, how: null });
    }
    // The pairs of neighbours in a term, the most telling first.
    telling(codes) {
      const weight = (i) => Math.min(this.spread(codes[i]), this.spread(codes[i + 1]));
      return [...Array(codes.length - 1).keys()].sort((i, j) => weight(i) - weight(j) || i - j);
    }
    // What a full title or a place in any form stands for: {reports: [...], places: [[first, own, all]]}.
    async named(text) {
      const answer = { reports: [], places: [] };
      const key = hash(text);
      const numbers = new Numbers(await this.bytes("n", key % this.head.names));
      const count = numbers.next();
      const gaps = numbers.several(count);
      const counts = numbers.several(count);
      for (let i = 0, at = 0; i < count; i += 1) {
        at += gaps[i];
        for (let left = counts[i]; left > 0; left -= 1) {
          const title = numbers.next() === 1;
          const found = numbers.several(title ? 1 : 3);
          if (at === key) (title ? answer.reports : answer.places).push(title ? found[0] : found);
        }
      }
      return answer;
    }
    // The texts shown last stay at hand: going back or refining shows many of them again.
    text(number) {
      if (this.texts.size > MOST_TEXTS) this.texts.delete(this.texts.keys().next().value);
      if (!this.texts.has(number)) this.texts.set(number, this.read(number));
      this.texts.get(number).catch(() => this.texts.delete(number));
      return this.texts.get(number);
    }
    async read(number) {
      const bytes = await file(`${this.folder}/${numbered("t", number)}`);
      const coding = bytes[0] === 103 ? "gbk" : "utf-8";
      const fields = JSON.parse(new TextDecoder(coding).decode(bytes.subarray(1)));
      const [url, title, place, slugs, year, kind, form, level, findings, date, sections] = fields;
      return { url, title, place, slugs, year, kind, form, level, findings, date, sections };
    }
  }

  // ---------------------------------------------------------------- the whole index

  let opened = null;

  function open() {
    opened = opened || openFiles().then(({ head, folding, heads }) => ({
      reports: head.reports,
      generic: head.generic,
      folding: new Folding(folding, head.traditional),
      segments: head.segments.map((segment, i) => new Segment(segment, heads[i])),
    }));
    opened.catch(() => (opened = null));
    return opened;
  }

  const OPEN = "\"“”„‟「『《«＂";
  const CLOSE = "\"“”„‟」』》»＂";

  // Terms of a query as typed: {wanted: [folded], unwanted: [folded]}. A quoted phrase is one term.
  function parse(query, folding) {
    const wanted = [];
    const unwanted = [];
    const chars = [...query];
    for (let i = 0; i < chars.length; ) {
      if (/\s/u.test(chars[i])) {
        i += 1;
        continue;
      }
      const minus = /[-－−]/u.test(chars[i]) && i + 1 < chars.length && !/\s/u.test(chars[i + 1]);
      if (minus) i += 1;
      const quote = "\"“「『＂".includes(chars[i]);
      let end = quote ? i + 1 : i;
      while (end < chars.length && (quote ? !CLOSE.includes(chars[end]) : !/[\s"“”＂]/u.test(chars[end]))) end += 1;
      const term = folding.text(chars.slice(quote ? i + 1 : i, end).join("").normalize("NFC")).replaceAll("\n", "");
      if (term) (minus ? unwanted : wanted).push(term);
      i = quote ? end + 1 : Math.max(end, i + 1);
    }
    return { wanted: [...new Set(wanted)], unwanted: [...new Set(unwanted)] };
  }

  // The part of the words that may name a place, and the year beside it.
  function aside(wanted, generic) {
    let text = wanted.join("");
    const year = /(?:19|20)\d\d/.exec(text);
    text = text.replace(/(?:19|20)\d\d/g, " ");
    for (const word of generic) text = text.replaceAll(word, " ");
    return { place: text.replaceAll(" ", ""), year: year ? Number(year[0]) : null };
  }

  // ---------------------------------------------------------------- answering

  const FACETS = ["kind", "form", "level", "findings"];
  const FIRST_YEAR = 1900;
  const PLACED = 1000;

  // Everything that matches a query, before filters: for each segment its reports in order with
  // what each scores, and the places that the words name.
  async function matches(index, query) {
    await index.folding.ready(query.normalize("NFC"));
    const words = parse(query, index.folding);
    const asked = aside(words.wanted, index.generic);
    const found = await Promise.all(index.segments.map((segment) => matched(segment, words, asked)));
    return { words, asked, found, named: false, exact: found.every((part) => part.exact) };
  }

  async function matched(segment, { wanted, unwanted }, asked) {
    const lookups = [...new Set([wanted.join(""), asked.place])].filter((text) => text.length > 1);
    const [lists, without, ...names] = await Promise.all([
      Promise.all(wanted.map((term) => segment.term(term))),
      Promise.all(unwanted.map((term) => segment.term(term))),
      ...lookups.map((text) => segment.named(text)),
    ]);
    const titles = names.flatMap((name) => name.reports);
    const places = names.flatMap((name) => name.places);
    const placed = asked.year ? places.flatMap((place) => ownOf(segment, place, asked.year)) : [];
    // Who types a place and a year apart wants that report, whatever words it uses for them.
    const sure = new Set(unwanted.length || wanted.length < 2 ? [] : placed);
    let { docs } = lists.length ? lists.reduce(both) : { docs: everyReport(segment) };
    for (const list of without) if (list.exact) docs = difference(docs, list.docs);
    if ([...sure].some((doc) => !has(docs, doc))) docs = Uint32Array.from(new Set([...docs, ...sure])).sort();
    docs = difference(docs, segment.dead);
    const scores = scored(docs, lists, segment.reports);
    for (const doc of placed) add(docs, scores, doc, 1, PLACED);
    for (const doc of titles) add(docs, scores, doc, 1, 2 * PLACED);
    for (const [first, own, all] of places) {
      add(docs, scores, first, own, 20);
      add(docs, scores, first, all, 10);
    }
    if (asked.year) docs.forEach((doc, i) => (scores[i] += segment.years[doc] + FIRST_YEAR === asked.year ? 3 : 0));
    const exact = [...lists, ...without].every((list) => list.exact);
    return { segment, docs, scores, sure, places, lists, exact };
  }

  const everyReport = (segment) => Uint32Array.from({ length: segment.reports }, (_, doc) => doc);

  function ownOf(segment, [first, own], year) {
    const numbers = Array.from({ length: own }, (_, i) => first + i);
    return numbers.filter((doc) => segment.years[doc] + FIRST_YEAR === year);
  }

  const has = (docs, doc) => docs[lowerBound(docs, doc)] === doc;

  function difference(docs, without) {
    if (without.length === 0) return docs;
    let j = 0;
    return docs.filter((doc) => {
      while (j < without.length && without[j] < doc) j += 1;
      return without[j] !== doc;
    });
  }

  function add(docs, scores, first, count, sum) {
    for (let i = lowerBound(docs, first); i < docs.length && docs[i] < first + count; i += 1) scores[i] += sum;
  }

  // A gram that few reports hold tells more; so does one that comes often, or in the title.
  function scored(docs, lists, reports) {
    const worth = [1, 1.3, 1.6, 4];
    const scores = new Float64Array(docs.length);
    for (const list of lists) {
      const rarity = Math.log(1 + reports / (1 + list.docs.length));
      for (let i = 0, j = 0; i < docs.length && j < list.docs.length; ) {
        const gap = docs[i] - list.docs[j];
        if (gap === 0) scores[i] += rarity * (list.how ? worth[list.how[j]] : 1.2);
        if (gap <= 0) i += 1;
        if (gap >= 0) j += 1;
      }
    }
    return scores;
  }

  // No report says the words, but they may name places: all reports of those places answer then.
  function byName(answer) {
    const found = answer.found.map((part) => wholePlaces(part, answer.asked));
    return { ...answer, found, named: true, exact: true };
  }

  function wholePlaces({ segment, places }, asked) {
    const inPlaces = new Set(places.flatMap(([first, , all]) => Array.from({ length: all }, (_, i) => first + i)));
    const inYear = (doc) => !asked.year || segment.years[doc] + FIRST_YEAR === asked.year;
    const docs = difference(Uint32Array.from(inPlaces).sort().filter(inYear), segment.dead);
    const scores = new Float64Array(docs.length);
    for (const [first, own] of places) add(docs, scores, first, own, 1);
    return { segment, docs, scores, sure: inPlaces, places: [], lists: [], exact: true };
  }

  // The answer to a state of the page, its first hits read.
  async function answered(index, state) {
    const found = await matches(index, state.q);
    const answer = await filtered(found, state);
    await page(answer, index, state.page);
    const nothing = answer.right.length === 0 && answer.tried === answer.keys.length && found.words.unwanted.length === 0;
    return nothing && found.found.some((part) => part.places.length) ? filtered(byName(found), state) : answer;
  }

  // Applies the filters; counts each facet among what all other filters leave. `keys` hold the
  // hits in the order asked for; a key's remainder by PLACES is the hit's place in `order`.
  async function filtered(answer, state) {
    const ranges = await Promise.all(answer.found.map(({ segment }) => rangeOf(segment, state.place)));
    const counts = Object.fromEntries(["year", ...FACETS].map((kind) => [kind, new Map()]));
    const kept = answer.found.map((part, n) => sift(part, ranges[n], state, counts));
    const order = inPlaceOrder(kept);
    const keys = new Float64Array(order.docs.length);
    for (let i = 0; i < keys.length; i += 1) {
      const score = Math.min(BEST, Math.round(order.scores[i] * 512));
      keys[i] = SORTS[state.sort](score, kept[order.parts[i]].segment.years[order.docs[i]]) * PLACES + i;
    }
    return { ...answer, kept, order, keys, sorted: 0, counts, right: [], tried: 0, state };
  }

  // Puts the first hits in order, and all of them only when somebody pages that far.
  function sortUpTo(answer, wanted) {
    const { keys } = answer;
    if (wanted <= answer.sorted) return;
    if (wanted <= SOON && keys.length > 4 * SOON) {
      select(keys, SOON);
      keys.subarray(0, SOON).sort();
      answer.sorted = SOON;
    } else {
      keys.sort();
      answer.sorted = keys.length;
    }
  }

  // Moves the least `count` keys to the front (Hoare's selection).
  function select(keys, count) {
    for (let low = 0, high = keys.length - 1; low < high; ) {
      const pivot = keys[(low + high) >> 1];
      let i = low;
      let j = high;
      while (i <= j) {
        while (keys[i] < pivot) i += 1;
        while (keys[j] > pivot) j -= 1;
        if (i <= j) {
          [keys[i], keys[j]] = [keys[j], keys[i]];
          i += 1;
          j -= 1;
        }
      }
      if (count <= j) high = j;
      else if (count >= i) low = i;
      else return;
    }
  }

  const BEST = 2 ** 22;
  const PLACES = 2 ** 20;
  const SOON = 256;
  const SORTS = {
    relevance: (score, year) => (BEST - score) * 256 + 255 - year,
    year: (score, year) => (255 - year) * BEST + BEST - score,
    oldest: (score, year) => (year || 255) * BEST + BEST - score,
    place: () => 0,
  };

  const valueOf = (category, n) => (n === 3 ? String(Number(category[3])) : category[n] || "");

  function sift({ segment, docs, scores, sure, lists }, [low, high], state, counts) {
    const wanted = state.year ? Number(state.year) - FIRST_YEAR : null;
    const { categories } = segment.head;
    const failed = categories.map((category) => FACETS.filter((kind, n) => state[kind] && valueOf(category, n) !== state[kind]));
    const fitting = Uint8Array.from(failed, (kinds) => kinds.length === 0);
    const byYear = new Uint32Array(256);
    const byCategory = new Uint32Array(categories.length);
    const anywhere = new Uint32Array(docs.length);
    const here = new Uint32Array(docs.length);
    const hereScores = new Float64Array(docs.length);
    let [all, some] = [0, 0];
    for (let i = 0; i < docs.length; i += 1) {
      const doc = docs[i];
      const year = segment.years[doc];
      const category = segment.categories[doc];
      const inYear = wanted === null || year === wanted;
      const fits = fitting[category] === 1;
      if (inYear && fits) anywhere[all++] = doc;
      if (doc < low || doc >= high) continue;
      if (inYear) byCategory[category] += 1;
      if (fits) byYear[year] += 1;
      if (inYear && fits) {
        hereScores[some] = scores[i];
        here[some++] = doc;
      }
    }
    const plus = (kind, value, count) => count && counts[kind].set(value, (counts[kind].get(value) || 0) + count);
    byYear.forEach((count, year) => plus("year", year ? String(year + FIRST_YEAR) : "", count));
    byCategory.forEach((count, category) => {
      FACETS.forEach((kind, n) => failed[category].every((other) => other === kind) && plus(kind, valueOf(categories[category], n), count));
    });
    return { segment, sure, lists, anywhere: anywhere.subarray(0, all), docs: here.subarray(0, some), scores: hereScores.subarray(0, some) };
  }

  // All hits as parallel arrays, in the order of places whatever segment they stand in.
  function inPlaceOrder(kept) {
    if (kept.length === 1) return { parts: new Uint8Array(kept[0].docs.length), docs: kept[0].docs, scores: kept[0].scores };
    const size = kept.reduce((sum, { docs }) => sum + docs.length, 0);
    const order = { parts: new Uint8Array(size), docs: new Uint32Array(size), scores: new Float64Array(size) };
    const next = kept.map(() => 0);
    const places = kept.map(({ segment, docs }) => (docs.length ? segment.position(docs[0]) : Infinity));
    for (let n = 0; n < size; n += 1) {
      let part = 0;
      for (let k = 1; k < places.length; k += 1) if (places[k] < places[part]) part = k;
      const { segment, docs, scores } = kept[part];
      const i = next[part]++;
      order.parts[n] = part;
      order.docs[n] = docs[i];
      order.scores[n] = scores[i];
      places[part] = i + 1 < docs.length ? segment.position(docs[i + 1]) : Infinity;
    }
    return order;
  }

  async function rangeOf(segment, place) {
    if (!place) return [0, segment.reports];
    const { places } = await segment.named(`/${place}`);
    return places.length ? [places[0][0], places[0][0] + places[0][2]] : [0, 0];
  }

  // The places one step below the chosen one, with counts: [{slug, name, count}], and the names of
  // the chosen one's chain as far as the index lists them (to the county).
  async function placesBelow({ kept, state }) {
    const path = state.place ? state.place.split("/") : [];
    const names = [];
    const below = new Map();
    for (const { segment, anywhere: docs } of kept) {
      let level = segment.head.places.map(([slug, name, first, size, inner], i) => ({ slug, name, first, size, inner, i }));
      for (const [depth, slug] of path.entries()) {
        const chosen = level.find((place) => place.slug === slug);
        if (chosen) names[depth] = chosen.name;
        if (!chosen || !chosen.inner || depth > 1) level = [];
        else if (depth === 0) level = list(withParts(await file(`${segment.folder}/${numbered("p", chosen.i)}`)).head.places);
        else level = list(chosen.inner);
      }
      for (const { slug, name, first, size } of level) {
        const count = lowerBound(docs, first + size) - lowerBound(docs, first);
        const sum = below.get(slug) || { slug, name, count: 0 };
        if (count) below.set(slug, { ...sum, count: sum.count + count });
      }
    }
    return { path, names, below: [...below.values()] };
  }

  const list = (places) => places.map(([slug, name, first, size, inner]) => ({ slug, name, first, size, inner: inner.length ? inner : null }));

  function lowerBound(sorted, value) {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // ---------------------------------------------------------------- verified hits and passages

  const A_PAGE = 10;
  const MOST_TRIED = 60;

  // The hits of a page, each read and found right; candidates that were wrong are left out for good.
  async function page(answer, index, number) {
    const end = number * A_PAGE;
    for (let budget = end + MOST_TRIED; answer.right.length < end && answer.tried < answer.keys.length && budget > 0; ) {
      sortUpTo(answer, answer.tried + A_PAGE);
      const next = answer.keys.slice(answer.tried, answer.tried + Math.min(A_PAGE, end - answer.right.length));
      const read = await Promise.all(Array.from(next, (key) => verified(key % PLACES, answer, index)));
      answer.right.push(...read.filter(Boolean));
      answer.tried += next.length;
      budget -= next.length;
      if (answer.right.length * 2 < answer.tried && !answer.narrowed) await narrow(answer);
    }
    // All candidates read and all of them right: the counts are known after all.
    if (answer.right.length === answer.keys.length) answer.exact = true;
    return answer.right.slice(end - A_PAGE, end);
  }

  // When most candidates are wrong, ask the index for all it knows before reading more of them.
  async function narrow(answer) {
    answer.narrowed = true;
    const sets = await Promise.all(answer.kept.map(async ({ segment, lists }) => (await Promise.all(lists.map((list) => segment.narrowed(list)))).map((list) => list.docs)));
    const { parts, docs } = answer.order;
    const stays = (i) => answer.kept[parts[i]].sure.has(docs[i]) || sets[parts[i]].every((set) => has(set, docs[i]));
    const rest = answer.keys.slice(answer.tried).filter((key) => stays(key % PLACES));
    answer.keys = Float64Array.from([...answer.keys.subarray(0, answer.tried), ...rest.sort()]);
    answer.sorted = answer.keys.length;
  }

  async function verified(i, { words, kept, order }, index) {
    const { segment, sure } = kept[order.parts[i]];
    const report = await segment.text(order.docs[i]);
    const lines = [{ anchor: "", text: report.title }];
    for (const [anchor, heading, text] of report.sections) {
      lines.push({ anchor, text: heading, heading: true });
      for (const part of text.split(/\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]/)) lines.push({ anchor, text: part });
    }
    await index.folding.ready(lines.map((line) => line.text).join(""));
    for (const line of lines) line.folded = index.folding.text(line.text);
    const holds = (term) => lines.some((line) => line.folded.includes(term));
    const right = sure.has(order.docs[i]) || (words.wanted.every(holds) && !words.unwanted.some(holds));
    return right ? { report, lines, folding: index.folding } : null;
  }

  // Marks of the terms in a line, as [start, end] offsets of the displayed text, merged.
  function marks({ text, folded }, terms, folding) {
    const found = [];
    const origin = [];
    if (terms.some((term) => folded.includes(term))) folding.text(text, origin);
    for (const term of terms) {
      for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
        const last = origin[at + term.length - 1];
        found.push([origin[at], last + (text.codePointAt(last) > 0xffff ? 2 : 1)]);
      }
    }
    found.sort((a, b) => a[0] - b[0]);
    return found.reduce((merged, [start, end]) => {
      const before = merged[merged.length - 1];
      if (before && start <= before[1]) before[1] = Math.max(before[1], end);
      else merged.push([start, end]);
      return merged;
    }, []);
  }

  const AROUND = 36;
  const MOST_PASSAGES = 3;

  // Up to three passages, first those that between them show every term: the line that shows most
  // of what is still missing, then the next; headings only where nothing else shows a term.
  function passages({ lines, folding }, terms) {
    const missing = new Set(terms);
    const body = lines.slice(1).filter((line) => terms.some((term) => line.folded.includes(term)));
    const chosen = [];
    while (chosen.length < MOST_PASSAGES && chosen.length < body.length) {
      const gain = (line) => terms.filter((term) => line.folded.includes(term)).reduce((sum, term) => sum + (missing.has(term) ? 4 : 1), line.heading ? -2 : 0);
      const next = body.filter((line) => !chosen.includes(line)).reduce((best, line) => (best && gain(best) >= gain(line) ? best : line), null);
      if (chosen.length && gain(next) < 1) break;
      terms.forEach((term) => next.folded.includes(term) && missing.delete(term));
      chosen.push(next);
    }
    return chosen.sort((a, b) => body.indexOf(a) - body.indexOf(b)).map((line) => cut(line, marks(line, terms, folding)));
  }

  function cut({ anchor, text }, found) {
    const start = Math.max(0, found[0][0] - AROUND);
    const end = Math.min(text.length, Math.max(found[0][1], found[0][0] + 2 * AROUND) + AROUND);
    const inside = found.filter(([low, high]) => low >= start && high <= end);
    const target = text.slice(...found[0]);
    return { anchor, text: text.slice(start, end), marks: inside.map(([a, b]) => [a - start, b - start]), target, before: start > 0, after: end < text.length };
  }

  // ---------------------------------------------------------------- the page

  const english = document.documentElement.lang === "en";
  const say = english ? {
    count: (n, about) => (about ? `About ${n} reports` : n === 1 ? "1 report" : `${n} reports`), none: "No report says this.",
    hint: "Fewer or shorter words find more; filters narrow what is found.", loading: "Searching …",
    slow: "Still loading: the connection is slow.", offline: "You are offline. What was read before can still be searched.",
    failed: "A part of the index could not be read.", again: "Try again", old: "This browser is too old to search. Look by place or year.",
    byPlace: "No report says these words; shown are the reports of the place they name.", all: "All", drop: (name) => `Remove filter ${name}`,
    sort: "Order", orders: { relevance: "relevance", year: "newest first", oldest: "oldest first", place: "place" }, pages: "Pages", filters: "Filter",
    facets: { place: "Place", year: "Year", kind: "Kind", form: "Form", level: "Body", findings: "Checks" }, findings: { 1: "with findings", 0: "without findings" }, unknown: "not known", place: "in the report",
  } : {
    count: (n, about) => (about ? `约 ${n} 份报告` : `${n} 份报告`), none: "没有报告写有这些字。",
    hint: "字越少、词越短，找到的越多；筛选只会使结果变少。", loading: "正在搜索……",
    slow: "仍在读取，网络较慢。", offline: "现在没有网络。读过的部分仍可搜索。",
    failed: "索引有一部分没有读到。", again: "重试", old: "浏览器版本过旧，不能搜索。请按地区或年份查找。",
    byPlace: "没有报告写有这些字，以下是所指地方的报告。", all: "全部", drop: (name) => `取消筛选 ${name}`,
    sort: "排序", orders: { relevance: "相关", year: "年份从新到旧", oldest: "年份从旧到新", place: "地区" }, pages: "分页", filters: "筛选",
    facets: { place: "地区", year: "年份", kind: "种类", form: "表式", level: "机关", findings: "核对" }, findings: { 1: "有疑点", 0: "无疑点" }, unknown: "未知", place: "见报告",
  };

  const KEYS = ["q", "place", "year", ...FACETS, "sort", "page"];
  const MANY = 12;
  const SLOW = 4000;
  const WAIT = 120;

  const form = document.getElementById("search-form");
  const box = form && form.querySelector("input[name=q]");
  const [facets, status, results, more] = ["facets", "status", "results", "more"].map((id) => document.getElementById(`search-${id}`));
  const labels = form ? JSON.parse(form.dataset.labels || "{}") : {};
  const root = form ? form.dataset.root : "";
  const asked = new Map();
  let turn = 0;
  let shown = null;

  const make = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };

  function stateOf(search) {
    const given = new URLSearchParams(search);
    const state = Object.fromEntries(KEYS.map((key) => [key, given.get(key) || ""]));
    state.place = state.place.replace(/^\/+|\/+$/g, "");
    state.page = Math.max(1, Math.trunc(Number(state.page)) || 1);
    if (!(state.sort in SORTS)) state.sort = "relevance";
    return state;
  }

  function addressOf(state) {
    const given = new URLSearchParams();
    for (const key of KEYS) {
      const plain = (key === "page" && state.page === 1) || (key === "sort" && state.sort === "relevance");
      if (state[key] && !plain) given.set(key, state[key]);
    }
    const text = given.toString();
    return location.pathname + (text ? `?${text}` : "");
  }

  const isEmpty = (state) => !state.q.trim() && !state.place && ["year", ...FACETS].every((key) => !state[key]);

  async function answerTo(state, index) {
    const key = JSON.stringify({ ...state, page: 0 });
    if (!asked.has(key)) {
      if (asked.size > 20) asked.delete(asked.keys().next().value);
      asked.set(key, answered(index, state));
      asked.get(key).catch(() => asked.delete(key));
    }
    return asked.get(key);
  }

  async function run(state) {
    const mine = (turn += 1);
    if (isEmpty(state)) return clear();
    const slow = setTimeout(() => mine === turn && tell(navigator.onLine === false ? say.offline : say.slow), SLOW);
    if (!shown) tell(say.loading);
    results.setAttribute("aria-busy", "true");
    try {
      const index = await open();
      const answer = await answerTo(state, index);
      const hits = await page(answer, index, state.page);
      if (mine === turn) show(state, answer, hits);
      const below = await placesBelow(answer);
      if (mine === turn) showFacets(state, answer, below);
    } catch (error) {
      if (!(error instanceof LoadError)) throw error;
      if (mine === turn) failed(state);
    } finally {
      clearTimeout(slow);
      if (mine === turn) results.removeAttribute("aria-busy");
    }
    return undefined;
  }

  function tell(...parts) {
    status.replaceChildren(...parts);
  }

  function clear() {
    shown = null;
    tell();
    for (const place of [facets, results, more]) place.replaceChildren();
  }

  function failed(state) {
    const again = make("button", { type: "button", class: "button" }, say.again);
    again.addEventListener("click", () => run(state));
    tell(navigator.onLine === false ? say.offline : say.failed, " ", again);
  }

  function show(state, answer, hits) {
    shown = state;
    const left = answer.keys.length - answer.tried;
    const total = answer.right.length + left;
    const about = !answer.exact && left > 0;
    if (total === 0) tell(say.none, " ", make("span", { class: "note" }, say.hint));
    else tell(...(answer.named ? [say.byPlace, " "] : []), say.count(total.toLocaleString(), about));
    status.dataset.count = total;
    status.dataset.about = about;
    results.start = (state.page - 1) * A_PAGE + 1;
    results.replaceChildren(...hits.map((hit) => item(hit, answer.words.wanted)));
    more.replaceChildren(...(total > 0 ? [sorts(state), pages(state, Math.ceil(total / A_PAGE))] : []));
  }

  const hrefOf = (report, extra) => root + encodeURI(report.url.replace(/\/$/, "/index.html")) + extra;

  function item(hit, terms) {
    const { report, lines, folding } = hit;
    const title = make("a", { href: hrefOf(report, ""), lang: "zh-Hans" }, ...highlighted(report.title, marks(lines[0], terms, folding)));
    const facts = [report.place.join(" "), report.year, labels.kind?.[report.kind] ?? report.kind, report.date];
    const meta = make("span", { class: "meta" }, ...facts.filter(Boolean).map((fact) => make("span", { class: "tag" }, String(fact))));
    const found = passages(hit, terms).map((passage) => {
      const fragment = `${passage.anchor ? `#${encodeURIComponent(passage.anchor)}` : "#"}:~:text=${encodeURIComponent(passage.target).replaceAll("-", "%2D")}`;
      const text = highlighted(passage.text, passage.marks);
      return make("a", { class: "passage", href: hrefOf(report, fragment), lang: "zh-Hans" }, passage.before ? "…" : "", ...text, passage.after ? "…" : "");
    });
    return make("li", {}, title, meta, ...found);
  }

  function highlighted(text, found) {
    const out = [];
    let at = 0;
    for (const [start, end] of found) {
      out.push(text.slice(at, start), make("mark", {}, text.slice(start, end)));
      at = end;
    }
    return [...out, text.slice(at)];
  }

  // A link that changes the state: a real address, so it can be opened elsewhere and copied.
  function step(state, change, attributes, ...children) {
    const next = { ...state, page: 1, ...change };
    const link = make("a", { href: addressOf(next), ...attributes }, ...children);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
      event.preventDefault();
      go(next);
      if (change.page) form.scrollIntoView();
    });
    return link;
  }

  function sorts(state) {
    const links = Object.entries(say.orders).map(([key, name]) =>
      make("li", {}, state.sort === key ? make("span", { "aria-current": "true" }, name) : step(state, { sort: key }, {}, name)));
    return make("nav", { class: "sorts", "aria-label": say.sort }, make("ul", { class: "chips" }, ...links));
  }

  function pages(state, last) {
    const near = [1, state.page - 2, state.page - 1, state.page, state.page + 1, state.page + 2, last];
    const numbers = [...new Set(near)].filter((n) => n >= 1 && n <= last).sort((a, b) => a - b);
    const links = numbers.map((n) => make("li", {}, n === state.page ? make("span", { "aria-current": "page" }, String(n)) : step(state, { page: n }, {}, String(n))));
    return make("nav", { class: "pages", "aria-label": say.pages }, make("ol", {}, ...(last > 1 ? links : [])));
  }

  function showFacets(state, answer, { path, names, below }) {
    const wide = facets.querySelector("details")?.open ?? window.matchMedia("(min-width: 48rem)").matches;
    const groups = [placeGroup(state, path, names, below, answer)];
    for (const kind of ["year", ...FACETS]) groups.push(group(state, kind, answer.counts[kind], answer.exact));
    const shownGroups = groups.filter(Boolean);
    const whole = make("details", wide ? { open: "" } : {}, make("summary", {}, say.filters), ...shownGroups);
    facets.replaceChildren(...(shownGroups.length ? [whole] : []));
  }

  const labelOf = (kind, value) => (kind === "findings" ? say.findings[value] : labels[kind]?.[value]) || value || say.unknown;

  function group(state, kind, counts, exact) {
    const values = [...counts].sort((a, b) => (kind === "year" ? b[0] - a[0] : b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
    if (values.length < 2 && !state[kind]) return null;
    const chips = values.filter(([value]) => value).map(([value, count]) => chip(state, kind, value, labelOf(kind, value), count, exact));
    return chips.length ? folded(say.facets[kind], chips) : null;
  }

  function chip(state, key, value, name, count, exact) {
    const on = state[key] === value;
    const inner = [name, " ", make("span", { class: "meta" }, (exact ? "" : "≈") + count.toLocaleString())];
    return make("li", {}, step(state, { [key]: on ? "" : value }, on ? { "aria-current": "true", "aria-label": say.drop(name) } : {}, ...inner));
  }

  function folded(name, chips) {
    const rows = [make("h2", {}, name), make("ul", { class: "chips" }, ...chips.slice(0, MANY))];
    if (chips.length > MANY) rows.push(make("details", {}, make("summary", {}, `+${chips.length - MANY}`), make("ul", { class: "chips" }, ...chips.slice(MANY))));
    return make("section", { class: "facet" }, ...rows);
  }

  function placeGroup(state, path, names, below, answer) {
    const chain = answer.right.find((hit) => hit.report.slugs.slice(0, path.length).join("/") === state.place)?.report.place;
    const ups = path.map((slug, depth) => {
      const to = path.slice(0, depth + 1).join("/");
      const name = names[depth] || chain?.[depth] || slug;
      return make("li", {}, depth === path.length - 1 ? make("span", { "aria-current": "true" }, name) : step(state, { place: to }, {}, name));
    });
    if (ups.length) ups.unshift(make("li", {}, step(state, { place: "" }, {}, say.all)));
    const sorted = [...below].sort((a, b) => b.count - a.count || (a.slug < b.slug ? -1 : 1));
    const chips = sorted.map(({ slug, name, count }) => chip(state, "place", [...path, slug].join("/"), name, count, answer.exact));
    return ups.length || chips.length > 1 ? folded(say.facets.place, [...ups, ...chips]) : null;
  }

  function go(state, replace = false) {
    const address = addressOf(state);
    if (replace) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    if (box.value !== state.q) box.value = state.q;
    return run(state);
  }

  function listen() {
    let timer = 0;
    let typing = false;
    const fromBox = () => {
      clearTimeout(timer);
      const state = { ...stateOf(location.search), q: box.value, page: 1 };
      if (addressOf(state) !== addressOf(stateOf(location.search))) {
        go(state, typing);
        typing = true;
      }
    };
    box.addEventListener("input", (event) => {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(fromBox, WAIT);
    });
    box.addEventListener("compositionend", () => (timer = setTimeout(fromBox, WAIT)));
    box.addEventListener("change", () => (typing = false));
    box.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && !event.isComposing) results.querySelector("a")?.focus();
    });
    results.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      const titles = [...results.querySelectorAll("li > a:first-child")];
      const now = titles.indexOf(document.activeElement.closest("li")?.firstChild);
      event.preventDefault();
      const next = now + (event.key === "ArrowDown" ? 1 : -1);
      (next < 0 ? box : titles[Math.min(next, titles.length - 1)]).focus();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      typing = false;
      const state = { ...stateOf(location.search), q: box.value, page: 1 };
      go(state, addressOf(state) === addressOf(stateOf(location.search)));
    });
    addEventListener("popstate", () => restore());
    addEventListener("online", () => restore());
  }

  function restore() {
    const state = stateOf(location.search);
    box.value = state.q;
    return run(state);
  }

  if (form && typeof DecompressionStream === "undefined") tell(say.old);
  else if (form) {
    listen();
    restore();
  }

  globalThis.govreportSearchReader = { forget: () => asked.clear(), open, parse, aside, codesOf, matches, filtered, answered, page, passages, stateOf };
};

globalThis.govreportSearchFiles?.whenParsed(globalThis.govreportSearchBegin);
