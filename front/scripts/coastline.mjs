// Natural Earth's land at 1:50m, thinned for a page: coastlines only, no border is drawn.
import { feature, quantize } from "topojson-client";
import { filter, filterWeight, presimplify, simplify } from "topojson-simplify";

const SMALLEST = 8e-3; // square degrees: what goes unseen at the closest zoom of a page-wide map
const SOUTHERNMOST = -60; // the Antarctic lies on nobody's way

export function coastline(atlas) {
  const inhabited = { ...atlas, objects: { land: northward(atlas) } };
  const weighed = presimplify(inhabited);
  const thinned = simplify(filter(weighed, filterWeight(weighed, SMALLEST)), SMALLEST);
  return quantize(thinned, 2e4);
}

function northward(atlas) {
  const [land] = atlas.objects.land.geometries;
  const shapes = feature(atlas, land).geometry.coordinates;
  const arcs = land.arcs.filter((_, index) => shapes[index][0].some(([, latitude]) => latitude > SOUTHERNMOST));
  return { type: "GeometryCollection", geometries: [{ ...land, arcs }] };
}
