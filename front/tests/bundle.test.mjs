import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { bundle, busiest } = await load("map/bundle.ts");

const plant = (site, longitude, vehicles) => ({ site, kind: "vehicle_plant", longitude, latitude: 34.5, vehicles, home: true });
const lane = (name, origin, destination, vehicles, mode = "road", line = [[0, 0], [1, 1]]) => ({
  lane: name, origin, destination, mode, vehicles, line, distance: 1, scheduled: false,
});

const PLANTS = [plant("large", 113.8, 900), plant("near", 113.9, 300), plant("far", 118, 200)];
const LANES = [
  lane("1", "near", "beijing", 300),
  lane("2", "large", "beijing", 900),
  lane("3", "far", "beijing", 200),
  lane("4", "large", "harbour", 50, "rail"),
  lane("5", "near", "nobody", 0),
];

test("neighbours share a lane, drawn from the busier", () => {
  const made = bundle(LANES, PLANTS, 50);
  assert.deepEqual(made.map(({ lane, vehicles, origins }) => [lane, vehicles, origins]), [
    ["2", 1200, ["large", "near"]],
    ["3", 200, ["far"]],
    ["4", 50, ["large"]],
  ]);
});

test("close up every plant keeps its own", () => assert.equal(bundle(LANES, PLANTS, 1).length, 4));

test("no vehicle is lost or counted twice, at any scale", () => {
  for (const km of [0, 1, 50, 5000]) {
    assert.equal(bundle(LANES, PLANTS, km).reduce((sum, one) => sum + one.vehicles, 0), 1450);
    assert.ok(Math.max(...bundle(LANES, PLANTS, km).map((one) => one.vehicles)) <= busiest(LANES));
  }
});

test("a lane with a drawn way stays itself", () => {
  const bent = lane("6", "near", "beijing", 10, "road", [[0, 0], [1, 1], [2, 2]]);
  assert.equal(bundle([...LANES, bent], PLANTS, 50).find((one) => one.lane === "6").vehicles, 10);
});
