// The timeline: filters, and for each line the chain of causes behind it.
const Filter = {
  entity(name) { const select = $("#entity"); if (select) { select.value = name; select.dispatchEvent(new Event("change")); } },
};
function chainOf(number) {
  const links = D.chains[number] || [];
  const least = Math.min(...links.map((l) => l[0]));
  return el("ol", {}, ...links.map(([depth, text, rule, t, where]) =>
    el("li", { style: `padding-left:${(depth - least) * 1.3}em` },
      (depth > least ? "because " : "") + D.strings[text] + (t >= 0 ? " at " + clock(t) : ""),
      rule ? el("span", { class: "rule", title: D.rules[rule] || "" }, `  ${rule}${D.rules[rule] ? ": " + D.rules[rule] : ""}`) : null,
      where ? el("span", { class: "rule" }, "  " + where) : null)));
}
function timelineSection() {
  const home = section("timeline", "Timeline", "Faults, steps with their line in the file, what followed, refusals and " +
    "violations. Choose a line to go to its moment and see why it came about; ← and → go from moment to moment.");
  const kinds = [...new Set(D.timeline.map((l) => l.k))];
  const entities = [...new Set(D.timeline.flatMap((l) => l.a || []))].sort();
  const rules = [...new Set(D.timeline.map((l) => l.r).filter(Boolean))].sort();
  const options = (all, first) => [el("option", { value: "" }, first), ...all.map((v) => el("option", { value: v }, v))];
  const entity = el("select", { id: "entity", "aria-label": "Entity" }, ...options(entities, "every entity"));
  const rule = el("select", { id: "rule", "aria-label": "Rule" }, ...options(rules, "every rule"));
  const severity = el("select", { id: "severity", "aria-label": "Severity" },
    ...options(["failures and faults", "warnings and worse"], "every severity"));
  const find = el("input", { id: "find", type: "search", placeholder: "find  ( / )", "aria-label": "Find in the timeline" });
  const boxes = kinds.map((kind) => el("label", {}, el("input", { type: "checkbox", checked: true, value: kind }), kind));
  const shown = el("span", { id: "shown", role: "status" });
  home.append(el("div", { class: "filters" }, find, entity, rule, severity, ...boxes, shown));
  const list = el("div", { id: "lines", class: D.timeline.length > 400 ? "long" : null });
  home.append(list);
  const signs = { fault: "✕", slip: "≠", refusal: "⊘", violation: "■", step: "▶", users: "☺", effect: "·", end: "□" };
  const buttons = D.timeline.map((line, i) => {
    const button = el("button", { type: "button", class: line.s, "aria-expanded": "false", "data-line": i },
      el("span", { class: "t" }, clock(line.t)), el("span", {}, line.k === "fault" && line.s === "good" ? "↺" : signs[line.k] || "·"),
      el("span", { class: "x" }, line.x, line.r ? el("span", { class: "rule" }, "  " + line.r) : null),
      el("span", { class: "w" }, line.w || ""));
    list.append(button);
    return button;
  });
  let open = null;
  const close = () => { if (open) { open.box.remove(); open.button.setAttribute("aria-expanded", "false"); } open = null; };
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const again = open && open.button === button;
    close();
    if (again) return;
    const line = D.timeline[Number(button.dataset.line)];
    Time.set(line.t, "line");
    const box = el("div", { class: "chain" }, line.c >= 0 ? chainOf(line.c)
      : el("p", { class: "rule" }, "Counted from the state of the users; nothing more lies behind it than what stands above."));
    button.after(box);
    button.setAttribute("aria-expanded", "true");
    open = { button, box };
  });
  const rank = { bad: 2, warn: 1 };
  const filter = () => {
    const words = find.value.toLowerCase(), on = new Set(boxes.filter((b) => $("input", b).checked).map((b) => $("input", b).value));
    const least = severity.value === "" ? 0 : severity.value.startsWith("failures") ? 2 : 1;
    let n = 0;
    D.timeline.forEach((line, i) => {
      const shows = on.has(line.k) && (!entity.value || (line.a || []).includes(entity.value)) &&
        (!rule.value || line.r === rule.value) && (rank[line.s] || 0) >= least &&
        (!words || (line.x + " " + (line.r || "") + " " + (line.w || "")).toLowerCase().includes(words));
      buttons[i].hidden = !shows;
      n += shows ? 1 : 0;
    });
    close();
    shown.textContent = `${count(n)} of ${count(D.timeline.length)} lines`;
  };
  for (const input of [find, entity, rule, severity, ...boxes]) input.addEventListener(input === find ? "input" : "change", filter);
  filter();
  let marked = null;
  Time.listeners.push((ms, from) => {
    let last = -1;
    for (let i = 0; i < D.timeline.length && D.timeline[i].t <= ms; ++i) last = i;
    marked?.classList.remove("now");
    marked = last >= 0 ? buttons[last] : null;
    marked?.classList.add("now");
    if (marked && from !== "line" && from !== "start") {
      const top = marked.offsetTop - list.offsetTop;
      if (top < list.scrollTop || top > list.scrollTop + list.clientHeight - 40) list.scrollTop = top - list.clientHeight / 3;
    }
  });
  if (D.left_out > 0) home.append(el("p", { class: "caption" }, `${count(D.left_out)} further lines of lesser weight are left out; the trace has them all.`));
}
