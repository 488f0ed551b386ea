import { useMemo, useState } from "preact/hooks";
import { FlowMap } from "../map/map";
import { thickness } from "../map/draw";
import { EXPLAINED } from "../map/marks";
import type { Point } from "../map/projection";
import { short, whole } from "../numbers";
import { useColours } from "../palette";
import { Figures, Section } from "../parts/section";
import { Table } from "../parts/table";
import type { Corridor, Site } from "../payload";
import { useSpeech } from "../words";

type Views = Record<string, Point[]>;

/** The lanes that vehicles took, on the coastlines of the world, as wide as their flow. */
export function CorridorSection({ corridor, land }: { corridor: Corridor; land: GeoJSON.GeoJsonObject }) {
  const { t, code, site, place, language } = useSpeech();
  const views = useMemo(() => waysToLook(corridor), [corridor]);
  const names = Object.keys(views);
  const [view, look] = useState(names[0] ?? "all");
  if (names.length === 0) return null;
  const label = (name: string): string =>
    name === "home" && corridor.home ? place(corridor.home) : t(`corridor.view_${name}`);
  const lanes = corridor.lanes.filter((lane) => lane.vehicles > 0).sort((one, other) => other.vehicles - one.vehicles);
  return (
    <Section
      id="corridor"
      lead={t("corridor.lead")}
      controls={
        <div class="switch" role="group" aria-label={t("corridor.view")}>
          {names.map((name) => (
            <button type="button" key={name} aria-pressed={name === view} onClick={() => look(name)}>
              {label(name)}
            </button>
          ))}
        </div>
      }
    >
      <FlowMap corridor={corridor} land={land} view={views[view] ?? []} />
      <Legend corridor={corridor} />
      <Figures>
        <Table
          caption={t("corridor.map")}
          rows={lanes}
          name={(lane) => lane.lane}
          columns={[
            { head: t("corridor.origin"), cell: (lane) => site(lane.origin), by: (lane) => site(lane.origin) },
            { head: t("corridor.destination"), cell: (lane) => site(lane.destination), by: (lane) => site(lane.destination) },
            { head: t("corridor.mode"), cell: (lane) => code("mode", lane.mode), by: (lane) => lane.mode },
            { head: t("corridor.distance"), number: true, by: (lane) => lane.distance, cell: (lane) => (lane.distance === null ? "–" : t("page.km", { km: whole(lane.distance, language) })) },
            { head: t("corridor.vehicles"), number: true, by: (lane) => lane.vehicles, cell: (lane) => whole(lane.vehicles, language) },
          ]}
        />
      </Figures>
    </Section>
  );
}

function Legend({ corridor }: { corridor: Corridor }) {
  const { t, code, language } = useSpeech();
  const colours = useColours();
  const modes = [...new Set(corridor.lanes.map((lane) => lane.mode))].filter((mode) => mode in colours.mode);
  const busiest = Math.max(1, ...corridor.lanes.map((lane) => lane.vehicles));
  const kinds = EXPLAINED.filter((kind) => corridor.sites.some((site) => site.kind === kind));
  return (
    <ul class="key-list" aria-label={t("corridor.legend")}>
      {modes.map((mode) => (
        <li key={mode}>
          <i class="stroke" style={{ background: colours.mode[mode], height: "4px" }} /> {code("mode", mode)}
        </li>
      ))}
      {samples(busiest).map((vehicles) => (
        <li key={vehicles}>
          <i class="stroke" style={{ background: colours.muted, height: `${thickness(vehicles, busiest, 1000)}px` }} /> {t("corridor.sample", { count: short(vehicles, language) })}
        </li>
      ))}
      {kinds.map((kind) => (
        <li key={kind}>
          <i class={`sign ${kind}`} /> {code("kind", kind)}
        </li>
      ))}
      <li class="hint">{t("corridor.hint")}</li>
    </ul>
  );
}

function samples(busiest: number): number[] {
  const top = 10 ** Math.floor(Math.log10(busiest));
  return [top, top / 10, top / 100].filter((vehicles) => vehicles >= 1);
}

/** The views worth offering: everything, what runs by timetable on rails, and home. */
function waysToLook(corridor: Corridor): Views {
  const busy = corridor.sites.filter((site) => site.vehicles > 0);
  const rails = corridor.lanes.filter((lane) => lane.mode === "rail" && lane.scheduled && lane.vehicles > 0);
  const onRails = new Set(rails.flatMap((lane) => [lane.origin, lane.destination]));
  const ways = corridor.lanes.filter((lane) => lane.vehicles > 0).flatMap((lane) => lane.line);
  const views: Views = {};
  if (busy.length > 0) views.all = [...points(busy), ...ways];
  if (onRails.size > 2) views.rail = [...points(busy.filter((site) => onRails.has(site.site))), ...rails.flatMap((lane) => lane.line)];
  const home = corridor.sites.filter((site) => site.home);
  if (home.length > 1) views.home = points(home);
  return views;
}

const points = (sites: Site[]): Point[] => sites.map((site) => [site.longitude, site.latitude]);
