/* The culture explorer: what is chosen stands in the address; what the address says is shown. */
"use strict";

(() => {
  const data = JSON.parse(document.getElementById("explorer-data").textContent);
  const { words, marks } = data;
  const section = document.getElementById("explorer");
  const form = section.querySelector("form");
  const TYPES = Object.keys(data.types);
  const DIRECTIONS = { clan: [-1, 1], adhocracy: [1, 1], market: [1, -1], hierarchy: [-1, -1] };
  const STEP = data.discrepancy;
  const MARK = "explorer";

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
  const plain = written(2);
  const apart = marks.decimal === "." ? ", " : "; ";
  /** A figure and its interval, all three with as many decimals as one of them has. */
  const alike = ([mean, low, high], number) => {
    const least = Math.max(...[mean, low, high].filter((value) => value !== null).map((value) => decimals(value, number.digits)));
    return [number(mean, least), low === null ? "" : `[${number(low, least)}${apart}${number(high, least)}]`];
  };

  /* --- the choice, as the address keeps it ---------------------------------------------------------------------- */

  const first = (names) => Object.keys(names)[0];
  const among = (name, names) => (Object.hasOwn(names, name) ? name : first(names)); // not what every object inherits
  const groupsOf = (source, by) => data.cells[source][by];

  /** A choice that the data have, whatever was asked for. */
  function settled(asked) {
    const source = among(asked.source, data.cells);
    const by = among(asked.by, data.cells[source]);
    return {
      source,
      by,
      group: among(asked.group, groupsOf(source, by)),
      perspective: among(asked.perspective, data.perspectives),
      dimension: among(asked.dimension, data.dimensions),
    };
  }

  /** The choice of the address; of an empty one the first; null where it leads elsewhere on the page. */
  function addressed() {
    const hash = location.hash.slice(1);
    const [mark, query = ""] = hash.split("?");
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

  function fillForm({ source, by, group, perspective, dimension }) {
    const cells = groupsOf(source, by);
    offer("source", Object.entries(data.sources), source);
    offer("by", Object.entries(data.breakdowns).filter(([name]) => Object.hasOwn(data.cells[source], name)), by);
    offer("group", Object.keys(cells).map((value) => [value, data.groups[by][value]]), group);
    offer("perspective", Object.entries(data.perspectives), perspective);
    offer("dimension", Object.entries(data.dimensions), dimension);
  }

  /* --- the charts: Vega-Lite specifications of the figures chosen ------------------------------------------------- */

  const INK = "var(--ink)", MUTED = "var(--muted)", LINE = "var(--line)", SHADE = "var(--shade)";
  const colour = (type) => `var(--mark-${type})`;
  const SCALE = Math.SQRT1_2;
  const raw = (field) => ({ field, type: "quantitative" });
  const asIs = (field) => ({ field, type: "nominal", scale: null });

  const every = (source, part) =>
    Object.values(data.cells[source]).flatMap(Object.values).map((cell) => cell[part]).filter(Boolean);
  const figures = (estimates) => Object.values(estimates ?? {}).filter(Boolean);

  /** A corner of the kite: points of a type on its diagonal of the framework. */
  const corner = (type, value) => ({ x: DIRECTIONS[type][0] * value * SCALE, y: DIRECTIONS[type][1] * value * SCALE });
  const closed = (values) => [...TYPES, TYPES[0]].map((type, order) => ({ order, ...corner(type, values(type)) }));

  function kite(group, everyone, { source, perspective, dimension }) {
    const means = every(source, "profile").flatMap((profile) => figures(profile[perspective]?.[dimension]));
    const count = Math.ceil(Math.max(...means.map(([mean]) => mean), ...figures(group).map(([, , high]) => high)) / STEP + 0.01);
    const rings = Array.from({ length: count }, (_, index) => STEP * (index + 1));
    const outer = STEP * count;
    const axis = { type: "quantitative", axis: null, scale: { domain: [-outer * 0.94, outer * 0.94] } };
    const at = { x: { field: "x", ...axis }, y: { field: "y", ...axis } };
    const line = (values, mark, extra = {}) => ({
      data: { values }, mark: { type: "line", ...mark }, encoding: { ...at, order: raw("order"), ...extra },
    });
    const complete = (estimates) => estimates && TYPES.every((type) => estimates[type]);
    const known = TYPES.filter((type) => group[type]);
    const label = (type) => ({
      ...corner(type, outer), dy: DIRECTIONS[type][1], side: DIRECTIONS[type][0], name: data.types[type],
      figure: group[type] ? alike(group[type], points).join(" ") : "–", colour: colour(type),
    });
    const text = (field, side, up, offset, extra) => ({
      data: { values: TYPES.map(label).filter((one) => one.side === side && one.dy === up) },
      mark: { type: "text", align: side < 0 ? "left" : "right", dy: offset, limit: 140, ...extra },
      encoding: { x: { value: side < 0 ? 0 : { expr: "width" } }, y: at.y, text: { field } },
    });
    const corners = [-1, 1].flatMap((side) => [1, -1].flatMap((up) => [
      text("name", side, up, up > 0 ? -23 : 13, { fontWeight: 600, fontSize: 13 }),
      text("figure", side, up, up > 0 ? -8 : 28, {}),
    ]));
    return {
      width: 300, height: 300,
      layer: [
        line(rings.flatMap((ring) => closed(() => ring).map((one) => ({ ring, ...one }))),
          { color: LINE, strokeWidth: 1 }, { detail: raw("ring") }),
        line(TYPES.flatMap((type) => [0, outer].map((value, order) => ({ type, order, ...corner(type, value) }))),
          { color: LINE, strokeWidth: 1 }, { detail: { field: "type" } }),
        {
          data: { values: rings.map((ring) => ({ x: 0, y: ring * SCALE, text: plain(ring) })) },
          mark: { type: "text", color: MUTED, align: "left", baseline: "bottom", dx: 2, fontSize: 11 },
          encoding: { ...at, text: { field: "text" } },
        },
        ...(complete(everyone) && everyone !== group
          ? [line(closed((type) => everyone[type][0]), { color: MUTED, strokeWidth: 1.5, strokeDash: [2, 3] })] : []),
        ...(complete(group)
          ? [line(closed((type) => group[type][0]), { color: INK, strokeWidth: 2, strokeDash: perspective === "preferred" ? [7, 4] : [1, 0] })] : []),
        line(known.filter((type) => group[type][1] !== null).flatMap((type) =>
          [group[type][1], group[type][2]].map((value, order) => ({ type, order, colour: colour(type), ...corner(type, value) }))),
          { strokeWidth: 7, opacity: 0.55, strokeCap: "butt" }, { detail: { field: "type" }, stroke: asIs("colour") }),
        {
          data: { values: known.map((type) => ({ ...corner(type, group[type][0]), colour: colour(type) })) },
          mark: { type: "point", filled: true, size: 70, opacity: 1 },
          encoding: { ...at, color: asIs("colour") },
        },
        ...corners,
      ],
    };
  }

  /** Rows of figures with intervals; each has its name and its figure in words above it. */
  function rowsOf(rows, { domain, shades, line, number }) {
    const x = { field: "value", type: "quantitative", scale: { domain, zero: false, nice: false },
      axis: { title: null, tickCount: 5, domain: false, ticks: false, gridColor: LINE, labelPadding: 6 } };
    const y = { field: "name", type: "nominal", sort: null, axis: null };
    const said = rows.map((row) => ({
      ...row, figure: row.value === null ? "–" : alike([row.value, row.low, row.high], number).join(" "),
    }));
    const some = said.filter((row) => row.value !== null);
    return {
      width: "container", height: 46 * said.length, autosize: { type: "fit-x", contains: "padding" },
      data: { values: said },
      layer: [
        { data: { values: shades }, mark: { type: "rect", color: SHADE }, encoding: { x: { ...x, field: "from" }, x2: { field: "to" }, opacity: { ...raw("opacity"), scale: null } } },
        { data: { values: line === null ? [] : [{ value: line.at }] }, mark: { type: "rule", color: MUTED, strokeDash: line?.dash ?? [1, 0] }, encoding: { x } },
        { data: { values: some.filter((row) => row.low !== null) }, mark: { type: "rule", strokeWidth: 2.5 }, encoding: { x: { ...x, field: "low" }, x2: { field: "high" }, y, yOffset: { value: 32 }, color: asIs("colour") } },
        { data: { values: some.filter((row) => row.everyone !== null) }, mark: { type: "point", shape: "diamond", size: 60, color: MUTED, filled: false, opacity: 1 }, encoding: { x: { ...x, field: "everyone" }, y, yOffset: { value: 32 } } },
        { data: { values: some }, mark: { type: "point", filled: true, size: 70, opacity: 1 }, encoding: { x, y, yOffset: { value: 32 }, color: asIs("colour") } },
        { mark: { type: "text", align: "left", fontWeight: 600, limit: { expr: "max(60, width - 130)" } }, encoding: { x: { value: 0 }, y, yOffset: { value: 13 }, text: { field: "name" } } },
        { mark: { type: "text", align: "right" }, encoding: { x: { value: { expr: "width" } }, y, yOffset: { value: 13 }, text: { field: "figure" } } },
      ],
    };
  }

  /** Rows of a chart: of the group, and beside it of everyone. */
  const rows = (labels, group, everyone, colours) =>
    Object.entries(labels).map(([name, label]) => {
      const [value, low, high] = group[name] ?? [null, null, null];
      return { name: label, value, low, high, everyone: everyone && everyone !== group ? everyone[name]?.[0] ?? null : null, colour: colours(name) };
    });

  function gaps(group, everyone, { source, dimension }) {
    const ends = every(source, "gap").flatMap((gap) => figures(gap[dimension])).map(([gap]) => Math.abs(gap));
    const own = figures(group).flatMap(([, low, high]) => [Math.abs(low), Math.abs(high)]);
    const widest = (STEP / 2) * Math.ceil(Math.max(1.2 * STEP, ...ends, ...own) / (STEP / 2) + 0.2);
    return rowsOf(rows(data.types, group, everyone, colour), {
      domain: [-widest, widest], shades: [{ from: -STEP, to: STEP, opacity: 0.6 }], line: { at: 0 }, number: signed,
    });
  }

  function sectors(group, everyone) {
    const { min, max } = data.scale;
    const starts = [...data.bands].reverse().map((band) => band.from ?? min);
    const shades = starts.map((from, index) => ({ from, to: starts[index + 1] ?? max, opacity: 1 - index / starts.length }));
    const line = data.unfavourable === null ? null : { at: data.unfavourable, dash: [4, 3] };
    return rowsOf(rows(data.sectors, group, everyone, () => INK), { domain: [min, max], shades, line, number: ratings });
  }

  const CONFIG = {
    aria: false, background: null, font: "system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif",
    view: { stroke: null },
    axis: { labelColor: MUTED, labelFontSize: 12 },
    text: { color: INK, fontSize: 12.5 },
  };
  const LOCALE = { decimal: marks.decimal, thousands: marks.group, grouping: [3], currency: ["", ""], minus: marks.minusSign };

  let draw = null; // vegaEmbed, once it has loaded
  let latest = null; // the choice that was asked for last
  const load = new Promise((loaded) => document.addEventListener("vega", (event) => loaded(event.detail), { once: true }));

  /** Run the charting library, which stands in the page as text. */
  function start() {
    const script = document.createElement("script");
    script.type = "module";
    script.textContent = document.getElementById("vega").textContent;
    document.head.append(script);
  }

  /** Show a chart, or hide it where there is nothing to draw. */
  async function chart(name, title, note, specification) {
    const place = section.querySelector(`.chart.${name}`);
    place.hidden = specification === null;
    if (specification === null) return;
    place.querySelector("h3").textContent = title;
    place.querySelector(".note").textContent = note;
    await draw(place.querySelector(".plot"), specification, {
      actions: false, renderer: "svg", config: CONFIG, formatLocale: LOCALE, tooltip: false,
    });
  }

  /* --- the same in words -------------------------------------------------------------------------------------------- */

  const extreme = (estimates, of) =>
    Object.entries(estimates ?? {}).filter(([, one]) => one).sort(([, a], [, b]) => of(b) - of(a))[0];

  function sentences(cell, choice) {
    const { source, by, group, perspective, dimension } = choice;
    const name = data.groups[by][group];
    const said = [];
    const leading = extreme(cell.profile?.[perspective]?.[dimension], ([mean]) => mean);
    if (leading) {
      const [type, one] = leading;
      const [mean, interval] = alike(one, points);
      said.push(fill(words.leads, {
        perspective: data.perspectives[perspective], dimension: data.dimensions[dimension], type: data.types[type],
        mean, interval, n: respondents(one[3]),
      }));
    }
    const widest = extreme(cell.gap?.[dimension], ([gap]) => Math.abs(gap));
    if (widest) {
      const [type, one] = widest;
      const [gap, interval] = alike(one, signed);
      said.push(fill(words.widest, {
        dimension: data.dimensions[dimension], type: data.types[type], gap, interval, n: respondents(one[3]),
      }));
    }
    const high = extreme(cell.sectors, ([mean]) => mean);
    const low = extreme(cell.sectors, ([mean]) => -mean);
    if (high) {
      const [least, least_interval] = alike(low[1], ratings);
      const [most, most_interval] = alike(high[1], ratings);
      said.push(fill(words.sectors, {
        lowest: data.sectors[low[0]], low: least, low_interval: least_interval,
        highest: data.sectors[high[0]], high: most, high_interval: most_interval, n: respondents(high[1][3]),
      }));
    }
    return [fill(words.chosen, { source: data.sources[source], group: name }), ...(said.length ? said : [words.nothing])];
  }

  const element = (tag, text, properties = {}) => Object.assign(document.createElement(tag), { textContent: text, ...properties });

  function tableRows(title, labels, group, everyone, number) {
    if (!group) return [];
    const said = (one) => (one ? alike(one, number).join(" ") : "–");
    return Object.entries(labels).map(([name, label]) => {
      const row = document.createElement("tr");
      row.append(
        element("th", `${title}: ${label}`, { scope: "row" }),
        ...[said(group[name]), said(everyone?.[name]), group[name] ? whole(group[name][3]) : "–"].map((text) => element("td", text, { className: "number" })),
      );
      return row;
    });
  }

  /* --- all together --------------------------------------------------------------------------------------------------- */

  async function show(choice) {
    const { source, by, group, perspective, dimension } = choice;
    const cell = groupsOf(source, by)[group];
    const everyone = data.cells[source].all?.all ?? {};
    fillForm(choice);
    const said = sentences(cell, choice).join(" ");
    const status = section.querySelector(".said");
    if (status.textContent !== said) status.textContent = said;
    const caveat = section.querySelector(".simulated");
    caveat.hidden = !(source in data.simulated);
    caveat.textContent = data.simulated[source] ?? "";
    const legend = section.querySelector(".legend");
    legend.hidden = by === "all";
    legend.querySelector(".name").textContent = data.groups[by][group];
    legend.querySelector(".line.group").classList.toggle("dashed", perspective === "preferred");

    const titles = {
      types: fill(words.types, { perspective: data.perspectives[perspective], dimension: data.dimensions[dimension] }),
      gaps: fill(words.gaps, { dimension: data.dimensions[dimension] }),
    };
    const types = cell.profile?.[perspective]?.[dimension];
    const gap = cell.gap?.[dimension];
    const mean = cell.sectors;
    const besides = { types: everyone.profile?.[perspective]?.[dimension], gap: everyone.gap?.[dimension], mean: everyone.sectors };
    section.querySelector("details").hidden = !(types || gap || mean);
    section.querySelector("tbody").replaceChildren(
      ...tableRows(titles.types, data.types, types, besides.types, points),
      ...tableRows(titles.gaps, data.types, gap, besides.gap, signed),
      ...tableRows(words.ratings, data.sectors, mean, besides.mean, ratings),
    );
    latest = choice;
    draw ??= await load;
    if (latest !== choice) return; // another one was chosen in the meantime
    await Promise.all([
      chart("types", titles.types, "", types ? kite(types, besides.types, choice) : null),
      chart("gaps", titles.gaps, fill(words.large, { points: plain(STEP) }), gap ? gaps(gap, besides.gap, choice) : null),
      chart("ratings", words.ratings, shadesInWords(), mean ? sectors(mean, besides.mean) : null),
    ]);
    section.dataset.shown = location.hash;
  }

  function shadesInWords() {
    const bands = [...data.bands].reverse().map((band) => band.label).join(", ");
    const line = data.unfavourable === null ? "" : fill(words.unfavourable, { figure: plain(data.unfavourable) });
    return [bands && fill(words.bands, { bands }), line].filter(Boolean).join(" ");
  }

  function follow() {
    const choice = addressed();
    if (choice) show(choice);
  }

  section.querySelector(".tool").hidden = false;
  form.addEventListener("change", () => {
    const asked = Object.fromEntries(new FormData(form));
    location.hash = address(settled(asked));
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", follow);
  show(addressed() ?? settled({}));
  if (location.hash.startsWith(`#${MARK}?`)) section.scrollIntoView();
  // Text first: the library runs when the explorer comes near, or is asked for by its address.
  new IntersectionObserver((entries, observer) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    start();
  }, { rootMargin: "400px" }).observe(section);
})();
