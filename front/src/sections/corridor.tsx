import { useMemo, useState } from "preact/hooks";
import { FlowMap } from "../map/map";
import { busiest } from "../map/bundle";
import { thickness } from "../map/draw";
import { EXPLAINED } from "../map/marks";
import type { Point } from "../map/projection";
import { short, whole } from "../numbers";
import { useColours } from "../palette";
import { Figures, Section } from "../parts/section";
import { Table } from "../parts/table";
import type { Corridor } from "../payload";
import { useSpeech } from "../words";

type Views = Record<string, Point[][]>;

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
  const most = busiest(corridor.lanes);
  const kinds = EXPLAINED.filter((kind) => corridor.sites.some((site) => site.kind === kind));
  return (
    <ul class="key-list" aria-label={t("corridor.legend")}>
      {modes.map((mode) => (
        <li key={mode}>
          <i class="stroke" style={{ background: colours.mode[mode], height: "4px" }} /> {code("mode", mode)}
        </li>
      ))}
      {samples(most).map((vehicles) => (
        <li key={vehicles}>
          <i class="stroke" style={{ background: colours.muted, height: `${thickness(vehicles, most)}px` }} /> {t("corridor.sample", { count: short(vehicles, language) })}
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

function samples(most: number): number[] {
  const top = 10 ** Math.floor(Math.log10(most));
  const steps = [top, top / 4, top / 20].map((vehicles) => Math.round(vehicles));
  return steps.filter((vehicles) => vehicles >= 1 && thickness(vehicles, most) > 1);
}

/** The views worth offering: what runs by timetable on rails, everything, and home. */
function waysToLook(corridor: Corridor): Views {
  const busy = corridor.lanes.filter((lane) => lane.vehicles > 0);
  const rails = busy.filter((lane) => lane.mode === "rail" && lane.scheduled);
  const home = corridor.sites.filter((site) => site.home);
  const views: Views = {};
  if (rails.length > 1 && rails.length < busy.length) views.rail = rails.map((lane) => lane.line);
  if (busy.length > 0) views.all = busy.map((lane) => lane.line);
  if (home.length > 1) views.home = home.map((site) => [[site.longitude, site.latitude]]);
  return views;
}
