import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { arrange } = await load("map/labels.ts");

const SIZE = 12;
const measure = (text) => 7 * text.length;
const ground = { width: 600, height: 300, boxes: [], clutter: [] };
const box = ({ text, x, y }) => [x, y, x + measure(text), y + SIZE];
const apart = ([a, b, c, d], [e, f, g, h]) => c <= e || g <= a || d <= f || h <= b;

function crowd(count) {
  let seed = 9;
  const next = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  return Array.from({ length: count }, (_, at) => ({ text: `Place ${at}`, x: 600 * next(), y: 300 * next(), radius: 4, weight: next() }));
}

test("no name covers another, a marker or the edge", () => {
  const anchors = crowd(120);
  const placed = arrange(anchors, ground, SIZE, measure);
  assert.ok(placed.length > 15);
  for (const [at, one] of placed.entries()) {
    const own = box(one);
    for (const other of placed.slice(at + 1)) assert.ok(apart(own, box(other)), `${one.text} over ${other.text}`);
    assert.ok(own[0] >= 0 && own[1] >= 0 && own[2] <= 600 && own[3] <= 300, `${one.text} off the map`);
    for (const { text, x, y, radius } of anchors) {
      if (text !== one.text) assert.ok(apart(own, [x - radius, y - radius, x + radius, y + radius]), `${one.text} over the mark of ${text}`);
    }
  }
});

test("the busier of two close places keeps its name", () => {
  const anchors = [
    { text: "small", x: 100, y: 100, radius: 4, weight: 1 },
    { text: "large", x: 104, y: 102, radius: 4, weight: 9 },
  ];
  assert.equal(arrange(anchors, { ...ground, width: 130, height: 125 }, SIZE, measure)[0].text, "large");
});

test("a name steps off the lane and off the buttons", () => {
  const anchor = { text: "here", x: 100, y: 100, radius: 4, weight: 1 };
  const clutter = Array.from({ length: 60 }, (_, at) => [100 + at, 100]);
  const [left] = arrange([anchor], { ...ground, clutter }, SIZE, measure);
  assert.ok(left.x + measure("here") < 100);
  const [away] = arrange([anchor], { ...ground, boxes: [{ left: 100, top: 0, right: 600, bottom: 300 }] }, SIZE, measure);
  assert.ok(away.x + measure("here") <= 100);
});
