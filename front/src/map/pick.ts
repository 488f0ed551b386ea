// What lies under the pointer: the nearest site, else the nearest lane.
import type { GeoProjection } from "d3-geo";
import type { Lane, Site } from "../payload";
import type { Bundle } from "./bundle";
import { thickness, type Scene } from "./draw";
import { trace } from "./trace";

export interface Picked {
  lane?: Bundle;
  site?: Site;
}

export function pick(scene: Scene, x: number, y: number): Picked {
  let site: Site | undefined;
  let nearest = 11;
  for (const one of scene.sites) {
    const at = scene.projection([one.longitude, one.latitude]);
    if (!at) continue;
    const distance = Math.hypot(at[0] - x, at[1] - y) - (one.vehicles > 0 ? 2 : 0);
    if (distance < nearest) {
      nearest = distance;
      site = one;
    }
  }
  if (site) return { site };
  let lane: Bundle | undefined;
  let closest = 5;
  for (const one of scene.lanes) {
    const distance = away(scene.projection, one, x, y) - thickness(one.vehicles, scene.busiest) / 2;
    if (distance < closest) {
      closest = distance;
      lane = one;
    }
  }
  return lane ? { lane } : {};
}

/** Distance in pixels from what is drawn of the lane. */
function away(projection: GeoProjection, lane: Lane, x: number, y: number): number {
  let best = Infinity;
  for (const stroke of trace(projection, lane)) {
    stroke.forEach((to, index) => {
      best = Math.min(best, segment(stroke[index - 1] ?? to, to, x, y));
    });
  }
  return best;
}

function segment(from: [number, number], to: [number, number], x: number, y: number): number {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - from[0]) * dx + (y - from[1]) * dy) / length));
  return Math.hypot(from[0] + along * dx - x, from[1] + along * dy - y);
}
