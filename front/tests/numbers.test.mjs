import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { counted, figure, millions, percent, short, signed } = await load("numbers.ts");

test("large counts have idiomatic units", () => {
  assert.equal(short(401000, "en"), "401k");
  assert.equal(short(401000, "zh"), "40.1万");
  assert.equal(short(6.03e9, "en"), "6.03 bn");
  assert.equal(short(6.03e9, "zh"), "60.3亿");
  assert.equal(short(950, "zh"), "950");
  assert.equal(short(-12345, "en"), "-12.3k");
  assert.equal(short(0, "en"), "0");
});

test("counts in sentences are whole in English", () => {
  assert.equal(counted(1171234, "en"), "1,171,234");
  assert.equal(counted(1171234, "zh"), "117.1万");
  assert.equal(counted(8999, "zh"), "8,999");
});

test("headline figures part from their scale", () => {
  assert.deepEqual(figure(401000, "vehicles", "en"), { number: "401,000", scale: "" });
  assert.deepEqual(figure(401000, "vehicles", "zh"), { number: "40.1", scale: "万" });
  assert.deepEqual(figure(6.03e9, "CNY", "en"), { number: "6.03", scale: "billion" });
  assert.deepEqual(figure(6.03e9, "CNY", "zh"), { number: "60.3", scale: "亿" });
  assert.deepEqual(figure(47.68, "percent", "en"), { number: "47.7", scale: "" });
});

test("signs are shown, except on nothing", () => {
  assert.equal(signed(-1.26, 1, "en"), "−1.3");
  assert.equal(signed(1.26, 1, "zh"), "+1.3");
  assert.equal(signed(-0.01, 1, "en"), "0.0");
});

test("percent is spaced as each language does", () => {
  assert.equal(percent(47.7, "en"), "47.7 %");
  assert.equal(percent(47.7, "zh"), "47.7%");
});

test("a column of figures keeps its decimals", () => {
  assert.equal(percent(4, "en"), "4.0 %");
  assert.equal(percent(4, "en", 0), "4 %");
  assert.deepEqual(figure(140, "percent", "zh"), { number: "140.0", scale: "" });
  assert.equal(millions(7067580, "en"), "7.1");
  assert.equal(millions(7067580, "zh"), "707");
});
