import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { fit, scaleBar, STILL } = await load("map/projection.ts");
const { zoomed } = await load("map/gestures.ts");

const EURASIA = [[113.7, 34.7], [82.6, 45.2], [23.7, 52.1], [10, 53.5]];
const WORLD = [...EURASIA, [-46.6, -23.5], [151.2, -33.9], [-99.1, 19.4]];

for (const [name, points] of [["Eurasia", EURASIA], ["the world", WORLD], ["one spot", [[113.7, 34.7], [113.7, 34.7]]]]) {
  test(`${name} lies within the frame`, () => {
    const projection = fit(points.map((point) => [point]), 1200, 600, 60)(STILL);
    for (const point of points) {
      const [x, y] = projection(point);
      assert.ok(x >= 0 && x <= 1200 && y >= 0 && y <= 600, `${point} at ${x}, ${y}`);
    }
  });
}

test("zooming keeps the point under the pointer", () => {
  const view = fit([EURASIA], 1200, 600, 60);
  const place = view(STILL).invert([400, 200]);
  const [x, y] = view(zoomed(STILL, 2.5, 400, 200))(place);
  assert.ok(Math.hypot(x - 400, y - 200) < 1e-6);
});

test("the scale bar is as long as it says", () => {
  const { km, pixels } = scaleBar(fit([EURASIA], 1200, 600, 60)(STILL), 1200, 600);
  assert.ok([200, 500, 1000].includes(km));
  assert.ok(pixels > 20 && pixels <= 145);
});

test("a map of the world is cut where no lane passes", () => {
  const lanes = [[[121, 31], [174, 50], [-150, 44], [-80, -30]], [[121, 31], [60, 10], [5, 50]], [[121, 31], [150, -38]]];
  const projection = fit(lanes, 1200, 600, 60)(STILL);
  const [east] = projection([-79, 0]);
  const [west] = projection([5, 0]);
  const [middle] = projection([121, 0]);
  assert.ok(west < middle && middle < east);
});
