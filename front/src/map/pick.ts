// What lies under the pointer: the nearest site, else the nearest lane.
import type { GeoProjection } from "d3-geo";
import type { Lane, Site } from "../payload";
import { shape, thickness, type Scene } from "./draw";
import { geoPath } from "d3-geo";

export interface Picked {
  lane?: Lane;
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
  let lane: Lane | undefined;
  let closest = 5;
  for (const one of scene.lanes) {
    const distance = away(scene.projection, one, x, y) - thickness(one.vehicles, scene.busiest, scene.width) / 2;
    if (distance < closest) {
      closest = distance;
      lane = one;
    }
  }
  return lane ? { lane } : {};
}

/** Distance in pixels from the drawn lane, measured along what was really drawn. */
function away(projection: GeoProjection, lane: Lane, x: number, y: number): number {
  let best = Infinity;
  let last: [number, number] | null = null;
  const pen = {
    beginPath: () => undefined,
    closePath: () => undefined,
    arc: () => undefined,
    moveTo: (px: number, py: number) => {
      last = [px, py];
    },
    lineTo: (px: number, py: number) => {
      if (last) best = Math.min(best, segment(last, [px, py], x, y));
      last = [px, py];
    },
  };
  geoPath(projection, pen)(shape(lane));
  return best;
}

function segment(from: [number, number], to: [number, number], x: number, y: number): number {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - from[0]) * dx + (y - from[1]) * dy) / length));
  return Math.hypot(from[0] + along * dx - x, from[1] + along * dy - y);
}
