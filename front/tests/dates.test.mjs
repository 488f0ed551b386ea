import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { day, month, period } = await load("dates.ts");

const CASES = [
  ["2024", "2024", "2024年"],
  ["2024-03", "Mar 2024", "2024年3月"],
  ["2024-01/2024-09", "Jan–Sep 2024", "2024年1—9月"],
  ["2023-11/2024-02", "Nov 2023 – Feb 2024", "2023年11月—2024年2月"],
  ["2024-01-01/2024-11-14", "1 Jan 2024 – 14 Nov 2024", "2024年1月1日—2024年11月14日"],
  ["2024-06-30", "30 Jun 2024", "2024年6月30日"],
  ["2024-01-01/2024-12-31", "2024", "2024年全年"],
  ["someday", "someday", "someday"],
];

for (const [text, english, chinese] of CASES) {
  test(`the period ${text}`, () => {
    assert.equal(period(text, "en"), english);
    assert.equal(period(text, "zh"), chinese);
  });
}

test("no period is no text", () => assert.equal(period(null, "en"), ""));

test("months and days", () => {
  assert.equal(month("2024-09", "zh"), "9月");
  assert.equal(month("2024-09", "en"), "Sep");
  assert.equal(day("2024-11-18", "zh"), "2024年11月18日");
});
