import { useState } from "preact/hooks";
import { month, monthOfYear } from "../dates";
import { counted, percent, short, whole } from "../numbers";
import { useColours, type Palette } from "../palette";
import { categories, Chart, legend, legendHeight, tooltip, values } from "../parts/chart";
import { Section, Select } from "../parts/section";
import type { Service, Services } from "../payload";
import { useSpeech, type Speaker } from "../words";

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Departures run and how full they were, by month and service. */
export function ServicesSection({ services }: { services: Services }) {
  const speech = useSpeech();
  const { t, code, language } = speech;
  const modes = [...new Set(services.services.map((one) => one.mode))];
  const [mode, choose] = useState(modes.includes("rail") ? "rail" : (modes[0] ?? ""));
  const shown = services.services.filter((one) => one.mode === mode).sort((one, other) => sum(other.units) - sum(one.units));
  if (services.services.length === 0) return null;
  const run = sum(shown.map((one) => sum(one.run)));
  const scheduled = sum(shown.map((one) => sum(one.scheduled)));
  return (
    <Section
      id="services"
      lead={t("services.lead", { run: whole(run, language), scheduled: whole(scheduled, language), units: counted(sum(shown.map((one) => sum(one.units))), language) })}
      controls={<Select label={t("services.choose")} value={mode} choices={modes.map((value) => ({ value, label: code("mode", value) }))} choose={choose} />}
    >
      <Chart
        label={t("services.chart", { mode: code("mode", mode) })}
        height={280}
        depends={[mode, language]}
        option={(colours, width) => chart(services.months, shown, speech, colours, width)}
      />
      <Fills months={services.months} services={shown} speech={speech} />
    </Section>
  );
}

function chart(months: string[], services: Service[], speech: Speaker, colours: Palette, width: number) {
  const { t, language } = speech;
  const total = (of: (one: Service) => number[]): number[] => months.map((_, at) => sum(services.map((one) => of(one)[at] ?? 0)));
  const run = total((one) => one.run);
  const idle = total((one) => one.scheduled).map((count, at) => Math.max(0, count - (run[at] ?? 0)));
  const units = total((one) => one.units);
  return {
    grid: { left: 4, right: 4, top: 28 + legendHeight([t("services.run"), t("services.idle"), t("services.units")], width), bottom: 4, containLabel: true },
    legend: legend(colours),
    tooltip: tooltip(colours, (at) => ({
      title: monthOfYear(months[at] ?? "", language),
      rows: [
        [t("services.run"), whole(run[at] ?? 0, language), colours.move],
        [t("services.idle"), whole(idle[at] ?? 0, language), colours.faint],
        [t("services.units"), whole(units[at] ?? 0, language), colours.signal],
      ],
    })),
    xAxis: categories(months.map((text) => month(text, language)), colours),
    yAxis: [
      { ...values(colours, t("services.axis_departures"), (value) => short(value, language)), minInterval: 1, nameTextStyle: { color: colours.muted, align: "left", padding: [0, 0, 0, -24] } },
      { ...values(colours, t("services.axis_units"), (value) => short(value, language)), splitLine: { show: false }, nameTextStyle: { color: colours.muted, align: "right", padding: [0, -24, 0, 0] } },
    ],
    series: [
      { type: "bar", stack: "departures", name: t("services.run"), data: run, barMaxWidth: 34, itemStyle: { color: colours.move } },
      { type: "bar", stack: "departures", name: t("services.idle"), data: idle, barMaxWidth: 34, itemStyle: { color: colours.faint } },
      { type: "line", yAxisIndex: 1, name: t("services.units"), data: units, symbol: "circle", symbolSize: 5, lineStyle: { color: colours.signal, width: 2 }, itemStyle: { color: colours.signal } },
    ],
  };
}

/** A row a service, a cell a month: how many ran, the darker the fuller. */
function Fills({ months, services, speech }: { months: string[]; services: Service[]; speech: Speaker }) {
  const { t, site, language } = speech;
  const colours = useColours();
  return (
    <>
      <p class="small" aria-hidden="true">{t("services.table")}</p>
      <div class="scroll" role="region" aria-label={t("services.table")} tabIndex={0}>
        <table class="heat">
          <caption class="unseen">{t("services.table")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("services.service")}</th>
              {months.map((text) => (
                <th scope="col" class="number" key={text}>
                  {month(text, language)}
                </th>
              ))}
              <th scope="col" class="number">{t("services.units")}</th>
            </tr>
          </thead>
          <tbody>
            {services.map((one) => (
              <tr key={one.service}>
                <th scope="row">
                  {site(one.origin)} → {site(one.destination)} <small>{one.service}</small>
                </th>
                {months.map((text, at) => {
                  const fill = one.fill[at] ?? null;
                  const cell = t("services.cell", { run: one.run[at] ?? 0, scheduled: one.scheduled[at] ?? 0, fill: fill === null ? "–" : percent(fill, language, 0) });
                  return (
                    <td key={text} class="number" title={cell} style={shade(fill, colours)}>
                      {one.scheduled[at] ? one.run[at] : ""}
                      <span class="unseen"> {fill === null ? "" : percent(fill, language, 0)}</span>
                    </td>
                  );
                })}
                <td class="number">{whole(sum(one.units), language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function shade(fill: number | null, colours: Palette): Record<string, string> {
  if (fill === null) return {};
  const part = Math.max(0, Math.min(100, fill));
  const strong = part > 68;
  return {
    background: `color-mix(in srgb, ${colours.accent} ${Math.round(6 + part * 0.9)}%, ${colours.paper})`,
    color: strong ? (colours.dark ? "#0d141a" : "#ffffff") : colours.ink,
  };
}
