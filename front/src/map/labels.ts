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

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const GAP = 3;

/** What names keep clear of besides each other: boxes they may not touch, and drawn points they should not cover. */
export interface Ground {
  width: number;
  height: number;
  boxes: Box[];
  clutter: [number, number][];
}

/** Where each name stands; names that find no room are left out. */
export function arrange(anchors: Anchor[], ground: Ground, size: number, measure: (text: string) => number): Label[] {
  const taken: Box[] = [...anchors.map(({ x, y, radius }) => around(x, y, radius)), ...ground.boxes];
  const placed: Label[] = [];
  const order = anchors.map((anchor, index) => ({ anchor, index })).sort((one, other) => other.anchor.weight - one.anchor.weight);
  for (const { anchor, index } of order) {
    const span = measure(anchor.text);
    const free = candidates(anchor, span, size)
      .filter((box) => inside(box, ground.width, ground.height) && !hits(box, taken, index))
      .map((box) => ({ box, covers: covered(box, ground.clutter) }))
      .sort((one, other) => one.covers - other.covers)[0];
    if (!free) continue;
    taken.push(free.box);
    placed.push({ text: anchor.text, x: free.box.left, y: free.box.top });
  }
  return placed;
}

function candidates({ x, y, radius }: Anchor, span: number, size: number): Box[] {
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
  return corners.map(([left, top]) => ({ left, top, right: left + span, bottom: top + size }));
}

const around = (x: number, y: number, radius: number): Box => ({ left: x - radius, top: y - radius, right: x + radius, bottom: y + radius });

const inside = (box: Box, width: number, height: number): boolean =>
  box.left >= 4 && box.top >= 4 && box.right <= width - 4 && box.bottom <= height - 4;

function covered(box: Box, clutter: [number, number][]): number {
  return clutter.filter(([x, y]) => x > box.left - 2 && x < box.right + 2 && y > box.top - 1 && y < box.bottom + 1).length;
}

function hits(box: Box, taken: Box[], own: number): boolean {
  return taken.some(
    (other, index) =>
      index !== own && box.left < other.right + 1 && box.right > other.left - 1 && box.top < other.bottom + 1 && box.bottom > other.top - 1,
  );
}
