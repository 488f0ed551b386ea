// Lanes that would lie on one another become one: plants too close to tell apart at this scale share their lanes.
import { geoDistance } from "d3-geo";
import type { Lane, Site } from "../payload";

const EARTH_KM = 6371;

export interface Bundle extends Lane {
  /** The plants whose lanes are drawn as one, the busiest first. */
  origins: string[];
}

/** The lanes with vehicles, those of neighbouring plants to the same place by the same mode as one. */
export function bundle(lanes: Lane[], sites: Site[], nearKm: number): Bundle[] {
  const heads = neighbours(sites.filter((site) => site.kind === "vehicle_plant" && site.vehicles > 0), nearKm);
  const bundles = new Map<string, Bundle>();
  for (const lane of [...lanes].sort((one, other) => other.vehicles - one.vehicles)) {
    if (lane.vehicles <= 0) continue;
    const straight = lane.line.length === 2;
    const head = straight ? (heads.get(lane.origin) ?? lane.origin) : lane.origin;
    const key = straight ? `${lane.mode}|${head}|${lane.destination}` : lane.lane;
    const found = bundles.get(key);
    if (found) {
      found.vehicles += lane.vehicles;
      found.origins.push(lane.origin);
    } else {
      bundles.set(key, { ...lane, origins: [lane.origin] });
    }
  }
  return [...bundles.values()];
}

/** For every site the busiest one near it, itself where there is none. */
function neighbours(sites: Site[], nearKm: number): Map<string, string> {
  const heads: Site[] = [];
  const found = new Map<string, string>();
  for (const site of [...sites].sort((one, other) => other.vehicles - one.vehicles)) {
    const head = heads.find((one) => apart(one, site) <= nearKm);
    if (!head) heads.push(site);
    found.set(site.site, (head ?? site).site);
  }
  return found;
}

function apart(one: Site, other: Site): number {
  return EARTH_KM * geoDistance([one.longitude, one.latitude], [other.longitude, other.latitude]);
}

/** The most vehicles that one drawn line can stand for, at whatever scale: what widths are measured against. */
export function busiest(lanes: Lane[]): number {
  const sums = new Map<string, number>();
  for (const lane of lanes) {
    const key = lane.line.length === 2 ? `${lane.mode}|${lane.destination}` : lane.lane;
    sums.set(key, (sums.get(key) ?? 0) + lane.vehicles);
  }
  return Math.max(1, ...sums.values());
}
