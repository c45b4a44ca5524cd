/* The culture explorer: what is chosen stands in the address; what the address says is shown. */
"use strict";

(() => {
  const data = JSON.parse(document.getElementById("explorer-data").textContent);
  const { words, marks } = data;
  const section = document.getElementById("explorer");
  const form = section.querySelector("form");
  const TYPES = Object.keys(data.types);
  const DIRECTIONS = { clan: [-1, -1], adhocracy: [1, -1], hierarchy: [-1, 1], market: [1, 1] };
  const NUMBERED = Object.fromEntries(Object.entries(data.statements).map(([name, label]) => [name, data.numbers[name] + label]));
  const STEP = data.discrepancy;
  const MARK = "explorer", WHOLE = "all";

  /* --- words and numbers -------------------------------------------------------------------------------------- */

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  /** The decimals that a figure has, at most so many: published figures have as many as are known. */
  const decimals = (value, most) => Math.min(most, (value.toFixed(9).replace(/0+$/, "").split(".")[1] ?? "").length);
  const written = (digits, options = {}) => {
    const format = (_, shown) => new Intl.NumberFormat("en", { minimumFractionDigits: shown, maximumFractionDigits: shown, signDisplay: "negative", ...options });
    const formats = Array.from({ length: digits + 1 }, format);
    const number = (value, least = 0) =>
      formats[Math.max(least, decimals(value, digits))].formatToParts(value).map((part) => marks[part.type] ?? part.value).join("");
    return Object.assign(number, { digits });
  };
  const points = written(1);
  const signed = written(1, { signDisplay: "exceptZero" });
  const ratings = written(2);
  const whole = written(0);
  const respondents = (n) => `n\u00a0=\u00a0${whole(n)}`;
  const apart = marks.decimal === "." ? ", " : "; ";
  /** A figure and its interval, all three with as many decimals as one of them has. */
  const alike = ([figure, low, high], number) => {
    const least = Math.max(...[figure, low, high].filter((value) => value !== null).map((value) => decimals(value, number.digits)));
    return [number(figure, least), low === null ? "" : `[${number(low, least)}${apart}${number(high, least)}]`];
  };
  const said = (one, number) => (one ? alike(one, number).join(" ") : "–");

  /* --- figures: an estimate is [figure, low, high, n], or null --------------------------------------------------- */

  const places = new Map(data.items.map((item, place) => [item, place]));
  const estimate = (cell, ...path) => cell?.[places.get(path.join("."))] ?? null;
  /** name: estimate, of the names that have one somewhere in the data; null where none has here. */
  const estimates = (cell, names, ...path) => {
    const found = Object.keys(names).map((name) => [name, estimate(cell, ...path, name)]);
    return found.some(([, one]) => one) ? Object.fromEntries(found) : null;
  };
  const groupsOf = (source, by) => data.cells[source][by];
  const everyGroup = (source) => Object.values(data.cells[source]).flatMap(Object.values);

  /* --- the choice, as the address keeps it ---------------------------------------------------------------------- */

  let shown = {};
  /** A name that was asked for, else the one that is shown, else the first: nothing that merely every object inherits. */
  const among = (key, asked, names) => [asked[key], shown[key]].find((name) => Object.hasOwn(names, name)) ?? Object.keys(names)[0];

  /** A choice that the data have, whatever was asked for. */
  function settled(asked) {
    const source = among("source", asked, data.cells);
    const by = among("by", asked, data.cells[source]);
    const group = among("group", asked, groupsOf(source, by));
    const others = { [WHOLE]: null, ...groupsOf(source, by) };
    return { source, by, group, with: asked.with === group ? WHOLE : among("with", asked, others), dimension: among("dimension", asked, data.dimensions) };
  }

  /** The choice of the address; of an empty one the first; null where it leads elsewhere on the page. */
  function addressed() {
    const hash = location.hash.slice(1);
    const [mark, query = ""] = hash.split("?");
    if (hash === "") shown = {};
    return hash === "" || mark === MARK ? settled(Object.fromEntries(new URLSearchParams(query))) : null;
  }

  const address = (choice) =>
    `#${MARK}?${new URLSearchParams(Object.entries(choice).filter(([, value]) => value !== undefined))}`;

  /* --- the form --------------------------------------------------------------------------------------------------- */

  function offer(name, options, chosen) {
    const select = form.elements[name];
    select.replaceChildren(...options.map(([value, label]) => new Option(label, value, false, value === chosen)));
    select.parentElement.hidden = options.length < 2;
  }

  function fillForm({ source, by, group, with: other, dimension }) {
    const groups = Object.keys(groupsOf(source, by)).map((value) => [value, data.groups[by][value]]);
    offer("source", Object.entries(data.sources), source);
    offer("by", Object.entries(data.breakdowns).filter(([name]) => Object.hasOwn(data.cells[source], name)), by);
    offer("group", groups, group);
    offer("with", by === WHOLE ? [] : [[WHOLE, words.whole], ...groups.filter(([value]) => value !== group)], other);
    offer("dimension", Object.entries(data.dimensions), dimension);
  }

  /* --- drawing ---------------------------------------------------------------------------------------------------- */

  const element = (tag, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const svg = (tag, attributes, ...children) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children);
    return made;
  };

  /** Now and preferred of a cell on the framework's diagonals, with figures at the corners; `outer` is the last ring. */
  function kite(title, cell, { dimension }, outer) {
    const place = (type, value) => DIRECTIONS[type].map((way) => (way * value * 100) / outer);
    const around = ["clan", "adhocracy", "market", "hierarchy"];
    const closed = (values, kind) => svg("polygon", { class: kind, points: around.map((type) => place(type, values(type)).join()).join(" ") });
    const drawing = svg("svg", { viewBox: "-104 -104 208 208" });
    for (let ring = STEP; ring <= outer; ring += STEP) {
      drawing.append(closed(() => ring, "grid"), svg("text", { class: "ring", x: 2, y: (-ring * 100) / outer + 9 }, points(ring)));
    }
    drawing.append(...[1, -1].map((way) => svg("line", { class: "grid", x1: -100, y1: -100 * way, x2: 100, y2: 100 * way })));
    for (const perspective of Object.keys(data.perspectives)) {
      const of = (type) => estimate(cell, "profile", perspective, dimension, type);
      const known = TYPES.filter(of);
      for (const type of known.filter((type) => of(type)[1] !== null)) {
        const [[x1, y1], [x2, y2]] = [of(type)[1], of(type)[2]].map((end) => place(type, end));
        drawing.append(svg("line", { class: `interval ${perspective}`, x1, y1, x2, y2 }));
      }
      if (known.length === TYPES.length) drawing.append(closed((type) => of(type)[0], `outline ${perspective}`));
      for (const type of known) {
        const [cx, cy] = place(type, of(type)[0]);
        drawing.append(svg("circle", { class: `dot ${perspective}`, cx, cy, r: 2.6 }));
      }
    }
    const corner = (type) => element("p", { className: type }, element("b", { textContent: data.types[type] }),
      ...Object.keys(data.perspectives).map((perspective) => element("span", {}, element("i", { className: `line ${perspective}` }),
        said(estimate(cell, "profile", perspective, dimension, type), points))));
    return element("div", { className: "kite" }, element("h3", { textContent: title }), ...TYPES.map(corner), drawing);
  }

  /** Kites of the group and of the one beside it, on the scale of all groups of the source. */
  function kites(cells, names, choice) {
    const of = (cell) => Object.keys(data.perspectives).flatMap((perspective) =>
      Object.values(estimates(cell, data.types, "profile", perspective, choice.dimension) ?? {})).filter(Boolean);
    const drawn = cells.map((cell, number) => [names[number], cell]).filter(([, cell]) => of(cell).length);
    const ends = [...everyGroup(choice.source).flatMap(of).map(([mean]) => mean), ...drawn.flatMap(([, cell]) => of(cell).map(([, , high]) => high))];
    const outer = STEP * Math.ceil(ends.reduce((most, end) => Math.max(most, end), 0) / STEP);
    section.querySelector(".kites").replaceChildren(...drawn.map(([name, cell]) => kite(name, cell, choice, outer)));
    section.querySelector(".perspectives").hidden = !drawn.length;
  }

  /** A row: its name and figure in words, and below them its interval with the figure of the group beside it. */
  function row(name, label, [group, other], { domain: [min, max], shades, line, dashed, number }) {
    const at = (value) => `${(100 * (Math.min(max, Math.max(min, value)) - min)) / (max - min)}%`;
    const drawing = svg("svg", { width: "100%", height: 18, class: name });
    for (const { from, to, depth } of shades) {
      drawing.append(svg("rect", { class: "shade", x: at(from), width: `${(100 * (to - from)) / (max - min)}%`, height: 18, opacity: depth }));
    }
    if (line !== null) drawing.append(svg("line", { class: dashed ? "mark dashed" : "mark", x1: at(line), x2: at(line), y1: 0, y2: 18 }));
    if (other && other[1] !== null) drawing.append(svg("line", { class: "interval other", x1: at(other[1]), x2: at(other[2]), y1: 13.5, y2: 13.5 }));
    if (other) drawing.append(svg("svg", { x: at(other[0]), y: 13.5, overflow: "visible" }, svg("path", { class: "diamond", d: "M-4.5 0L0-4.5L4.5 0L0 4.5Z" })));
    if (group && group[1] !== null) drawing.append(svg("line", { class: "interval", x1: at(group[1]), x2: at(group[2]), y1: 5.5, y2: 5.5 }));
    if (group) drawing.append(svg("circle", { class: "dot", cx: at(group[0]), cy: 5.5, r: 4.2 }));
    const figures = element("span", { textContent: said(group, number) });
    return element("div", { className: "row" }, element("p", {}, element("b", { textContent: label }), figures), drawing);
  }

  /** A chart of rows, or nothing where the group has no figure; `sorted`: the highest first. */
  function chart(name, title, note, labels, [group, other], { sorted = false, ...scale } = {}) {
    const place = section.querySelector(`.chart.${name}`);
    place.hidden = !group;
    if (!group) return;
    const names = Object.keys(labels);
    if (sorted) names.sort((a, b) => (group[b]?.[0] ?? -Infinity) - (group[a]?.[0] ?? -Infinity));
    place.querySelector("h3").textContent = title;
    place.querySelector(".note").textContent = note;
    place.querySelector(".rows").replaceChildren(
      ...names.filter((one) => group[one] || other?.[one]).map((one) => row(one, labels[one], [group[one], other?.[one]], scale)),
    );
  }

  /** The scale of gaps: wide enough for every group of the source. */
  function scaleOfGaps({ source, dimension }, pair) {
    const of = (cell) => Object.values(estimates(cell, data.types, "gap", dimension) ?? {}).filter(Boolean);
    const ends = [...everyGroup(source).flatMap(of).map(([gap]) => gap), 
      ...pair.filter(Boolean).flatMap(Object.values).filter(Boolean).flatMap(([, low, high]) => [low, high])];
    const widest = (STEP / 2) * Math.ceil(ends.reduce((most, end) => Math.max(most, Math.abs(end)), 1.2 * STEP) / (STEP / 2) + 0.2);
    return { domain: [-widest, widest], shades: [{ from: -STEP, to: STEP, depth: 0.6 }], line: 0, dashed: false, number: signed };
  }

  function scaleOfRatings() {
    const { min, max } = data.scale;
    const starts = [...data.bands].reverse().map((band) => band.from ?? min);
    const shades = starts.map((from, index) => ({ from, to: starts[index + 1] ?? max, depth: 1 - index / starts.length }));
    return { domain: [min, max], shades, line: data.unfavourable, dashed: true, number: ratings };
  }

  /* --- the same in words -------------------------------------------------------------------------------------------- */

  const extreme = (found, of) => Object.entries(found ?? {}).filter(([, one]) => one).sort(([, a], [, b]) => of(b) - of(a))[0];

  function sentences(cell, { source, by, group, dimension }) {
    const told = [];
    for (const [perspective, label] of Object.entries(data.perspectives)) {
      const leading = extreme(estimates(cell, data.types, "profile", perspective, dimension), ([mean]) => mean);
      if (!leading) continue;
      const [mean, interval] = alike(leading[1], points);
      told.push(fill(words.leads, { perspective: label, dimension: data.dimensions[dimension], type: data.types[leading[0]], mean, interval, n: respondents(leading[1][3]) }));
    }
    const widest = extreme(estimates(cell, data.types, "gap", dimension), ([gap]) => Math.abs(gap));
    if (widest) {
      const [gap, interval] = alike(widest[1], signed);
      told.push(fill(words.widest, { dimension: data.dimensions[dimension], type: data.types[widest[0]], gap, interval, n: respondents(widest[1][3]) }));
    }
    for (const [kind, labels, text] of [["sector", data.sectors, words.sectors], ["statement", data.statements, words.statement]]) {
      const found = estimates(cell, labels, kind);
      if (!found) continue;
      const [high, low] = [extreme(found, ([mean]) => mean), extreme(found, ([mean]) => -mean)];
      if (high[0] === low[0]) {
        const [mean, interval] = alike(high[1], ratings);
        told.push(fill(words.only, { name: labels[high[0]], mean, interval, n: respondents(high[1][3]) }));
        continue;
      }
      const [least, least_interval] = alike(low[1], ratings);
      const [most, most_interval] = alike(high[1], ratings);
      told.push(fill(text, { lowest: labels[low[0]], low: least, low_interval: least_interval, highest: labels[high[0]], high: most, high_interval: most_interval, n: respondents(high[1][3]) }));
    }
    const name = data.groups[by][group];
    return [fill(words.chosen, { source: data.sources[source], group: name }), ...(cell.some(Boolean) ? told : [words.nothing])];
  }

  function tableRows(title, labels, [group, other], number, isAlone) {
    const cells = (one) => [said(one, number), one ? whole(one[3]) : "–"];
    const texts = (name) => [...cells(group[name]), ...(isAlone ? [] : cells(other?.[name]))];
    return Object.entries(group ? labels : {}).map(([name, label]) => element("tr", {},
      element("th", { scope: "row", textContent: `${title}: ${label}` }),
      ...texts(name).map((textContent) => element("td", { className: "number", textContent }))));
  }

  /* --- all together --------------------------------------------------------------------------------------------------- */

  function show(choice) {
    shown = choice;
    const { source, by, group, with: other, dimension } = choice;
    const isAlone = by === WHOLE;
    const cells = [groupsOf(source, by)[group], isAlone ? null : other === WHOLE ? data.cells[source][WHOLE]?.[WHOLE] : groupsOf(source, by)[other]];
    const names = [data.groups[by][group], isAlone || other === WHOLE ? words.whole : data.groups[by][other]];
    fillForm(choice);
    const told = sentences(cells[0], choice).join(" ");
    const status = section.querySelector(".said");
    if (status.textContent !== told) status.textContent = told;
    const caveat = section.querySelector(".simulated");
    caveat.hidden = !(source in data.simulated);
    caveat.textContent = data.simulated[source] ?? "";
    const pairs = (labels, ...path) => cells.map((cell) => estimates(cell, labels, ...path));

    kites(cells, names, choice);
    section.querySelectorAll(".pair").forEach((place, number) => {
      place.hidden = isAlone || !cells[0].some(Boolean);
      place.querySelector(".name").textContent = names[number];
    });

    const gaps = pairs(data.types, "gap", dimension), sectors = pairs(data.sectors, "sector"), statements = pairs(data.statements, "statement");
    const titleOfGaps = fill(words.gaps, { dimension: data.dimensions[dimension] });
    chart("gaps", titleOfGaps, fill(words.large, { points: points(STEP ?? 0) }), data.types, gaps, gaps[0] ? scaleOfGaps(choice, gaps) : {});
    const scale = data.scale && { ...scaleOfRatings(), sorted: true };
    chart("ratings", words.ratings, scaleInWords(), data.sectors, sectors, scale ?? {});
    chart("statements", words.statements, "", NUMBERED, statements, scale && { ...scale, line: null });

    section.querySelector("details").hidden = !cells[0].some(Boolean);
    section.querySelector("th.group").textContent = names[0];
    section.querySelectorAll("th.other").forEach((head) => { head.hidden = isAlone; });
    section.querySelector("th.other").textContent = names[1];
    section.querySelector("tbody").replaceChildren(
      ...Object.entries(data.perspectives).flatMap(([name, label]) =>
        tableRows(`${label}, ${data.dimensions[dimension]}`, data.types, pairs(data.types, "profile", name, dimension), points, isAlone)),
      ...tableRows(titleOfGaps, data.types, gaps, signed, isAlone),
      ...tableRows(words.ratings, data.sectors, sectors, ratings, isAlone),
      ...tableRows(words.statements, NUMBERED, statements, ratings, isAlone),
    );
    section.dataset.shown = location.hash;
  }

  function scaleInWords() {
    if (!data.scale) return "";
    const bands = [...data.bands].reverse().map((band) => band.label).join(", ");
    const line = data.unfavourable === null ? "" : fill(words.unfavourable, { figure: ratings(data.unfavourable) });
    const ends = fill(words.line, { low: ratings(data.scale.min), high: ratings(data.scale.max) });
    return [ends, bands && fill(words.bands, { bands }), line].filter(Boolean).join(" ");
  }

  function follow() {
    const choice = addressed();
    if (choice) show(choice);
  }

  section.querySelector(".perspectives").append(...Object.entries(data.perspectives).map(([name, label]) =>
    element("span", {}, element("i", { className: `line ${name}` }), label)));
  section.querySelector(".tool").hidden = false;
  form.addEventListener("change", () => {
    location.hash = address(settled(Object.fromEntries(new FormData(form))));
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", follow);
  show(addressed() ?? settled({}));
  if (location.hash.startsWith(`#${MARK}?`)) section.scrollIntoView();
})();
