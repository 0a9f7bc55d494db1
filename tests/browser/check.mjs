// check.mjs PAGE.html [SHOTS]: opens a report in headless Chromium and checks that it renders, makes no request, runs no
// script but its own, keeps its policy, answers to keys and filters, sorts, fits a phone, prints, reads without scripts,
// and has no violation that axe finds, in light and in dark. With a folder SHOTS, screenshots go there.
// Prints a line a check; exit code 1 where one fails.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const file = path.resolve(process.argv[2]);
const shots = process.argv[3] && path.resolve(process.argv[3]);
const url = pathToFileURL(file).href;
const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const known = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = known.find(p => p && fs.existsSync(p));
const profile = fs.mkdtempSync(path.join(os.tmpdir(), "crossclaim-chromium-"));

let failed = 0;
const check = (ok, what, seen) => {
  if (!ok) failed++;
  console.log((ok ? "ok   " : "FAIL ") + what + (ok || seen === undefined ? "" : ": " + JSON.stringify(seen)));
};

const browser = await puppeteer.launch({
  executablePath,
  userDataDir: profile,
  protocolTimeout: 300000,
  timeout: 120000,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
});

// A page with all that it asks for and all that it complains about.
const open = async (scheme, width, script = true) => {
  const page = await browser.newPage();
  const seen = { requests: [], errors: [], dialogs: [] };
  page.on("request", r => { if (r.url() !== url && r.url() !== "data:,") seen.requests.push(r.url()); });
  page.on("console", m => { if (["error", "warn", "warning"].includes(m.type())) seen.errors.push(m.text()); });
  page.on("pageerror", e => seen.errors.push(String(e)));
  page.on("dialog", d => { seen.dialogs.push(d.message()); d.dismiss(); });
  await page.setJavaScriptEnabled(script);
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(url, { waitUntil: "load", timeout: 120000 });
  return [page, seen];
};
const clean = (seen, what) => {
  check(seen.requests.length === 0, what + ": no request leaves the page", seen.requests);
  check(seen.errors.length === 0, what + ": no error, no breach of the policy", seen.errors);
  check(seen.dialogs.length === 0, what + ": no dialog of an article opens", seen.dialogs);
};
const visible = page => page.$$eval(".finding", all => all.filter(f => f.offsetParent !== null).length);

for (const scheme of ["light", "dark"]) {
  const [page, seen] = await open(scheme, 1280);
  check(await visible(page) > 0, scheme + ": findings are shown");
  if (shots) await page.screenshot({ path: path.join(shots, scheme + ".png") });
  await page.evaluate(() => document.querySelectorAll("details").forEach(d => { d.open = true; }));
  // axe is put in by the debugger, past the policy.
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const found = await axe.run(document, { runOnly, resultTypes: ["violations"] });
    return found.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 160)]);
  });
  check(violations.length === 0, scheme + ": axe finds nothing", violations);
  clean(seen, scheme);
  await page.close();
}

{
  const [page, seen] = await open("light", 1280);
  const policy = await page.$eval("meta[http-equiv]", m => m.content);
  check(/default-src 'none'/.test(policy) && !/unsafe/.test(policy), "the policy is strict", policy);
  const own = await page.$$eval("script", all => all.length);
  check(own === 1, "one script, the page's own", own);
  const active = await page.evaluate(() => {
    const bad = [];
    for (const e of document.querySelectorAll("*")) {
      for (const a of e.attributes) if (/^on/i.test(a.name) || /^\s*(javascript|vbscript):/i.test(a.value)) bad.push(e.outerHTML.slice(0, 120));
      if (/^(IFRAME|OBJECT|EMBED|IMG|FORM|BASE)$/.test(e.tagName) && !(e.tagName === "FORM" && e.method === "dialog")) bad.push(e.tagName);
      if (e.tagName === "A" && !e.getAttribute("href").startsWith("#")) bad.push(e.outerHTML.slice(0, 120));
    }
    return bad;
  });
  check(active.length === 0, "nothing of an article is active", active);
  check(await page.evaluate(() => window.owned === undefined), "no script of an article has run");
  const dead = await page.$$eval("a[href^='#']", all =>
    all.filter(a => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map(a => a.hash));
  check(dead.length === 0, "every link leads somewhere", dead.slice(0, 5));
  const oneWay = await page.evaluate(() => [...document.querySelectorAll(".sides a")].filter(a => {
    const claim = document.getElementById(a.hash.slice(1)), finding = a.closest(".finding").id;
    for (let e = claim.nextElementSibling; e && e.classList.contains("ref"); e = e.nextElementSibling) if (e.hash === "#" + finding) return false;
    return true;
  }).length);
  check(oneWay === 0, "claims and findings are linked both ways", oneWay);

  const all = await visible(page);
  await page.keyboard.press("j");
  const first = await page.evaluate(() => document.activeElement.id);
  await page.keyboard.press("j");
  const second = await page.evaluate(() => document.activeElement.id);
  await page.keyboard.press("k");
  const back = await page.evaluate(() => document.activeElement.id);
  check(first !== "" && first === back && (all < 2 || second !== first), "j and k go from finding to finding", [first, second, back]);
  await page.keyboard.press("/");
  check(await page.evaluate(() => document.activeElement.id) === "q", "/ goes to the search");
  await page.keyboard.type("no article says zxqv");
  check(await visible(page) === 0, "what is not found is hidden");
  check((await page.$eval("#count", e => e.textContent)).startsWith("0 of"), "the count says so");
  check(await page.$$eval("section.list", s => s.every(e => e.hidden)), "a list without findings hides its heading");
  await page.keyboard.press("Escape");
  check(await visible(page) === all, "Escape shows all again");
  await page.keyboard.press("?");
  check(await page.$eval("#help", d => d.open), "? shows the keys");
  await page.keyboard.press("Escape");
  check(!await page.$eval("#help", d => d.open), "Escape closes them");

  await page.select("#relation", "conflict");
  const conflicts = await page.$$eval(".finding:not([hidden])", f => f.map(e => e.dataset.relation));
  check(conflicts.length > 0 && conflicts.every(r => r === "conflict"), "the filter leaves conflicts", conflicts);
  await page.select("#relation", "");
  await page.select("#sort", "kind");
  const kinds = await page.$eval("section.list", s => [...s.querySelectorAll(".finding")].map(f => f.dataset.kind));
  check(kinds.join() === [...kinds].sort().join(), "findings are sorted by kind", kinds);
  await page.select("#sort", "");
  const button = await page.$("th button");
  if (button) {
    const column = () => page.$$eval("tbody tr th", all => all.map(e => e.textContent.trim()).filter(Boolean));
    await button.click();
    const sorted = await column();
    await button.click();
    const reversed = await column();
    check(sorted.join() !== reversed.join() || sorted.length < 2, "the matrix is sorted by its heads");
    check(await page.$eval("th[aria-sort]", e => e.getAttribute("aria-sort")) === "descending", "and says so");
  }
  const target = await page.$eval(".sides a", a => { a.click(); return a.hash.slice(1); });
  await page.waitForFunction(id => document.getElementById(id).closest("details").open, { timeout: 10000 }, target);
  check(true, "a link into an article opens it");
  clean(seen, "in use");
  const pdf = await page.pdf({ format: "A4", tagged: true, outline: true, timeout: 240000 });
  const pages = (Buffer.from(pdf).toString("latin1").match(/\/Type\s*\/Page[^s]/g) || []).length;
  check(pages > 0, "it prints", pages);
  console.log(`     ${all} findings, ${pages} pages on paper`);
  await page.close();
}

{
  const [page, seen] = await open("light", 390);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  check(wide <= 390, "it fits a phone", wide);
  if (shots) await page.screenshot({ path: path.join(shots, "phone.png") });
  clean(seen, "phone");
  await page.close();
}

{
  const [page, seen] = await open("light", 1280, false);
  check(await visible(page) > 0, "without scripts: findings are shown");
  check(await page.$eval("#tools", t => t.offsetParent === null), "without scripts: no tools that do nothing");
  clean(seen, "without scripts");
  await page.close();
}

await browser.close();
fs.rmSync(profile, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
