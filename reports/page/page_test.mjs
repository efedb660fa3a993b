// What a reader does with the pages, done by a browser. Every page must open without a word in the
// console and without a request to anywhere.
import { chromium } from "playwright-core";
import { readFileSync, mkdirSync } from "node:fs";

const [, , executablePath, folder, shots] = process.argv;
let failed = 0, passed = 0;
const check = (claim, holds, more = "") => {
  if (holds) { ++passed; return; }
  ++failed;
  console.log(`page: NOT SO: ${claim}${more ? " (" + more + ")" : ""}`);
};
const args = process.getuid && process.getuid() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({ executablePath, args });

async function open(name, viewport = { width: 1280, height: 800 }, colorScheme = "light") {
  const page = await browser.newPage({ viewport, colorScheme });
  page.on("console", (message) => check(`${name}: nothing in the console`, false, message.text()));
  page.on("pageerror", (mistake) => check(`${name}: no error`, false, mistake.message));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith("file:") && !url.startsWith("data:")) check(`${name}: no request`, false, url);
  });
  const begun = Date.now();
  await page.goto(`file://${folder}/${name}/report.html`);
  await page.waitForFunction(() => document.documentElement.dataset.ready === "yes", null, { timeout: 60000 });
  return { page, ms: Date.now() - begun };
}
const visible = (page, selector) => page.locator(selector).first().isVisible();

async function failing() {
  const { page } = await open("failing");
  const first = await page.locator("#first").innerText();
  for (const [claim, words] of [["what broke", "nothing can be written"], ["for whom", "of pool1"], ["when", "00:22:00"],
    ["because of which step", "Set-CsEdgeServer"], ["which rule", "INV-43"], ["why", "site Datacenter1 lost"],
    ["how to run it again", "firedrill run scenarios/planted/next-hop-before-cms.yaml --seed 1"]]) {
    check(`the first screen says ${claim}`, first.includes(words), words);
  }
  const bottom = await page.locator("#first").evaluate((e) => e.getBoundingClientRect().bottom);
  check("all of it without scrolling", bottom <= 800, `it ends at ${bottom}`);
  // The chain behind a refusal.
  await page.locator("#lines button.bad", { hasText: "REFUSED" }).first().click();
  const chain = await page.locator(".chain").innerText();
  check("a refusal's chain opens and goes back to the fault", chain.includes("because site Datacenter1 lost"), chain);
  check("the chain names the rule in words", chain.includes("Configuration needs an available master"));
  await page.locator("#lines button.bad", { hasText: "REFUSED" }).first().click();
  check("and closes again", await page.locator(".chain").count() === 0);
  check("the cause is drawn", await visible(page, "#picture-cause svg"));
  await page.close();
}

async function moving() {
  const { page } = await open("held");
  const cell = (id) => page.locator(`#live #a_${id}`).textContent();
  const pool = await page.evaluate(() => D.parts.findIndex((p) => p.name === "pool1"));
  const to = (ms) => page.locator("#slider").evaluate((e, v) => { e.value = v; e.dispatchEvent(new Event("input")); }, ms);
  await to(0);
  check("at the start the pool runs", (await cell("p" + pool)).includes("runs"), await cell("p" + pool));
  await to(3600000);
  check("the slider moves the picture", (await cell("p" + pool)).includes("stopped"), await cell("p" + pool));
  check("and says what changed", (await page.locator("#changes").innerText()).includes("pool1: ● runs → ✕ stopped"));
  check("and marks the timeline", (await page.locator("#lines button.now").innerText()).includes("01:00:00"));
  const before = await page.locator("#clock").innerText();
  await page.locator("h1").click();
  await page.keyboard.press("ArrowRight");
  const after = await page.locator("#clock").innerText();
  check("the keyboard goes to the next moment", after > before, `${before} to ${after}`);
  await page.keyboard.press("Home");
  check("and back to the start", await page.locator("#clock").innerText() === "00:00:00");
  await page.keyboard.press("End");
  check("and to the end", await page.locator("#clock").innerText() === "08:00:00");
  await page.locator(".chart .u-over").first().click({ position: { x: 80, y: 40 } });
  check("a click on a chart moves to its moment", await page.locator("#clock").innerText() !== "08:00:00");
  await page.locator(`#live #a_p${pool}`).click();
  check("a click on a part filters the timeline", await page.locator("#entity").inputValue() === "pool1");
  await page.close();
}

async function counting() {
  const { page } = await open("six");
  const to = (ms) => page.locator("#slider").evaluate((e, v) => { e.value = v; e.dispatchEvent(new Event("input")); }, ms);
  const row = async () => {
    const pool = await page.evaluate(() => D.parts.findIndex((p) => p.name === "pool2"));
    return page.locator(`#live #a_p${pool}-servers`).textContent();
  };
  await to(0);
  check("servers that are counted run at the start", (await row()).includes("2 of 2 Front Ends run"), await row());
  await to(3600000);
  check("and their count follows the slider", (await row()).includes("0 of 2 Front Ends run"), await row());
  const first = await page.locator("#first").innerText();
  check("a missed deadline is told when its time was up", first.includes("01:20:00, when its time was up, 20m 00s after fault 1"), first);
  check("the first screen says who lacked what", /sign-in missing for 2 users/.test(first), first);
  await page.close();
}

async function filtering() {
  const { page } = await open("weekend");
  const shown = () => page.locator("#lines button:not([hidden])").count();
  const all = await shown();
  await page.locator("#severity").selectOption({ index: 1 });
  const bad = await shown();
  check("severity filters", bad > 0 && bad < all, `${bad} of ${all}`);
  await page.locator("#rule").selectOption("INV-25");
  check("the violation is there", await shown() >= 1);
  await page.locator("#lines button:not([hidden])").first().click();
  check("a violation's chain opens", (await page.locator(".chain li").count()) > 1);
  await page.locator("#rule").selectOption("");
  await page.locator("#severity").selectOption({ index: 0 });
  await page.locator("#find").fill("Invoke-CsPoolFailback");
  const found = await shown();
  check("words filter", found > 0 && found < all, `${found} of ${all}`);
  await page.locator("#find").fill("");
  await page.locator("#entity").selectOption("pool2");
  const entity = await shown();
  check("an entity filters", entity > 0 && entity < all, `${entity} of ${all}`);
  await page.locator('.filters input[value="step"]').uncheck();
  check("a kind filters", await shown() < entity);
  await page.close();
}

async function records() {
  const proof = await open("proof");
  check("the strip has a row for each fault", await proof.page.locator(".strip .bar").count() > 1);
  // The first that is wide enough to be hit; the narrower ones are listed in words.
  const places = proof.page.locator(".strip .bar i");
  let place = 0;
  while ((await places.nth(place).boundingBox()).width < 4) place++;
  await places.nth(place).click();
  check("a place of the strip says what it comes to", /from \d\d:\d\d:\d\d.* to .*: (held|broken|violated)/.test(await proof.page.locator("#placement").innerText()),
    await proof.page.locator("#placement").innerText());
  check("the states are drawn", await visible(proof.page, "#picture-states svg"));
  await proof.page.locator("details summary", { hasText: "scenario that shows it" }).first().click();
  check("a worst case shows its scenario", (await proof.page.locator("details[open] pre").first().innerText()).includes("firedrill: 1"));
  await proof.page.close();
  const two = await open("two");
  check("two faults are drawn as a square", await visible(two.page, "canvas.square"));
  const holes = await two.page.evaluate(() => {
    const n = D.proof.raster, cells = D.proof.square.flatMap(([times, outcome]) => Array(times).fill(outcome));
    return cells.filter((outcome, i) => !outcome && Math.floor(i / n) > i % n).length;
  });
  check("the square leaves out no pair of instants", holes === 0, String(holes));
  await two.page.locator("canvas.square").click({ position: { x: 100, y: 100 } });
  check("a point of the square says what it comes to", (await two.page.locator("#placement").innerText()).startsWith("first fault about"));
  await two.page.close();
  const campaign = await open("campaign");
  check("coverage has rows", await campaign.page.locator("#coverage tbody tr").count() > 10);
  await campaign.page.locator("#coverage select").selectOption("phases");
  check("coverage by phase", (await campaign.page.locator("#coverage thead").innerText()).includes("before"), await campaign.page.locator("#coverage thead").innerText());
  check("groups of failures are told", (await campaign.page.locator("#groups").innerText()).includes("INV-25"));
  check("the discovery curve is drawn", await visible(campaign.page, "#discovery canvas"));
  await campaign.page.close();
}

async function sizes() {
  for (const name of ["failing", "held", "proof", "campaign", "long"]) {
    for (const width of [1440, 900, 390]) {
      const { page } = await open(name, { width, height: 900 }, width === 900 ? "dark" : "light");
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      check(`${name} fits a screen of ${width}`, wide <= 0, `${wide} too wide`);
      if (shots && name === "failing") {
        mkdirSync(shots, { recursive: true });
        await page.screenshot({ path: `${shots}/${name}-${width}.jpeg`, type: "jpeg", quality: 45 });
      }
      await page.close();
    }
  }
  const { page, ms } = await open("long");
  const bytes = readFileSync(`${folder}/long/report.html`).length;
  const events = await page.evaluate(() => D.source);
  console.log(`page: the long trace (${events}) is a page of ${bytes} bytes, open after ${ms} ms`);
  check("a long trace makes a page of at most 2 MB", bytes <= 2000000, String(bytes));
  await page.close();
}

await failing();
await moving();
await counting();
await filtering();
await records();
await sizes();
await browser.close();
console.log(`page: ${passed} claims hold, ${failed} do not`);
process.exit(failed === 0 ? 0 : 1);
