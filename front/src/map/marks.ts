// A sign for each kind of site, told apart by shape as well as by colour.
import type { Palette } from "../palette";

const SHAPES: Record<string, "circle" | "square" | "diamond" | "ring"> = {
  vehicle_plant: "square",
  battery_plant: "square",
  border: "diamond",
  market: "ring",
};

/** The kinds that the legend explains, in its order. */
export const EXPLAINED = ["vehicle_plant", "terminal", "border", "port", "market", "component_plant"];

export function radius(kind: string, busy: boolean): number {
  if (!busy) return kind === "vehicle_plant" || kind === "battery_plant" ? 2.6 : 1.5;
  return kind === "market" ? 3.8 : kind === "border" ? 4.6 : 3.6;
}

export function mark(
  context: CanvasRenderingContext2D,
  kind: string,
  x: number,
  y: number,
  size: number,
  colours: Palette,
  busy: boolean,
): void {
  const form = SHAPES[kind] ?? "circle";
  context.beginPath();
  if (form === "square") context.rect(x - size * 0.9, y - size * 0.9, size * 1.8, size * 1.8);
  else if (form === "diamond") {
    context.moveTo(x, y - size);
    context.lineTo(x + size, y);
    context.lineTo(x, y + size);
    context.lineTo(x - size, y);
    context.closePath();
  } else context.arc(x, y, size, 0, 2 * Math.PI);
  context.fillStyle = form === "ring" ? colours.paper : busy ? colours.ink : colours.muted;
  context.fill();
  context.strokeStyle = form === "ring" ? colours.ink : colours.paper;
  context.lineWidth = form === "ring" ? 1.6 : busy ? 1 : 0.4;
  context.stroke();
}
