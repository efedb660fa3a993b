// Charts by uPlot. All that run over the scenario share one cursor and show the moment of the
// slider; a click moves it.
const Charts = [];
const timeSteps = [1, 5, 10, 30, 60, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400].map((s) => s * 1000);
/// The legend shows each line as it is drawn: colour, dash and, of areas, what fills them.
function legendSamples(box, series, stacked) {
  const svg = (tag, attributes) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    return node;
  };
  box.querySelectorAll(".u-legend .u-series").forEach((row, i) => {
    const marker = row.querySelector(".u-marker"), of = series[i];
    if (!marker || !of) return;
    const sample = svg("svg", { width: 32, height: 10, class: "sample", "aria-hidden": "true" });
    if (stacked) sample.append(svg("rect", { width: 32, height: 10, fill: css(of.fill) || of.fill }));
    sample.append(svg("line", { x1: 0, x2: 32, y1: stacked ? 1 : 5, y2: stacked ? 1 : 5, stroke: of.colour, "stroke-width": 2,
      "stroke-dasharray": (of.dash || []).join(" ") }));
    marker.replaceWith(sample);
  });
}
function chart(into, title, x, series, options = {}) {
  const box = el("div", { class: "chart" });
  into.append(box);
  const entry = { make: null, plot: null };
  const make = () => {
    box.textContent = "";
    if (title) box.append(el("h3", {}, title));
    if (options.note) box.append(el("p", { class: "note" }, options.note));
    const colours = series.map((s) => css(s.colour) || s.colour);
    const stacked = options.stacked;
    let sum = x.map(() => 0);
    const values = series.map((s) => stacked ? (sum = sum.map((v, i) => v + s.values[i])) : s.values);
    const time = !options.plain;
    // Areas lie on one another, the tallest at the back.
    const order = series.map((_, i) => stacked ? series.length - 1 - i : i);
    const now = {
      hooks: { draw: (u) => {
        const c = u.ctx, top = u.bbox.top, bottom = u.bbox.top + u.bbox.height;
        const line = (value, colour, dash) => {
          const at = Math.round(u.valToPos(value, "x", true));
          if (at < u.bbox.left || at > u.bbox.left + u.bbox.width) return;
          c.save(); c.strokeStyle = colour; c.lineWidth = 2; c.setLineDash(dash);
          c.beginPath(); c.moveTo(at, top); c.lineTo(at, bottom); c.stroke(); c.restore();
        };
        if (time && D.frames) line(Time.now, css("--ink"), []);
        for (const target of options.targets || []) line(target, css("--alarm"), [6, 4]);
      } },
    };
    const axis = { stroke: css("--soft"), grid: { stroke: css("--grid") }, ticks: { stroke: css("--grid") },
      font: '11px "DejaVu Sans", Verdana, sans-serif' };
    const plot = new uPlot({
      width: Math.max(260, box.clientWidth), height: options.height || 170,
      scales: { x: { time: false }, y: { range: (u, low, high) => [0, Math.max(1, high)] } },
      cursor: time ? { sync: { key: "time" }, y: false, drag: { x: false, y: false } } : { y: false, drag: { x: false, y: false } },
      legend: { live: true },
      series: [
        { label: options.xlabel || "time", value: (u, v) => v == null ? "" : time ? clock(v) : (options.say || span)(v) },
        ...order.map((i) => [series[i], i]).map(([s, i]) => ({
          label: s.label, stroke: colours[i], width: s.width || 1.6, dash: s.dash,
          fill: stacked ? (css(s.fill) || s.fill) : undefined,
          paths: options.smooth ? undefined : uPlot.paths.stepped({ align: 1 }),
          points: { show: !!options.points },
          value: (u, v, k, at) => at == null ? "" : (options.sayY || count)(s.values[at]),
        })),
      ],
      axes: [
        { ...axis, values: (u, ticks) => ticks.map((v) => time ? clock(v).slice(0, 5) : (options.sayTick || options.say || span)(v)) ,
          space: time ? 64 : 96,
          incrs: time || !options.say ? timeSteps : options.seconds ? timeSteps.map((ms) => ms / 1000) : undefined },
        { ...axis, size: 52, values: (u, ticks) => ticks.map((v) => (options.sayY || count)(v)) },
      ],
      plugins: [now],
      hooks: { ready: [(u) => u.over.addEventListener("click", () => {
        if (time && D.frames && u.cursor.idx != null) Time.set(u.data[0][u.cursor.idx], "chart");
      })] },
    }, [x, ...order.map((i) => values[i])], box);
    legendSamples(box, [null, ...order.map((i) => ({ ...series[i], colour: colours[i] }))], stacked);
    entry.plot = plot;
  };
  entry.make = make;
  entry.time = !options.plain;
  make();
  // A window may get its width, or a scroll bar, after the page is built.
  new ResizeObserver(() => {
    if (entry.plot.width !== Math.max(260, box.clientWidth)) redrawSoon();
  }).observe(box);
  Charts.push(entry);
  return entry;
}
function redrawCharts() { for (const each of Charts) each.make(); }
Time.listeners.push(() => { for (const each of Charts) if (each.time) each.plot.redraw(false, false); });
let resizing = 0;
function redrawSoon() { clearTimeout(resizing); resizing = setTimeout(redrawCharts, 120); }
addEventListener("resize", redrawSoon);
addEventListener("beforeprint", redrawCharts);

function modesChart(into) {
  const [t, out, weak, well] = D.modes;
  chart(into, "Users by mode", t, [
    { label: "regular service", values: well, colour: "--run", fill: "--run-fill" },
    { label: "resiliency mode", values: weak, colour: "--weak", fill: "--weak-fill", dash: [6, 3] },
    { label: "signed out", values: out, colour: "--alarm", fill: "--alarm-fill", dash: [2, 2] },
  ], { stacked: true, height: 210 });
}
const lineColours = ["--l0", "--l1", "--l2", "--l3", "--l4", "--l5", "--l6", "--l7"];
const lineDashes = [[], [8, 3], [2, 3], [8, 3, 2, 3], [12, 4], [4, 4], [1, 3], [14, 3, 2, 3, 2, 3]];
function capabilityChart(into) {
  chart(into, "Users by capability", D.caps.t, D.caps.names.map((name, i) => ({
    label: name, values: D.caps.values[i], colour: lineColours[i % 8], dash: lineDashes[i % 8] })), { height: 190 });
}
function backlogChart(into) {
  if (!D.backlog.values.some((v) => v.some((n) => n > 0))) return;
  chart(into, "Changes waiting to be copied to the partner", D.backlog.t, D.backlog.names.map((name, i) => ({
    label: "of " + name, values: D.backlog.values[i], colour: lineColours[i % 8], dash: lineDashes[i % 8] })), { height: 150 });
}
/// Share of the users who lost something and have it again, by how long it took.
function recoveryChart(into) {
  const shown = D.recovery.filter((r) => r.times.length > 0);
  if (shown.length === 0) return;
  const x = [...new Set([0, ...shown.flatMap((r) => r.times.map((p) => p[0]))])].sort((a, b) => a - b);
  const series = shown.map((r, i) => {
    let at = 0, share = 0;
    const values = x.map((ms) => {
      while (at < r.times.length && r.times[at][0] <= ms) share = r.times[at++][1];
      return Math.round(share * 1000 / r.affected) / 10;
    });
    return { label: r.name, values, colour: lineColours[i % 8], dash: lineDashes[i % 8] };
  });
  const targets = D.commands.filter((c) => c.target_ms >= 0);
  const named = [...new Set(targets.map((c) => `${c.name} ${span(c.target_ms)}`))].join(", ");
  chart(into, "Recovery: users who have it again, by time since the loss", x, series,
    { plain: true, height: 210, sayY: (v) => v + " %", targets: targets.map((c) => c.target_ms),
      note: named ? "Red verticals: how long a command should take as documented: " + named + "." : "", xlabel: "after" });
}
