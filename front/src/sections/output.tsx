import { useState } from "preact/hooks";
import { day, month, monthOfYear } from "../dates";
import { counted, percent, short, whole } from "../numbers";
import type { Palette } from "../palette";
import { categories, Chart, legend, legendHeight, tooltip, values } from "../parts/chart";
import { Figures, Section, Select } from "../parts/section";
import { Table } from "../parts/table";
import type { Output, Series } from "../payload";
import { useSpeech, type Speaker } from "../words";

const STACK = ["bev", "phev", "fcev", "ice"];
const MARKS = 3;
const LEVELS = ["country", "province", "city", "maker", "site"];

interface Chosen {
  parts: Series[];
  all: Series | undefined;
  nev: Series | undefined;
}

/** Output by month and powertrain of a place, plant or maker, with the running total and the share of NEVs. */
export function OutputSection({ output, home }: { output: Output; home: string | null }) {
  const speech = useSpeech();
  const { t, language } = speech;
  const [choice, choose] = useState(() => start(output, home));
  const [level = "", place = ""] = choice.split("|");
  const chosen = pick(output, level, place);
  if (output.series.length === 0) return null;
  const months = output.months;
  const last = months.length - 1;
  const total = chosen.all?.cumulative[last] ?? 0;
  const share = chosen.nev?.cumulativeShare[last] ?? null;
  const marks = passed(output, place);
  const grown = chosen.nev?.growth.some((value) => value !== null) ?? false;
  const name = speech.any(place);
  const basis = chosen.all?.basis ? (language === "zh" ? "" : " ") + t("output.basis", { basis: speech.code("basis", chosen.all.basis) }) : "";
  return (
    <Section
      id="output"
      lead={
        share === null
          ? t("output.lead_total", { place: name, total: counted(total, language) }) + basis
          : t("output.lead", { place: name, total: counted(total, language), nev: counted(chosen.nev?.cumulative[last] ?? 0, language), share: percent(share, language) }) + basis
      }
      controls={<Select label={t("output.choose")} value={choice} choices={choices(output, speech)} choose={choose} />}
    >
      <div class="pair">
        <Chart
          label={t("output.chart", { place: name })}
          height={340}
          depends={[choice, language]}
          option={(colours, width) => bars(months, chosen, speech, colours, width)}
        />
        {chosen.nev ? (
          <Chart
            label={t("output.share_chart", { place: name })}
            height={340}
            depends={[choice, language]}
            option={(colours) => shares(months, chosen.nev as Series, speech, colours)}
          />
        ) : null}
      </div>
      {marks.length > 0 ? (
        <ul class="marks">
          {marks.map((row) => (
            <li key={`${row.powertrain}${row.threshold}`}>
              {t("output.milestone", {
                powertrain: speech.code("powertrain", row.powertrain),
                threshold: counted(row.threshold, language),
                date: day(row.date, language),
              })}
            </li>
          ))}
        </ul>
      ) : null}
      <Figures>
        <Table
          caption={t("output.chart", { place: name })}
          rows={months.map((text, index) => ({ text, index }))}
          name={(row) => row.text}
          columns={[
            { head: t("output.month"), cell: (row) => monthOfYear(row.text, language) },
            ...chosen.parts.map((part) => ({
              head: speech.code("powertrain", part.powertrain),
              number: true,
              cell: (row: { text: string; index: number }) => whole(part.units[row.index] ?? 0, language),
            })),
            { head: t("output.total"), number: true, cell: (row) => whole(chosen.all?.units[row.index] ?? 0, language) },
            { head: t("output.cumulative"), number: true, cell: (row) => whole(chosen.all?.cumulative[row.index] ?? 0, language) },
            { head: t("output.share"), number: true, cell: (row) => maybe(chosen.nev?.share[row.index], speech) },
            ...(grown ? [{ head: t("output.growth"), number: true, cell: (row: { index: number }) => maybe(chosen.nev?.growth[row.index], speech) }] : []),
          ]}
        />
      </Figures>
    </Section>
  );
}

function start(output: Output, home: string | null): string {
  const series = output.series;
  const own = series.find((one) => one.place === home) ?? series.find((one) => one.level === "province") ?? series[0];
  return own ? `${own.level}|${own.place}` : "";
}

function pick(output: Output, level: string, place: string): Chosen {
  const own = output.series.filter((one) => one.level === level && one.place === place);
  const find = (powertrain: string): Series | undefined => own.find((one) => one.powertrain === powertrain);
  return { parts: STACK.flatMap((powertrain) => find(powertrain) ?? []), all: find("all"), nev: find("nev") };
}

function choices(output: Output, speech: Speaker) {
  const last = output.months.length - 1;
  return output.series
    .filter((one) => one.powertrain === "all")
    .sort((one, other) => LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level) || (other.cumulative[last] ?? 0) - (one.cumulative[last] ?? 0))
    .map((one) => ({ value: `${one.level}|${one.place}`, label: speech.any(one.place), group: speech.code("level", one.level) }));
}

/** The last marks that all vehicles and NEVs passed, where they are not the same. */
function passed(output: Output, place: string): Output["milestones"] {
  const last = (powertrain: string): Output["milestones"] =>
    output.milestones.filter((row) => row.place === place && row.powertrain === powertrain).slice(-MARKS);
  const all = last("all");
  const nev = last("nev").filter((row) => !all.some((other) => other.threshold === row.threshold && other.date === row.date));
  return [...all, ...nev];
}

function maybe(value: number | null | undefined, { language }: Speaker): string {
  return value === null || value === undefined ? "–" : percent(value, language);
}

function bars(months: string[], chosen: Chosen, speech: Speaker, colours: Palette, width: number) {
  const { language, t, code } = speech;
  const write = (value: number): string => short(value, language);
  const line = chosen.all;
  const names = [...chosen.parts.map((part) => code("powertrain", part.powertrain)), t("output.cumulative")];
  return {
    grid: { left: 4, right: 4, top: 28 + legendHeight(names, width), bottom: 4, containLabel: true },
    legend: legend(colours),
    tooltip: tooltip(colours, (at) => ({
      title: monthOfYear(months[at] ?? "", language),
      rows: [
        ...chosen.parts.map((part): [string, string, string] => [
          code("powertrain", part.powertrain),
          whole(part.units[at] ?? 0, language),
          colours.powertrain[part.powertrain] ?? colours.muted,
        ]),
        [t("output.total"), whole(line?.units[at] ?? 0, language)],
        [t("output.cumulative"), whole(line?.cumulative[at] ?? 0, language), colours.signal],
      ],
    })),
    xAxis: categories(months.map((text) => month(text, language)), colours),
    yAxis: [
      { ...values(colours, t("output.axis_month"), write), nameTextStyle: { color: colours.muted, align: "left", padding: [0, 0, 0, -30] } },
      { ...values(colours, t("output.axis_cumulative"), write), splitLine: { show: false }, nameTextStyle: { color: colours.muted, align: "right", padding: [0, -30, 0, 0] } },
    ],
    series: [
      ...chosen.parts.map((part) => ({
        type: "bar",
        stack: "output",
        name: code("powertrain", part.powertrain),
        data: part.units,
        barMaxWidth: 46,
        itemStyle: { color: colours.powertrain[part.powertrain], borderColor: colours.paper, borderWidth: 0.5 },
      })),
      ...(line
        ? [
            {
              type: "line",
              yAxisIndex: 1,
              name: t("output.cumulative"),
              data: line.cumulative,
              symbol: "circle",
              symbolSize: 5,
              lineStyle: { color: colours.signal, width: 2 },
              itemStyle: { color: colours.signal },
            },
          ]
        : []),
    ],
  };
}

function shares(months: string[], nev: Series, speech: Speaker, colours: Palette) {
  const { language, t } = speech;
  const monthly = { name: t("output.share_month"), data: nev.share, colour: colours.powertrain.phev ?? colours.accent };
  const running = { name: t("output.share_cumulative"), data: nev.cumulativeShare, colour: colours.signal };
  return {
    grid: { left: 4, right: 12, top: 54, bottom: 4, containLabel: true },
    legend: legend(colours),
    tooltip: tooltip(colours, (at) => ({
      title: monthOfYear(months[at] ?? "", language),
      rows: [monthly, running].map(({ name, data, colour }): [string, string, string] => [name, maybe(data[at], speech), colour]),
    })),
    xAxis: categories(months.map((text) => month(text, language)), colours),
    yAxis: {
      ...values(colours, t("output.axis_share"), (value) => `${value}%`),
      min: 0,
      max: 100,
      nameTextStyle: { color: colours.muted, align: "left", padding: [0, 0, 0, -30] },
    },
    series: [
      { type: "bar", name: monthly.name, data: monthly.data, barMaxWidth: 26, itemStyle: { color: monthly.colour } },
      { type: "line", name: running.name, data: running.data, symbolSize: 5, symbol: "circle", lineStyle: { color: running.colour, width: 2 }, itemStyle: { color: running.colour } },
    ],
  };
}
