// Sections of a record: the covering of a proof as a strip or a square, and what a campaign met.
const outcomeLook = (outcome) => {
  if (!outcome) return { name: "no such placement", colour: "transparent" };
  if (outcome.verdict === "violated") return { name: "violated", colour: "--alarm-fill" };
  if (outcome.verdict === "unknown") return { name: "unknown", colour: "--soft" };
  if (outcome.known) return { name: "broken, as the scenario allows for", colour: "--weak-fill" };
  return { name: "held", colour: "--run-fill" };
};
function legendOf(outcomes) {
  const seen = new Map();
  for (const outcome of outcomes) { const look = outcomeLook(outcome); seen.set(look.name, look.colour); }
  return el("p", { class: "rule" }, ...[...seen].flatMap(([name, colour]) =>
    [el("span", { class: "swatch", style: `background:var(${colour})` }), name + "   "]));
}
function proofSections() {
  const p = D.proof;
  const home = section("covering", "Every placement of the added faults",
    p.faults === 1 ? "A row is a fault, from the start to the end of the scenario; a change of colour is an instant at which the outcome " +
      "changes. The rows leave no instant out. Choose a place to see what it comes to."
      : "First fault to the right, second upwards; each point of the square is a pair of instants. Choose a point to see what it comes to.");
  home.append(legendOf(p.outcomes.slice(1)));
  const say = el("p", { class: "changes", id: "placement", role: "status" }, "Nothing chosen.");
  const tell = (text, number) => {
    const outcome = p.outcomes[number];
    say.textContent = `${text}: ${outcomeLook(outcome).name}` + (outcome && outcome.claims.length ? " (" + outcome.claims.join("; ") + ")" : "");
  };
  if (p.square) home.append(el("h3", {}, "One fault alone"));
  if (p.choices.some((c) => c.ranges.length)) strips(home, p, tell);
  if (p.square) {
    home.append(el("h3", {}, "Two faults"));
    square(home, p, tell);
  }
  home.append(say);
  if (p.worst.length) {
    home.append(el("h3", {}, "Worst cases"));
    home.append(rows([{ text: "" }, { text: "", n: true }, { text: "who" }, { text: "where" }, { text: "" }],
      p.worst.map((w) => [w.what, span(w.ms), w.user || "", w.where, scenarioDetails(w.scenario)])));
  }
  if (p.findings.length) {
    home.append(el("h3", {}, "What some placement breaks"));
    home.append(rows([{ text: "rule" }, { text: "" }, { text: "where" }, { text: "parts", n: true }, { text: "" }],
      p.findings.map((f) => [f.name, f.text, f.where, count(f.parts), f.known ? "known: " + f.known : f.verdict])));
  }
}
function scenarioDetails(text) {
  if (!text) return "";
  return el("details", {}, el("summary", {}, "scenario that shows it"), el("pre", {}, text));
}
/// Where one part of the covering ends and the next begins.
function marksOf(marks, end) {
  const ns = "http://www.w3.org/2000/svg", svg = document.createElementNS(ns, "svg"), path = document.createElementNS(ns, "path");
  svg.setAttribute("viewBox", "0 0 1000 1");
  svg.setAttribute("preserveAspectRatio", "none");
  path.setAttribute("d", marks.map((ms) => `M${(ms * 1000 / end).toFixed(1)} 0V1`).join(""));
  svg.append(path);
  return svg;
}
function strips(home, p, tell) {
  const bar = (choice) => {
    const box = el("div", { class: "bar", role: "img", tabindex: "0", "aria-label": choice.text });
    choice.ranges.forEach(([from, outcome], i) => {
      const to = i + 1 < choice.ranges.length ? choice.ranges[i + 1][0] : p.end_ms;
      const look = outcomeLook(p.outcomes[outcome]);
      box.append(el("i", { style: `left:${from * 100 / p.end_ms}%;width:max(1px,${(to - from) * 100 / p.end_ms}%);background:var(${look.colour})`,
        title: `${clock(from)} to ${clock(to)}: ${look.name}`, "data-from": from, "data-to": to, "data-outcome": outcome }));
    });
    if (choice.marks.length) box.append(marksOf(choice.marks, p.end_ms));
    box.addEventListener("click", (event) => {
      const part = event.target.closest("i");
      if (part) tell(`${choice.text}, from ${clock(Number(part.dataset.from))} to ${clock(Number(part.dataset.to))}`, Number(part.dataset.outcome));
    });
    return [el("span", {}, choice.text), box, el("span", { class: "rule" }, count(choice.parts))];
  };
  const differs = (c) => c.ranges.some(([, o]) => outcomeLook(p.outcomes[o]).name !== "held");
  const grid = (choices) => el("div", { class: "strip" }, el("span", { class: "rule" }, "fault"),
    el("span", { class: "rule", style: "display:flex;justify-content:space-between" }, el("span", {}, clock(0)), el("span", {}, clock(p.end_ms))),
    el("span", { class: "rule" }, "parts"), ...choices.flatMap(bar));
  const loud = p.choices.filter((c) => c.ranges.length && differs(c)), quiet = p.choices.filter((c) => c.ranges.length && !differs(c));
  if (loud.length) home.append(grid(loud));
  if (quiet.length) {
    home.append(el("details", { open: loud.length === 0 }, el("summary", {}, `${quiet.length} faults that hold at every instant`), grid(quiet)));
  }
}
function square(home, p, tell) {
  const n = p.raster, canvas = el("canvas", { class: "square", width: n, height: n, role: "img", tabindex: "0",
    "aria-label": "Outcome by the instants of two faults" });
  const cells = [];
  for (const [times, outcome] of p.square) for (let i = 0; i < times; ++i) cells.push(outcome);
  const paint = () => {
    const c = canvas.getContext("2d");
    c.clearRect(0, 0, n, n);
    cells.forEach((outcome, i) => {
      if (!outcome) return;
      c.fillStyle = css(outcomeLook(p.outcomes[outcome]).colour) || "#888";
      c.fillRect(i % n, n - 1 - Math.floor(i / n), 1, 1);
    });
  };
  paint();
  Charts.push({ make: paint, time: false });
  canvas.addEventListener("click", (event) => {
    const r = canvas.getBoundingClientRect();
    const x = Math.min(n - 1, Math.floor((event.clientX - r.left) * n / r.width)), y = Math.min(n - 1, n - 1 - Math.floor((event.clientY - r.top) * n / r.height));
    tell(`first fault about ${clock(x * p.end_ms / n)}, second about ${clock(y * p.end_ms / n)}`, cells[y * n + x]);
  });
  home.append(canvas);
}
function named(s) { return (s.title || s.file) + (s.case ? ` [${s.case}]` : ""); }
function campaignSections() {
  const c = D.campaign;
  const runs = section("runs", "The runs");
  runs.append(rows([{ text: "scenario" }, { text: "runs", n: true }, { text: "held", n: true }, { text: "known", n: true },
    { text: "violated", n: true }, { text: "unknown", n: true }],
    c.scenarios.map((s) => [named(s), ...["runs", "held", "known", "violated", "unknown"].map((k) => count(s[k]))])));
  if (c.failures.length) groups(c);
  if (c.ranges.length) ranges(c);
  const spread = section("spread", "How long, and how much was lost", "Share of the runs in which it took no longer.");
  for (const [key, title, unit] of [["sign_in_s", "Longest time without sign-in of any user", true],
    ["regular_service_s", "Longest time without regular service of any user", true], ["age_of_loss_s", "Age of the oldest change lost", true],
    ["changes_lost", "Changes lost", false]]) spreadChart(spread, c, key, title, unit);
  coverage(c);
  const found = section("discovery", "Is more running worth it?", c.curve.says);
  chart(found, "New combinations of rule, fault and phase in each doubling of the runs", c.curve.points.map((_, i) => i),
    [{ label: "new combinations", values: c.curve.points.map((q) => q.new_combinations), colour: "--run" },
      { label: "new causes of failure", values: c.curve.points.map((q) => q.new_causes), colour: "--alarm", dash: [4, 3] }],
    { plain: true, points: true, smooth: true, xlabel: "up to run", say: (i) => c.curve.points[i] ? count(c.curve.points[i].runs) : "" });
}
function groups(c) {
  const home = section("groups", "Groups of failures", "Grouped by cause; each was made as small as it gets.");
  c.failures.forEach((f, i) => {
    const runs = f.causes.map((s) => `${s.slice}: in ${count(s.runs)} runs`);
    home.append(el("details", { open: i === 0, class: "group" }, el("summary", {}, el("b", {}, f.rule + "  "), f.why),
      ...(f.apart ? [el("p", {}, "with " + f.apart)] : []),
      el("pre", {}, f.story.join("\n")),
      ...(f.procedure && f.procedure.length ? [el("details", {}, el("summary", {}, "steps by the numbers of this story, and of the file"),
        el("ul", { class: "plain steps" }, ...f.procedure.map((s) => el("li", {}, s))))] : []),
      el("ul", { class: "plain" }, ...runs.map((r) => el("li", {}, r))), replayLine(f.again)));
  });
}
/// What moved between two runs that differ by one end of one range alone.
function ranges(c) {
  const home = section("ranges", "What moves with the durations given as ranges", "Pairs of runs that differ by one end of one range alone, low → high.");
  const said = (m, v) => typeof v === "string" ? v : m.unit === "ms" ? span(v) : m.unit === "user_ms" ? count(Math.floor(v / 60000)) : count(v);
  const end = (e, v) => e.unit === "ms" ? span(v) : count(v);
  for (const of of c.ranges) {
    home.append(el("h3", {}, named(c.scenarios[of.scenario])));
    home.append(rows([{ text: "parameter" }, { text: "range" }, { text: "moved" }, { text: "in pairs", n: true }, { text: "at most" }],
      of.effects.flatMap((e) => (e.moved.length ? e.moved : [null]).map((m, i) => [i ? "" : `${e.assumption} ${e.parameter}`,
        i ? "" : `${end(e, e.low)} to ${end(e, e.high)}`, m ? m.figure : "nothing", m ? `${m.pairs} of ${e.pairs}` : count(e.pairs),
        m ? `${said(m, m.low)} → ${said(m, m.high)}` : ""]))));
  }
}
function spreadChart(home, c, key, title, time) {
  const shown = c.scenarios.filter((s) => s[key] && s[key].counts.length > 1);
  if (!shown.length) return;
  const x = [...new Set(shown.flatMap((s) => s[key].counts.map((q) => q[0])))].sort((a, b) => a - b);
  chart(home, title, x, shown.slice(0, 7).map((s, i) => {
    let at = 0, sum = 0;
    const values = x.map((v) => {
      while (at < s[key].counts.length && s[key].counts[at][0] <= v) sum += s[key].counts[at++][1];
      return Math.round(sum * 1000 / s[key].runs) / 10;
    });
    return { label: named(s), values, colour: `--l${i % 7}`, dash: lineDashes[i % 7] };
  }), { plain: true, height: 170, seconds: time, sayY: (v) => v + " %", say: (v) => time ? span(v * 1000) : count(v), xlabel: time ? "up to" : "changes" });
}
function coverage(c) {
  const home = section("coverage", "Coverage", "Runs in which a rule was put to the test, or a refusal heard, under each kind of fault or in each phase; . = never.");
  const into = el("div");
  const by = el("select", { "aria-label": "Columns" }, el("option", { value: "families" }, "by fault"), el("option", { value: "phases" }, "by phase"));
  const draw = () => {
    into.textContent = "";
    const columns = c[by.value], cells = new Map(c.coverage[by.value].map(([row, column, n]) => [row + " " + column, n]));
    const met = c.probes.map((name, i) => [name, i]).filter(([, i]) => columns.some((_, k) => cells.has(i + " " + k)));
    into.append(el("div", { class: "scroll" }, el("table", { class: "cells" },
      el("thead", {}, el("tr", {}, el("th"), ...columns.map((name) => el("th", {}, name)))),
      el("tbody", {}, ...met.map(([name, i]) => el("tr", {}, el("td", {}, name),
        ...columns.map((_, k) => el("td", { class: "c" }, cells.has(i + " " + k) ? count(cells.get(i + " " + k)) : "."))))))));
  };
  by.addEventListener("change", draw);
  home.append(el("div", { class: "filters" }, by), into);
  draw();
  if (c.never_met.length) {
    home.append(el("details", {}, el("summary", {}, `${c.never_met.length} that no run met`),
      el("ul", { class: "plain" }, ...c.never_met.map((u) => el("li", {}, u.probe + (u.reason ? ": " + u.reason : ""))))));
  }
}
