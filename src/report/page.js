"use strict";
(() => {
  const all = [...document.querySelectorAll(".finding")];
  const q = document.getElementById("q"), kind = document.getElementById("kind"), relation = document.getElementById("relation");
  const count = document.getElementById("count"), help = document.getElementById("help");
  document.getElementById("tools").hidden = false;
  const sections = [...document.querySelectorAll("section.list")];
  const text = new Map(all.map(f => [f, f.textContent.toLowerCase()]));
  const shown = () => [...document.querySelectorAll(".finding")].filter(f => !f.hidden);
  const filter = () => {
    const words = q.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const f of all) {
      f.hidden = !(words.every(w => text.get(f).includes(w)) && (!kind.value || f.dataset.kind === kind.value) && (!relation.value || f.dataset.relation === relation.value));
    }
    for (const s of sections) s.hidden = !s.querySelector(".finding:not([hidden])");
    count.textContent = shown().length + " of " + all.length + " findings";
  };
  for (const e of [q, kind, relation]) e.addEventListener("input", filter);
  filter();
  const sort = document.getElementById("sort"), place = new Map(all.map((f, i) => [f, i]));
  const order = {
    kind: (x, y) => x.dataset.kind.localeCompare(y.dataset.kind),
    outlets: (x, y) => y.dataset.outlets - x.dataset.outlets,
    text: (x, y) => name(x).localeCompare(name(y), undefined, { numeric: true }),
  };
  const name = f => f.querySelector("h3").textContent.replace(/^\d+\. /, "");
  sort.addEventListener("input", () => {
    const by = order[sort.value] || (() => 0);
    for (const s of sections) s.append(...[...s.querySelectorAll(".finding")].sort((x, y) => by(x, y) || place.get(x) - place.get(y)));
  });
  const step = by => {
    const list = shown();
    if (!list.length) return;
    const at = list.indexOf(document.activeElement);
    const next = list[Math.min(Math.max(at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by, 0), list.length - 1)];
    next.focus(); next.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", e => {
    if (e.key === "Escape" && document.activeElement === q) { q.value = ""; filter(); q.blur(); return; }
    if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
    if (e.key === "j") step(1); else if (e.key === "k") step(-1);
    else if (e.key === "/") { e.preventDefault(); q.focus(); }
    else if (e.key === "?") { help.open ? help.close() : help.showModal(); }
  });
  document.getElementById("keys").addEventListener("click", () => help.showModal());
  const open = () => { const t = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1))); const d = t && t.closest("details"); if (d) { d.open = true; t.scrollIntoView({ block: "center" }); } };
  addEventListener("hashchange", open); open();
  for (const b of document.querySelectorAll("th button")) b.addEventListener("click", () => {
    const th = b.closest("th"), body = th.closest("table").tBodies[0], i = [...th.parentNode.children].indexOf(th);
    const down = th.getAttribute("aria-sort") === "ascending";
    for (const o of th.parentNode.children) o.removeAttribute("aria-sort");
    th.setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = r => r.children[i].className === "silent" ? "" : r.children[i].textContent.trim();
    const rows = [...body.rows].sort((x, y) => (key(x) === "") - (key(y) === "") || key(x).localeCompare(key(y), undefined, { numeric: true }) * (down ? -1 : 1));
    body.append(...rows);
  });
})();
