// Paints the map: land, lanes as wide as their flow, sites, names.
import { geoGraticule10, geoPath, type GeoProjection } from "d3-geo";
import { FONT } from "../parts/chart";
import type { Lane, Site } from "../payload";
import type { Palette } from "../palette";
import { arrange, type Anchor, type Box } from "./labels";
import type { Bundle } from "./bundle";
import { mark, radius } from "./marks";
import { scaleBar } from "./projection";
import { dotted, shape, trace } from "./trace";

const LAYERS = ["road", "air", "sea", "rail"];
const PLANT_WEIGHT = 0.02; // a plant is named after the stations and ports that its vehicles pass

export interface Scene {
  width: number;
  height: number;
  projection: GeoProjection;
  land: GeoJSON.GeoJsonObject;
  lanes: Bundle[];
  sites: Site[];
  busiest: number;
  name(site: Site): string;
  notice: string;
  kilometres(km: number): string;
  active: { lane?: string; site?: string };
}

/** Width of a lane in pixels: the root of its flow, so that a train a week still shows beside a road full of lorries. */
export function thickness(vehicles: number, busiest: number): number {
  const widest = window.innerWidth < 760 ? 7 : 12;
  return vehicles <= 0 ? 0 : Math.max(1, widest * Math.sqrt(vehicles / busiest));
}

export function paint(context: CanvasRenderingContext2D, scene: Scene, colours: Palette): void {
  const { width, height } = scene;
  context.clearRect(0, 0, width, height);
  ground(context, scene, colours);
  for (const lane of layered(scene.lanes)) flow(context, scene, lane, colours);
  const anchors = sites(context, scene, colours);
  names(context, scene, anchors, colours);
  furniture(context, scene, colours);
}

/** Roads lie lowest and rails on top; within a mode the wide lanes below the narrow ones. */
function layered(lanes: Bundle[]): Bundle[] {
  const depth = (lane: Lane): number => LAYERS.indexOf(lane.mode);
  return [...lanes].sort((one, other) => depth(one) - depth(other) || other.vehicles - one.vehicles);
}

function ground(context: CanvasRenderingContext2D, { projection, land, width, height }: Scene, colours: Palette): void {
  const path = geoPath(projection, context);
  context.fillStyle = colours.sea;
  context.fillRect(0, 0, width, height);
  context.beginPath();
  path(geoGraticule10());
  context.strokeStyle = colours.coast;
  context.globalAlpha = 0.35;
  context.lineWidth = 0.5;
  context.stroke();
  context.globalAlpha = 1;
  context.beginPath();
  path(land as GeoJSON.GeoJSON);
  context.fillStyle = colours.land;
  context.fill();
  context.strokeStyle = colours.coast;
  context.lineWidth = 0.8;
  context.stroke();
}

function flow(context: CanvasRenderingContext2D, scene: Scene, lane: Lane, colours: Palette): void {
  const wide = thickness(lane.vehicles, scene.busiest);
  if (wide === 0) return;
  const lit = scene.active.lane === lane.lane;
  const quiet = scene.active.lane !== undefined && !lit;
  const path = geoPath(scene.projection, context);
  context.beginPath();
  path(shape(lane));
  context.lineJoin = "round";
  context.lineCap = "round";
  context.strokeStyle = colours.mode[lane.mode] ?? colours.muted;
  context.globalAlpha = quiet ? 0.3 : lit ? 1 : 0.82;
  context.lineWidth = lit ? wide + 1.5 : wide;
  context.stroke();
  context.globalAlpha = 1;
}

function sites(context: CanvasRenderingContext2D, scene: Scene, colours: Palette): Anchor[] {
  const anchors: Anchor[] = [];
  for (const site of [...scene.sites].sort((one, other) => one.vehicles - other.vehicles)) {
    const at = scene.projection([site.longitude, site.latitude]);
    if (!at || at[0] < -9 || at[1] < -9 || at[0] > scene.width + 9 || at[1] > scene.height + 9) continue;
    const size = radius(site.kind, site.vehicles > 0);
    mark(context, site.kind, at[0], at[1], size, colours, site.vehicles > 0);
    if (site.vehicles > 0) anchors.push({ text: scene.name(site), x: at[0], y: at[1], radius: size, weight: priority(site) });
  }
  return anchors;
}

const priority = (site: Site): number => (site.kind === "vehicle_plant" ? PLANT_WEIGHT : 1) * site.vehicles;

function names(context: CanvasRenderingContext2D, scene: Scene, anchors: Anchor[], colours: Palette): void {
  const size = scene.width < 500 ? 11 : 12;
  context.font = `500 ${size}px ${FONT}`;
  context.textBaseline = "top";
  context.lineJoin = "round";
  const ground = { width: scene.width, height: scene.height, boxes: [buttons(scene.width)], clutter: scene.lanes.flatMap((lane) => dotted(trace(scene.projection, lane), 6)) };
  const placed = arrange(anchors, ground, size + 1, (text) => context.measureText(text).width);
  for (const { text, x, y } of placed) {
    context.strokeStyle = colours.land;
    context.lineWidth = 3.5;
    context.strokeText(text, x, y);
    context.fillStyle = colours.ink;
    context.fillText(text, x, y);
  }
}

/** Where the map's buttons lie over it. */
const buttons = (width: number): Box => ({ left: width - 46, top: 0, right: width, bottom: 116 });

function furniture(context: CanvasRenderingContext2D, scene: Scene, colours: Palette): void {
  context.font = `11px ${FONT}`;
  context.fillStyle = colours.muted;
  context.strokeStyle = colours.muted;
  context.lineWidth = 1.2;
  const bar = scaleBar(scene.projection, scene.width, scene.height);
  if (bar) {
    const y = scene.height - 12;
    context.beginPath();
    context.moveTo(12, y - 4);
    context.lineTo(12, y);
    context.lineTo(12 + bar.pixels, y);
    context.lineTo(12 + bar.pixels, y - 4);
    context.stroke();
    context.textBaseline = "bottom";
    context.fillText(scene.kilometres(bar.km), 14, y - 4);
  }
  if (scene.notice) {
    context.textBaseline = "bottom";
    context.textAlign = "right";
    context.fillText(scene.notice, scene.width - 10, scene.height - 8);
    context.textAlign = "left";
  }
}
