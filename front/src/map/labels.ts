// Names beside their places: the busiest first, and none over another, over a marker or off the map.

export interface Anchor {
  text: string;
  x: number;
  y: number;
  radius: number;
  weight: number;
}

export interface Label {
  text: string;
  x: number;
  y: number;
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const GAP = 3;

/** Where each name stands, or that it has no room: names that find none are left out. */
export function arrange(anchors: Anchor[], width: number, height: number, size: number, measure: (text: string) => number): Label[] {
  const taken: Box[] = anchors.map(({ x, y, radius }) => around(x, y, radius));
  const placed: Label[] = [];
  const order = anchors.map((anchor, index) => ({ anchor, index })).sort((one, other) => other.anchor.weight - one.anchor.weight);
  for (const { anchor, index } of order) {
    const span = measure(anchor.text);
    const free = candidates(anchor, span, size).find(({ box }) => inside(box, width, height) && !hits(box, taken, index));
    if (!free) continue;
    taken.push(free.box);
    placed.push({ text: anchor.text, x: free.box.left, y: free.box.top });
  }
  return placed;
}

function candidates({ x, y, radius }: Anchor, span: number, size: number): { box: Box }[] {
  const reach = radius + GAP;
  const diagonal = radius * 0.7 + 2;
  const corners: [number, number][] = [
    [x + reach, y - size / 2],
    [x - reach - span, y - size / 2],
    [x - span / 2, y - reach - size],
    [x - span / 2, y + reach],
    [x + diagonal, y - diagonal - size],
    [x + diagonal, y + diagonal],
    [x - diagonal - span, y - diagonal - size],
    [x - diagonal - span, y + diagonal],
  ];
  return corners.map(([left, top]) => ({ box: { left, top, right: left + span, bottom: top + size } }));
}

const around = (x: number, y: number, radius: number): Box => ({ left: x - radius, top: y - radius, right: x + radius, bottom: y + radius });

const inside = (box: Box, width: number, height: number): boolean =>
  box.left >= 4 && box.top >= 4 && box.right <= width - 4 && box.bottom <= height - 4;

function hits(box: Box, taken: Box[], own: number): boolean {
  return taken.some(
    (other, index) =>
      index !== own && box.left < other.right + 1 && box.right > other.left - 1 && box.top < other.bottom + 1 && box.bottom > other.top - 1,
  );
}
