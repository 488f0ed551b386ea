import { useState } from "preact/hooks";
import { short, whole } from "../numbers";
import type { Palette } from "../palette";
import { Chart, downward, tooltip, values } from "../parts/chart";
import { Figures, Section } from "../parts/section";
import { Table } from "../parts/table";
import type { Stop } from "../payload";
import { useSpeech, type Speaker } from "../words";

const WAYS = ["item", "supplier", "line", "month"] as const;
type Way = (typeof WAYS)[number];
const MOST = 14;

interface Bar {
  name: string;
  part: number;
  yard: number;
  stops: number;
}

/** Hours that lines stood, by the part that came last, who supplies it, which line, and when. */
export function StopsSection({ stops }: { stops: Stop[] }) {
  const speech = useSpeech();
  const { t, code, language } = speech;
  const [way, choose] = useState<Way>("item");
  const bars = gather(stops, way, speech);
  const hours = stops.reduce((total, stop) => total + stop.hours, 0);
  const yard = stops.filter((stop) => stop.cause === "yard").reduce((total, stop) => total + stop.hours, 0);
  const count = stops.reduce((total, stop) => total + stop.stops, 0);
  const lead =
    hours === 0
      ? t("stops.none")
      : t("stops.lead", { hours: whole(hours, language), count: whole(count, language), part: whole(hours - yard, language), yard: whole(yard, language) });
  const shown = way === "month" ? bars : bars.slice(0, MOST);
  return (
    <Section
      id="stops"
      lead={lead}
      controls={
        hours === 0 ? null : (
          <div class="switch" role="group" aria-label={t("stops.choose")}>
            {WAYS.map((name) => (
              <button type="button" key={name} aria-pressed={name === way} onClick={() => choose(name)}>
                {t(`stops.by_${name}`)}
              </button>
            ))}
          </div>
        )
      }
    >
      {hours === 0 ? null : (
        <>
          <Chart
            label={t("stops.chart", { way: t(`stops.by_${way}`) })}
            height={64 + 26 * shown.length}
            depends={[way, language]}
            option={(colours, width) => chart(shown, speech, colours, width)}
          />
          <Figures>
            <Table
              caption={t("stops.chart", { way: t(`stops.by_${way}`) })}
              rows={bars}
              name={(bar) => bar.name}
              columns={[
                { head: t(`stops.by_${way}`), cell: (bar) => bar.name, by: (bar) => bar.name },
                { head: t("stops.stops"), number: true, cell: (bar) => whole(bar.stops, language), by: (bar) => bar.stops },
                { head: code("cause", "part"), number: true, cell: (bar) => whole(bar.part, language), by: (bar) => bar.part },
                { head: code("cause", "yard"), number: true, cell: (bar) => whole(bar.yard, language), by: (bar) => bar.yard },
              ]}
            />
          </Figures>
        </>
      )}
    </Section>
  );
}

function gather(stops: Stop[], way: Way, speech: Speaker): Bar[] {
  const found = new Map<string, Bar>();
  for (const stop of stops) {
    const key = stop[way] ?? "";
    const bar = found.get(key) ?? { name: name(stop, way, speech), part: 0, yard: 0, stops: 0 };
    bar[stop.cause === "yard" ? "yard" : "part"] += stop.hours;
    bar.stops += stop.stops;
    found.set(key, bar);
  }
  const bars = [...found.entries()];
  if (way === "month") return bars.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, bar]) => bar);
  return bars.map(([, bar]) => bar).sort((one, other) => other.part + other.yard - one.part - one.yard);
}

function name(stop: Stop, way: Way, { t, item, site, code }: Speaker): string {
  if (way === "month") return stop.month;
  if (way === "line") return `${site(stop.site)} ${stop.line}`;
  if (stop.cause === "yard") return way === "item" ? code("cause", "yard") : site(stop.site);
  return (way === "item" ? item(stop.item) : site(stop.supplier)) || t("page.none");
}

function chart(bars: Bar[], speech: Speaker, colours: Palette, width: number) {
  const { t, code, language } = speech;
  const causes = [
    { cause: "part" as const, colour: colours.move },
    { cause: "yard" as const, colour: colours.wait },
  ].filter(({ cause }) => bars.some((bar) => bar[cause] > 0));
  return {
    grid: { left: 4, right: 24, top: 30, bottom: 20, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: { color: colours.muted } },
    tooltip: tooltip(colours, (at) => {
      const bar = bars[at];
      return {
        title: bar?.name ?? "",
        rows: [
          ...causes.map(({ cause, colour }): [string, string, string] => [code("cause", cause), t("page.hours", { hours: whole(bar?.[cause] ?? 0, language) }), colour]),
          [t("stops.stops"), whole(bar?.stops ?? 0, language)],
        ],
      };
    }),
    yAxis: downward(bars.map((bar) => bar.name), colours, width),
    xAxis: { ...values(colours, "", (value) => short(value, language)), name: t("stops.axis"), nameLocation: "middle", nameGap: 24 },
    series: causes.map(({ cause, colour }) => ({
      type: "bar",
      stack: "hours",
      name: code("cause", cause),
      barMaxWidth: 16,
      data: bars.map((bar) => bar[cause]),
      itemStyle: { color: colour },
    })),
  };
}
