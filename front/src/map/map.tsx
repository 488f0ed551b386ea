import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { whole } from "../numbers";
import { useColours } from "../palette";
import { balloon } from "../parts/chart";
import type { Corridor } from "../payload";
import { drawing } from "../ready";
import { useSpeech, type Speaker } from "../words";
import { bundle, busiest, type Bundle } from "./bundle";
import { paint, type Scene } from "./draw";
import { gestures, pressed, zoomed } from "./gestures";
import { pick, type Picked } from "./pick";
import { fit, kmPerPixel, STILL, type Point } from "./projection";

const NEAR = 16; // pixels: plants closer than this share their lanes

interface Props {
  corridor: Corridor;
  land: GeoJSON.GeoJsonObject;
  /** The ways and places that the view must hold. */
  view: Point[][];
}

/** The map: pan by dragging, zoom by buttons, pinch or the wheel with control; hover or tap tells figures. */
export function FlowMap({ corridor, land, view }: Props) {
  const speech = useSpeech();
  const colours = useColours();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [shift, setShift] = useState(STILL);
  const [picked, setPicked] = useState<Picked>({});
  const height = Math.round(Math.max(300, Math.min(600, width * 0.52)));
  const base = useMemo(() => (width > 0 && view.length > 0 ? fit(view, width, height, 70) : null), [view, width, height]);
  const most = useMemo(() => busiest(corridor.lanes), [corridor]);

  const scene = useRef<Scene | null>(null);
  const now = useRef(shift);
  now.current = shift;

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = (): void => setWidth(element.clientWidth);
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);

  useEffect(() => setShift(STILL), [base]);

  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context || !base) return undefined;
    const done = drawing();
    const projection = base(shift);
    scene.current = {
      width,
      height,
      projection,
      land,
      lanes: bundle(corridor.lanes, corridor.sites, NEAR * kmPerPixel(projection, width, height)),
      sites: corridor.sites,
      busiest: most,
      name: (site) => speech.site(site.site),
      notice: corridor.notice ?? "",
      kilometres: (km) => speech.t("page.km", { km: whole(km, speech.language) }),
      active: { lane: picked.lane?.lane, site: picked.site?.site },
    };
    const sharp = window.devicePixelRatio || 1;
    element.width = width * sharp;
    element.height = height * sharp;
    context.setTransform(sharp, 0, 0, sharp, 0, 0);
    paint(context, scene.current, colours);
    done();
    return done;
  }, [base, shift, corridor, land, colours, speech, picked]);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    return gestures(element, {
      shift: () => now.current,
      move: setShift,
      hover: (x, y) => {
        if (!scene.current) return;
        const found = pick(scene.current, x, y);
        setPicked((old) => (old.lane?.lane === found.lane?.lane && old.site === found.site ? old : found));
        show(tip.current, found, x, y, width, speech);
      },
      leave: () => {
        setPicked((old) => (old.lane || old.site ? {} : old));
        show(tip.current, {}, 0, 0, width, speech);
      },
    });
  }, [width, speech]);

  const step = (factor: number) => () => setShift(zoomed(shift, factor, width / 2, height / 2));
  return (
    <div class="map" ref={box} style={{ height: `${height}px` }}>
      <canvas
        ref={canvas}
        style={{ width: `${width}px`, height: `${height}px` }}
        tabIndex={0}
        role="img"
        aria-label={speech.t("corridor.map")}
        onKeyDown={(event) => {
          const next = pressed(event.key, shift, width, height);
          if (!next) return;
          event.preventDefault();
          setShift(next);
        }}
      />
      <div class="tip" ref={tip} hidden />
      <div class="zoom">
        <button type="button" aria-label={speech.t("corridor.zoom_in")} onClick={step(1.6)}>+</button>
        <button type="button" aria-label={speech.t("corridor.zoom_out")} onClick={step(1 / 1.6)}>−</button>
        <button type="button" aria-label={speech.t("corridor.zoom_reset")} onClick={() => setShift(STILL)}>⌂</button>
      </div>
    </div>
  );
}

function origins(lane: Bundle, { t, site }: Speaker): string {
  const others = lane.origins.length - 1;
  return others === 0 ? site(lane.origin) : t("corridor.and_others", { site: site(lane.origin), count: others });
}

function show(tip: HTMLElement | null, { lane, site }: Picked, x: number, y: number, width: number, speech: Speaker): void {
  if (!tip) return;
  tip.hidden = !lane && !site;
  if (tip.hidden) return;
  const { t, code, language } = speech;
  const flow = (vehicles: number): [string, string] => [t("corridor.vehicles"), whole(vehicles, language)];
  if (lane) {
    const rows: [string, string][] = [[t("corridor.mode"), code("mode", lane.mode)], flow(lane.vehicles)];
    if (lane.distance !== null) rows.push([t("corridor.distance"), t("page.km", { km: whole(lane.distance, language) })]);
    tip.replaceChildren(balloon(`${origins(lane, speech)} → ${speech.site(lane.destination)}`, rows));
  } else if (site) {
    const rows: [string, string][] = [[t("corridor.kind"), code("kind", site.kind)]];
    if (site.vehicles > 0) rows.push(flow(site.vehicles));
    tip.replaceChildren(balloon(speech.site(site.site), rows));
  }
  const right = x > width / 2;
  tip.style.left = right ? "auto" : `${x + 14}px`;
  tip.style.right = right ? `${width - x + 14}px` : "auto";
  tip.style.top = `${Math.max(4, y - 20)}px`;
}
