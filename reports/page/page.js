// The page: what was decided, the time slider with all that follows it, the sections. Nothing is
// computed here about the run that the data does not say; see README of this room for the data.
"use strict";
const D = JSON.parse(document.getElementById("data").textContent);
const $ = (selector, root = document) => root.querySelector(selector);
const el = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
};
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const count = (n) => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
const clock = (ms) => {
  const t = Math.round(ms) + (D.clock_start_ms || 0), s = Math.floor(t / 1000);
  const two = (n) => String(n).padStart(2, "0");
  const rest = t % 1000;
  return `${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` +
    (rest ? "." + String(rest).padStart(3, "0") : "");
};
const span = (ms) => {
  const s = Math.floor(ms / 1000), two = (n) => String(n).padStart(2, "0");
  if (s < 60) return ms % 1000 ? (ms / 1000).toFixed(3) + "s" : s + "s";
  if (s < 3600) return `${Math.floor(s / 60)}m ${two(s % 60)}s`;
  return `${Math.floor(s / 3600)}h ${two(Math.floor(s / 60) % 60)}m ${two(s % 60)}s`;
};
/// Sections stand in the order in which they are asked for, before the pictures that follow them.
const section = (id, title, caption) => {
  const out = el("section", { id }, el("h2", {}, title));
  if (caption) out.append(el("p", { class: "caption" }, caption));
  $("#main").append(out);
  return out;
};
const rows = (head, body) => el("div", { class: "scroll" }, el("table", {},
  el("thead", {}, el("tr", {}, ...head.map((h) => el("th", { class: h.n ? "n" : null }, h.text ?? h)))),
  el("tbody", {}, ...body.map((r) => el("tr", {}, ...r.map((c, i) =>
    el("td", { class: head[i].n ? "n" : null }, c instanceof Node ? c : String(c))))))));

// --- the first screen ---------------------------------------------------------------------------
function facts(pairs) {
  const list = el("dl", { class: "facts" });
  for (const [name, value, loud] of pairs) {
    if (!value || value.length === 0) continue;
    const dd = el("dd", { class: loud ? "loud" : null });
    if (Array.isArray(value)) {
      const least = Math.min(...value.map((v) => v.search(/\S/)));
      dd.append(el("ol", {}, ...value.map((v) =>
        el("li", { style: `padding-left:${(v.search(/\S/) - least) * 0.6}em` }, v.trim()))));
    } else {
      dd.append(value);
    }
    list.append(el("dt", {}, name), dd);
  }
  return list;
}
function replayLine(line) {
  const button = el("button", { type: "button" }, "copy");
  button.addEventListener("click", () => {
    const done = () => { button.textContent = "copied"; };
    if (navigator.clipboard) navigator.clipboard.writeText(line).then(done, () => {});
  });
  return el("div", { class: "replay" }, el("code", {}, line), button);
}
function firstScreen() {
  $("#source").textContent = D.source;
  const badge = el("span", { class: "badge " + D.verdict }, D.badge);
  const first = $("#first");
  first.append(el("h1", {}, badge, D.headline));
  if (D.title) first.append(el("p", { class: "caption" }, D.title));
  const left = el("div", {}, facts(D.facts), replayLine(D.again));
  const right = el("div", { id: "overview" });
  first.append(el("div", { class: "two" }, left, right));
}

// --- time ---------------------------------------------------------------------------------------
const Time = {
  now: 0, frame: -1, listeners: [],
  moments: [],  // ms at which something happens, ascending
  set(ms, from) {
    ms = Math.max(0, Math.min(D.end_ms, Math.round(ms)));
    this.now = ms;
    for (const listener of this.listeners) listener(ms, from);
  },
  step(by) {
    const i = this.moments.findIndex((m) => m > this.now);
    const next = i < 0 ? this.moments.length : i;
    if (by > 0) this.set(this.moments[Math.min(next, this.moments.length - 1)], "step");
    else {
      let k = next - 1;
      if (k >= 0 && this.moments[k] === this.now) --k;
      this.set(this.moments[Math.max(0, k)], "step");
    }
  },
};
function slider() {
  if (!D.frames) return;
  const moments = new Set([0, D.end_ms]);
  for (const line of D.timeline) moments.add(line.t);
  for (const frame of D.frames) moments.add(frame.t);
  Time.moments = [...moments].sort((a, b) => a - b);
  $("#time").hidden = false;
  const input = $("#slider");
  input.max = D.end_ms;
  input.addEventListener("input", () => Time.set(Number(input.value), "slider"));
  input.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    Time.step(by);
  });
  $("#back").addEventListener("click", () => Time.step(-1));
  $("#on").addEventListener("click", () => Time.step(1));
  let playing = 0;
  const stop = () => { clearInterval(playing); playing = 0; $("#play").textContent = "▶"; };
  $("#play").addEventListener("click", () => {
    if (playing) return stop();
    if (Time.now >= D.end_ms) Time.set(0);
    $("#play").textContent = "❚❚";
    playing = setInterval(() => { Time.step(1); if (Time.now >= D.end_ms) stop(); }, 600);
  });
  Time.listeners.push((ms) => {
    input.value = ms;
    input.setAttribute("aria-valuetext", clock(ms));
    $("#clock").textContent = clock(ms);
    let last = null;
    for (const line of D.timeline) { if (line.t <= ms) last = line; else break; }
    $("#what").textContent = last ? last.x.trim() : "";
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (event.key === "ArrowRight") Time.step(1);
    else if (event.key === "ArrowLeft") Time.step(-1);
    else if (event.key === "Home") Time.set(0);
    else if (event.key === "End") Time.set(D.end_ms);
    else if (event.key === "/") { event.preventDefault(); $("#find")?.focus(); return; }
    else return;
    event.preventDefault();
  });
}

// --- the deployment over time -------------------------------------------------------------------
const kRuns = 0, kDown = 4;  // conditions, by their place in D.looks
function liveTopology() {
  const svg = $("#live svg");
  if (!svg || !D.frames) return;
  const cells = D.parts.map((_, i) => svg.querySelector("#a_p" + i) || svg.querySelector("#p" + i));
  const ties = D.ties.map((_, i) => svg.querySelector("#t" + i));
  let parts = [];
  const full = D.frames.map((frame) => {
    parts = parts.slice();
    for (const [i, fare] of frame.p) parts[i] = fare;
    return parts;
  });
  const paint = (i, fare) => {
    const cell = cells[i];
    if (!cell) return;
    const [condition, word] = D.fares[fare], look = D.looks[condition];
    const shapes = cell.querySelectorAll("polygon, path"), texts = cell.querySelectorAll("text");
    const site = cell.classList.contains("cluster");
    const lost = condition === kDown;
    shapes.forEach((shape) => {
      if (shape.getAttribute("fill") !== "none") {
        shape.setAttribute("fill", site ? (lost ? "#fbe9e7" : "#f7f9fb") : look.fill);
      }
      const stroke = site ? (lost ? "#b3261e" : "#9fb3c8") : look.line;
      if (shape.getAttribute("stroke") !== "transparent") shape.setAttribute("stroke", stroke);
    });
    texts.forEach((text) => text.setAttribute("fill", site ? (lost ? "#b3261e" : "#16324f") : look.text));
    if (texts.length > 1) texts[0].textContent = look.sign + "\u00a0";
    if (texts.length > 2) texts[2].textContent = "\u200b\u00a0\u00a0" + (word || look.plain);
  };
  // Rows that count parts which are not drawn one by one.
  const counted = D.counted.map((of) => svg.querySelector("#a_" + of.id + " text")).map((text, i) => [text, D.counted[i]])
    .filter(([text]) => text);
  const countAt = (at) => {
    for (const [text, of] of counted) {
      const running = of.parts.filter((i) => D.fares[full[at][i]][0] === kRuns).length;
      text.textContent = `${running} of ${of.parts.length} ${of.what} run`;
    }
  };
  let shown = -1;
  Time.listeners.push((ms) => {
    let at = 0;
    while (at + 1 < D.frames.length && D.frames[at + 1].t <= ms) ++at;
    if (at === shown) return;
    const changes = [];
    for (let i = 0; i < D.parts.length; ++i) {
      paint(i, full[at][i]);
      const changed = at > 0 && full[at][i] !== full[at - 1][i];
      cells[i]?.classList.toggle("changed", changed);
      if (changed && changes.length < 12) {
        const say = (fare) => `${D.looks[D.fares[fare][0]].sign} ${D.fares[fare][1] || D.looks[D.fares[fare][0]].plain}`;
        changes.push(`${D.parts[i].name}: ${say(full[at - 1][i])} → ${say(full[at][i])}`);
      }
    }
    countAt(at);
    const now = new Map(D.frames[at].ties);
    ties.forEach((tie, i) => {
      if (!tie) return;
      tie.classList.toggle("absent", !now.has(i));
      if (!now.has(i)) return;
      const [condition, word] = D.fares[now.get(i)], broken = condition === kDown;
      const colour = broken ? "#b3261e" : D.ties[i].colour;
      tie.querySelectorAll("path").forEach((p) => {
        if (p.getAttribute("stroke") !== "#ffffff") p.setAttribute("stroke", colour);
      });
      tie.querySelectorAll("polygon").forEach((p) => { p.setAttribute("stroke", colour); p.setAttribute("fill", colour); });
      const text = tie.querySelector("text");
      if (text) { text.textContent = (broken ? "✕ " : "") + (word || ""); text.setAttribute("fill", colour); }
    });
    shown = at;
    $("#changes").textContent = changes.length
      ? `At ${clock(D.frames[at].t)}: ` + changes.join("; ") : at === 0 ? "At the start." : `Since ${clock(D.frames[at].t)}.`;
  });
  // A click on a part shows what happened to it.
  svg.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    const i = Number((link.getAttribute("href") || link.getAttribute("xlink:href") || "#p-1").slice(2));
    if (D.parts[i]) { Filter.entity(D.parts[i].name); $("#timeline").scrollIntoView({ behavior: "smooth" }); }
  });
}

// --- light and dark -----------------------------------------------------------------------------
function theme() {
  const order = ["", "light", "dark"];
  let at = 0;
  $("#theme").addEventListener("click", () => {
    at = (at + 1) % order.length;
    if (order[at]) document.documentElement.dataset.theme = order[at];
    else delete document.documentElement.dataset.theme;
    redrawCharts();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redrawCharts);
}
