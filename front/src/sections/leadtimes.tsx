import { useState } from "preact/hooks";
import { decimal, whole } from "../numbers";
import type { Palette } from "../palette";
import { Chart, downward, legend, legendHeight, tooltip, values } from "../parts/chart";
import { Figures, Section, Select } from "../parts/section";
import { Table } from "../parts/table";
import type { Leg, Route } from "../payload";
import { useSpeech, type Speaker } from "../words";

/** How long each leg of a route takes, and how much of it is waiting. */
export function LeadTimesSection({ routes }: { routes: Route[] }) {
  const speech = useSpeech();
  const { t, language } = speech;
  const [choice, choose] = useState(() => start(routes));
  const route = routes.find((one) => one.route === choice) ?? routes[0];
  if (!route) return null;
  const days = (value: number | null): string => (value === null ? "–" : decimal(value, value < 10 ? 1 : 0, language));
  const whole_ = route.whole;
  return (
    <Section
      id="lead_times"
      lead={
        whole_?.p50 == null
          ? t("lead_times.lead_empty")
          : t("lead_times.lead", { vehicles: whole(whole_.vehicles, language), p50: days(whole_.p50), p10: days(whole_.p10), p90: days(whole_.p90) })
      }
      controls={<Select label={t("lead_times.choose")} value={route.route} choices={routes.map((one) => ({ value: one.route, label: title(one, speech), group: group(one, speech) }))} choose={choose} />}
    >
      <Chart
        label={t("lead_times.chart", { route: title(route, speech) })}
        height={88 + 40 * route.legs.length}
        depends={[route, language]}
        option={(colours, width) => chart(route.legs, speech, colours, width)}
      />
      <Figures>
        <Table
          caption={t("lead_times.chart", { route: title(route, speech) })}
          rows={[...route.legs, ...(whole_ ? [whole_] : [])]}
          first={40}
          name={(leg) => leg.leg}
          columns={[
            { head: t("lead_times.leg"), cell: (leg) => label(leg, speech) },
            { head: t("lead_times.vehicles"), number: true, cell: (leg) => whole(leg.vehicles, language) },
            { head: t("lead_times.mean"), number: true, cell: (leg) => days(leg.mean) },
            { head: t("lead_times.wait"), number: true, cell: (leg) => days(leg.wait) },
            { head: "P10", number: true, cell: (leg) => days(leg.p10) },
            { head: "P50", number: true, cell: (leg) => days(leg.p50) },
            { head: "P90", number: true, cell: (leg) => days(leg.p90) },
          ]}
        />
      </Figures>
    </Section>
  );
}

/** The longest way that many took says more than the busiest, which is a lorry ride. */
function start(routes: Route[]): string {
  const told = routes.filter((route) => (route.whole?.vehicles ?? 0) > 0);
  const best = [...told].sort((one, other) => other.legs.length - one.legs.length || (other.whole?.vehicles ?? 0) - (one.whole?.vehicles ?? 0))[0];
  return (best ?? routes[0])?.route ?? "";
}

function title(route: Route, { site }: Speaker): string {
  return `${site(route.origin)} → ${site(route.destination)}`;
}

/** What happens on the leg, and where. */
function label(leg: Leg, { t, site, code }: Speaker): string {
  if (leg.kind === "lane") return `${site(leg.origin ?? null)} → ${site(leg.destination ?? null)}`;
  if (leg.kind === "terminal") return t("lead_times.handling", { step: code("step", leg.step), site: site(leg.site ?? null) });
  return t("lead_times.whole");
}

function group(route: Route, { code, language }: Speaker): string {
  return route.modes.map((mode) => code("mode", mode)).join(language === "zh" ? "、" : " + ");
}

function chart(legs: Leg[], speech: Speaker, colours: Palette, width: number) {
  const { language, t } = speech;
  const days = (value: number | null): string => (value === null ? "–" : t("page.days", { days: decimal(value, value < 10 ? 1 : 0, language) }));
  const moving = (leg: Leg): number => Math.max(0, (leg.mean ?? 0) - (leg.wait ?? 0));
  const names = [t("lead_times.wait"), t("lead_times.moving"), t("lead_times.range")];
  return {
    grid: { left: 4, right: 24, top: 8 + legendHeight(names, width), bottom: 20, containLabel: true },
    legend: legend(colours, { data: names }),
    tooltip: tooltip(colours, (at) => {
      const leg = legs[at];
      if (!leg) return { title: "", rows: [] };
      return {
        title: label(leg, speech),
        rows: [
          [t("lead_times.wait"), days(leg.wait), colours.wait],
          [t("lead_times.moving"), days(moving(leg)), colours.move],
          [t("lead_times.mean"), days(leg.mean)],
          [t("lead_times.median"), days(leg.p50)],
          [t("lead_times.range"), `${days(leg.p10)} – ${days(leg.p90)}`],
          [t("lead_times.vehicles"), whole(leg.vehicles, language)],
        ],
      };
    }),
    yAxis: downward(legs.map((leg) => label(leg, speech)), colours, width, { overflow: "break", lineHeight: 14 }),
    xAxis: { ...values(colours, "", (value) => decimal(value, 1, language)), nameLocation: "middle", name: t("lead_times.axis"), nameGap: 24, min: 0 },
    series: [
      { type: "bar", stack: "mean", name: t("lead_times.wait"), barMaxWidth: 16, data: legs.map((leg) => leg.wait ?? 0), itemStyle: { color: colours.wait } },
      { type: "bar", stack: "mean", name: t("lead_times.moving"), barMaxWidth: 16, data: legs.map(moving), itemStyle: { color: colours.move } },
      {
        type: "custom",
        name: t("lead_times.range"),
        data: legs.map((leg, index) => [leg.p10, index, leg.p50, leg.p90]),
        encode: { x: [0, 2, 3], y: 1 },
        itemStyle: { color: colours.ink },
        renderItem: whisker(colours),
        z: 5,
      },
    ],
  };
}

interface Api {
  value(dimension: number): number;
  coord(point: [number, number]): [number, number];
}

/** From the tenth to the ninetieth percentile, with a dot at the median. */
function whisker(colours: Palette) {
  return (_: unknown, api: Api) => {
    const [low, row, middle, high] = [0, 1, 2, 3].map((dimension) => api.value(dimension));
    if (low === undefined || row === undefined || middle === undefined || high === undefined || Number.isNaN(middle)) return null;
    const at = (value: number): [number, number] => api.coord([value, row]);
    const [from, y] = at(low);
    const [to] = at(high);
    const [dot] = at(middle);
    const stroke = { stroke: colours.ink, lineWidth: 1.4, fill: "none" };
    return {
      type: "group",
      children: [
        { type: "line", shape: { x1: from, y1: y, x2: to, y2: y }, style: stroke },
        { type: "line", shape: { x1: from, y1: y - 5, x2: from, y2: y + 5 }, style: stroke },
        { type: "line", shape: { x1: to, y1: y - 5, x2: to, y2: y + 5 }, style: stroke },
        { type: "circle", shape: { cx: dot, cy: y, r: 3.6 }, style: { fill: colours.paper, stroke: colours.ink, lineWidth: 1.6 } },
      ],
    };
  };
}
