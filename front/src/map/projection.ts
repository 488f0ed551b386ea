// The projection that suits the points: an equal-area view centred on them, or the world turned to face them.
import { geoAzimuthalEqualArea, geoCentroid, geoDistance, geoInterpolate, geoNaturalEarth1, type GeoProjection } from "d3-geo";

export type Point = [longitude: number, latitude: number];

export interface Shift {
  zoom: number;
  x: number;
  y: number;
}

export const STILL: Shift = { zoom: 1, x: 0, y: 0 };

const WIDEST = 1.25; // radians from the centre: beyond it an azimuthal map bends too far
const MERIDIANS = 5; // degrees between the meridians at which the cut may lie
const EARTH_KM = 6371;
const CLOSEST = 50; // scale over height: about 130 km from top to bottom

/** A view of the map: its projection, moved and enlarged as the reader wants. */
export type View = (shift: Shift) => GeoProjection;

export function fit(lines: Point[][], width: number, height: number, margin: number): View {
  const points = lines.flat();
  const centre = middle(points);
  const near = Math.max(...points.map((point) => geoDistance(point, centre))) < WIDEST;
  const facing = near ? 0 : quietest(lines) + 180;
  const make = (): GeoProjection =>
    near ? geoAzimuthalEqualArea().rotate([-centre[0], -centre[1]]) : geoNaturalEarth1().rotate([-facing, 0]);
  const side = Math.min(margin, width / 6);
  const frame: [[number, number], [number, number]] = [[side, margin * 0.7], [width - side, height - margin * 0.7]];
  const fitted = make().fitExtent(frame, { type: "MultiPoint", coordinates: points });
  const scale = Math.min(fitted.scale(), height * CLOSEST);
  const [x, y] = scale < fitted.scale() ? [width / 2, height / 2] : fitted.translate();
  return (shift) =>
    make()
      .scale(scale * shift.zoom)
      .translate([x * shift.zoom + shift.x, y * shift.zoom + shift.y])
      .clipExtent([[-40, -40], [width + 40, height + 40]]);
}

/** The meridian that the fewest lines come near: where a map of the world is cut. */
function quietest(lines: Point[][]): number {
  const busy = Array.from({ length: 360 / MERIDIANS }, () => 0);
  for (const [longitude] of lines.flatMap(dense)) {
    const bin = Math.floor((((longitude % 360) + 360) % 360) / MERIDIANS);
    busy[bin] = (busy[bin] ?? 0) + 1;
  }
  return busy.indexOf(Math.min(...busy)) * MERIDIANS + MERIDIANS / 2;
}

/** The line's points with more between them, so that a long stretch counts wherever it passes. */
function dense(line: Point[]): Point[] {
  return line.flatMap((point, index) => {
    const next = line[index + 1];
    if (!next) return [point];
    const between = geoInterpolate(point, next);
    const steps = Math.max(1, Math.ceil((geoDistance(point, next) * 180) / Math.PI / MERIDIANS));
    return Array.from({ length: steps }, (_, at) => between(at / steps));
  });
}

/** The middle of the extent rather than of the mass: many plants on one spot must not pull the map to them. */
function middle(points: Point[]): Point {
  const first = geoCentroid({ type: "MultiPoint", coordinates: points });
  const far = (from: Point): Point => points.reduce((best, point) => (geoDistance(point, from) > geoDistance(best, from) ? point : best), from);
  const one = far(first);
  const other = far(one);
  const between = geoCentroid({ type: "MultiPoint", coordinates: [one, other] });
  return geoCentroid({ type: "MultiPoint", coordinates: [between, first] });
}

/** Kilometres that a pixel stands for in the middle of the map. */
export function kmPerPixel(projection: GeoProjection, width: number, height: number): number {
  const left = projection.invert?.([width / 2 - 50, height / 2]);
  const right = projection.invert?.([width / 2 + 50, height / 2]);
  return left && right ? (geoDistance(left, right) * EARTH_KM) / 100 : 0;
}

/** A round distance that is about a tenth of the map wide, and its width in pixels. */
export function scaleBar(projection: GeoProjection, width: number, height: number): { km: number; pixels: number } | null {
  const unit = kmPerPixel(projection, width, height);
  if (!(unit > 0)) return null;
  const wanted = unit * Math.min(140, width / 5);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const km = [5, 2, 1].map((step) => step * power).find((step) => step <= wanted) ?? power;
  return { km, pixels: km / unit };
}
