// The evidence map laid out by other dimensions: rows, columns, and only some of the works.
{
  const form = byId("map-tools"), here = byId("map-here"), behind = byId("map-behind");
  const data = JSON.parse(byId("map-data").textContent);
  const first = here.firstElementChild;
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const axis = (id) => data.axes.findIndex((one) => one.id === id);
  const SVG = "http://www.w3.org/2000/svg";
  const make = (tag, attributes = {}, ...inside) => {
    const one = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
    one.append(...inside);
    return one;
  };
  const draw = (tag, attributes) => {
    const one = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
    return one;
  };

  // What a passage has on an axis: the codes, and for determinants and factors only of claims that count.
  const codes = (passage, place, claims) => {
    const { id, work } = data.axes[place];
    if (id === "determinant" || id === "factor") {
      return [...new Set(claims.map((claim) => claim[id === "factor" ? 1 : 0]).filter((code) => code >= 0))];
    }
    return (work ? data.works[passage[0]][2] : passage[3])[id] || [];
  };
  const about = (claims, places, wanted) => claims.filter((claim) => places.every((place, n) => {
    const { id } = data.axes[place];
    if (id === "determinant") return claim[0] === wanted[n];
    return id !== "factor" || claim[1] === wanted[n];
  }));

  const count = (rows, columns, only, directions) => {
    const cells = new Map();
    for (const passage of data.passages) {
      const claims = passage[2].filter((claim) => directions.has(claim[2]));
      if (!claims.length || (only && !codes(passage, only[0], claims).includes(only[1]))) continue;
      const down = codes(passage, rows, claims), across = codes(passage, columns, claims);
      for (const row of down.length ? down : [-1]) {
        for (const column of across.length ? across : [-1]) {
          const counted = about(claims, [rows, columns], [row, column]);
          if (!counted.length && row >= 0 && column >= 0) continue;
          const key = `${row} ${column}`;
          const cell = cells.get(key) || { works: new Map(), ways: data.directions.map(() => new Set()) };
          cells.set(key, cell);
          if (!cell.works.has(passage[0])) cell.works.set(passage[0], []);
          cell.works.get(passage[0]).push(passage[1]);
          for (const claim of counted) cell.ways[claim[2]].add(passage[0]);
        }
      }
    }
    return cells;
  };

  const pie = (ways, n, most) => {
    const r = Math.max(7, 23 * Math.sqrt(n / Math.max(most, 5)));
    const total = ways.reduce((sum, works) => sum + works.size, 0);
    const point = (turn) => `${(r * Math.sin(2 * Math.PI * turn)).toFixed(2)} ${(-r * Math.cos(2 * Math.PI * turn)).toFixed(2)}`;
    const box = r + 1;
    const svg = draw("svg", { class: "pie", width: 2 * box, height: 2 * box, viewBox: `${-box} ${-box} ${2 * box} ${2 * box}`, "aria-hidden": "true", focusable: "false" });
    let start = 0;
    ways.forEach((works, way) => {
      const share = works.size / total;
      if (!share) return;
      const end = start + share;
      const path = share > 0.9999 ? `M0 ${-r}A${r} ${r} 0 1 1 -.01 ${-r}z` :
        `M0 0L${point(start)}A${r} ${r} 0 ${share > 0.5 ? 1 : 0} 1 ${point(end)}z`;
      svg.append(draw("path", { class: data.directions[way][0], d: path }));
      start = end;
    });
    return svg;
  };

  const glyph = (direction) => {
    const svg = draw("svg", { class: `glyph ${direction}`, width: 10, height: 10, "aria-hidden": "true", focusable: "false" });
    svg.append(draw("use", { href: `#d-${direction}` }));
    return svg;
  };

  // Of a large report works and passages stand on pages beside it.
  const address = (page, anchor) => `${page ? `${data.folder}/${page}` : ""}#${anchor}`;
  const show = (place, cell) => {
    const list = make("ul");
    for (const [work, passages] of cell.works) {
      const [anchor, name, , page, beside] = data.works[work];
      const item = make("li", {}, make("a", { href: address(page, anchor) }, name), ` ${here.dataset.passages} `);
      for (const one of passages) item.append(make("a", { href: address(beside, one) }, one), " ");
      list.append(item);
    }
    behind.replaceChildren(make("h3", {}, here.dataset.works.replace("#", place)), list);
    behind.hidden = false;
    behind.focus();
  };

  const button = (cell, place, most, dense) => {
    const n = cell.works.size;
    const told = cell.ways.map((works, way) => works.size ? `${works.size} ${data.directions[way][1]}` : "").filter(Boolean);
    const label = make("span", { class: "unseen" }, ` (${told.join(", ")})`);
    const bubble = make("span", { class: "bubble" }, pie(cell.ways, n, most), make("strong", {}, number.format(n)));
    const one = make("button", { type: "button", class: "open-cell" }, bubble, label);
    one.addEventListener("click", () => show(place, cell));
    if (dense) return [one];
    const marks = make("span", { class: "marks", "aria-hidden": "true" });
    cell.ways.forEach((works, way) => {
      if (works.size) marks.append(make("span", { class: "mark" }, glyph(data.directions[way][0]), number.format(works.size)));
    });
    one.append(marks);
    return [one];
  };

  const table = (rows, columns, cells) => {
    const name = (place, code) => code < 0 ? data.axes[place].none : data.axes[place].codes[code];
    const used = (part, place) => {
      const found = new Set([...cells.keys()].map((key) => Number(key.split(" ")[part])));
      const all = data.axes[place].codes.length > 24 ? [] : data.axes[place].codes.map((_, code) => code);
      return [...new Set([...all, ...[...found].filter((code) => code >= 0).sort((a, b) => a - b), ...(found.has(-1) ? [-1] : [])])];
    };
    const down = used(0, rows), across = used(1, columns);
    const most = Math.max(1, ...[...cells.values()].map((cell) => cell.works.size));
    const dense = across.length > 5;
    const head = make("tr", {}, make("td"));
    for (const column of across) head.append(make("th", { scope: "col" }, name(columns, column)));
    const body = make("tbody");
    for (const row of down) {
      const line = make("tr", {}, make("th", { scope: "row" }, name(rows, row)));
      for (const column of across) {
        const cell = cells.get(`${row} ${column}`);
        const place = `${name(rows, row)} × ${name(columns, column)}`;
        line.append(cell ? make("td", {}, ...button(cell, place, most, dense))
          : make("td", { class: "empty" }, make("span", { class: dense ? "unseen" : "nothing" }, here.dataset.none)));
      }
      body.append(line);
    }
    const caption = `${data.axes[rows].label} × ${data.axes[columns].label}`;
    return make("table", { class: `map drawn${dense ? " dense" : ""}` }, make("caption", {}, caption), make("thead", {}, head), body);
  };

  const redraw = () => {
    const [rows, columns] = [form.elements.rows, form.elements.columns].map((select) => Number(select.value));
    const only = form.elements.only.value ? form.elements.only.value.split(" ").map(Number) : null;
    const directions = new Set([...form.querySelectorAll("[name=direction]:checked")].map((box) => Number(box.value)));
    const asBuilt = data.axes[rows].id === "determinant" && data.axes[columns].id === "phase" && !only && directions.size === data.directions.length;
    const cells = count(rows, columns, only, directions);
    here.replaceChildren(asBuilt ? first : table(rows, columns, cells));
    const works = new Set([...cells.values()].flatMap((cell) => [...cell.works.keys()])).size;
    const output = form.querySelector("output");
    output.textContent = output.dataset.of.replace("#", number.format(works)).replace("@", number.format(cells.size));
    behind.hidden = true;
  };

  data.axes.forEach((one, place) => {
    for (const name of ["rows", "columns"]) form.elements[name].append(new Option(one.label, place, false, one.id === (name === "rows" ? "determinant" : "phase")));
    if (one.codes.length > 60) return;
    const group = make("optgroup", { label: one.label });
    one.codes.forEach((code, n) => group.append(new Option(code, `${place} ${n}`)));
    if (one.codes.length) form.elements.only.append(group);
  });
  if (axis("determinant") >= 0 && data.passages.length) {
    form.hidden = false;
    form.addEventListener("input", redraw);
    form.addEventListener("reset", () => setTimeout(redraw));
    form.addEventListener("submit", (event) => event.preventDefault());
  }
}
if (location.hash) reveal();
