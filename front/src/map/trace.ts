// A lane as it is really drawn: bent along the great circle and cut at the map's edge.
import { geoPath, type GeoProjection } from "d3-geo";
import type { Lane } from "../payload";

export type Dot = [x: number, y: number];

export function shape(lane: Lane): GeoJSON.LineString {
  return { type: "LineString", coordinates: lane.line };
}

/** The drawn strokes, each a row of pixels' positions. */
export function trace(projection: GeoProjection, lane: Lane): Dot[][] {
  const strokes: Dot[][] = [];
  const pen = {
    beginPath: () => undefined,
    closePath: () => undefined,
    arc: () => undefined,
    moveTo: (x: number, y: number) => void strokes.push([[x, y]]),
    lineTo: (x: number, y: number) => void strokes[strokes.length - 1]?.push([x, y]),
  };
  geoPath(projection, pen)(shape(lane));
  return strokes;
}

/** Points along the strokes, no further apart than the gap. */
export function dotted(strokes: Dot[][], gap: number): Dot[] {
  return strokes.flatMap((stroke) =>
    stroke.slice(1).flatMap((to, index) => {
      const from = stroke[index] ?? to;
      const steps = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / gap));
      return Array.from({ length: steps }, (_, at): Dot => {
        const part = (at + 1) / steps;
        return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
      });
    }),
  );
}
