import { monthOfYear, month } from "../dates";
import { counted, short, whole } from "../numbers";
import type { Palette } from "../palette";
import { categories, Chart, legend, legendHeight, tooltip, values } from "../parts/chart";
import { Figures, Section } from "../parts/section";
import { Table } from "../parts/table";
import type { Pipeline } from "../payload";
import { useSpeech, type Speaker } from "../words";

/** Where the vehicles that were made but not delivered stood at each month's end. */
export function PipelineSection({ pipeline }: { pipeline: Pipeline }) {
  const speech = useSpeech();
  const { t, code, language } = speech;
  if (pipeline.states.length === 0) return null;
  const when = (moment: string, long: boolean): string =>
    moment === "opening" ? t("pipeline.opening") : long ? monthOfYear(moment, language) : month(moment, language);
  const total = (at: number): number => pipeline.states.reduce((sum, one) => sum + (one.units[at] ?? 0), 0);
  const last = pipeline.moments.length - 1;
  return (
    <Section id="pipeline" lead={t("pipeline.lead", { opening: counted(total(0), language), closing: counted(total(last), language) })}>
      <Chart
        label={t("pipeline.title")}
        height={300}
        depends={[language]}
        option={(colours, width) => chart(pipeline, when, total, speech, colours, width)}
      />
      <Figures>
        <Table
          caption={t("pipeline.title")}
          rows={pipeline.moments.map((moment, at) => ({ moment, at }))}
          first={40}
          name={(row) => row.moment}
          columns={[
            { head: t("pipeline.moment"), cell: (row) => when(row.moment, true) },
            ...pipeline.states.map((one) => ({
              head: code("state", one.state),
              number: true,
              cell: (row: { moment: string; at: number }) => whole(one.units[row.at] ?? 0, language),
            })),
            { head: t("pipeline.total"), number: true, cell: (row) => whole(total(row.at), language) },
          ]}
        />
      </Figures>
    </Section>
  );
}

function chart(
  pipeline: Pipeline,
  when: (moment: string, long: boolean) => string,
  total: (at: number) => number,
  { t, code, language }: Speaker,
  colours: Palette,
  width: number,
) {
  const names = pipeline.states.map((one) => code("state", one.state));
  const colour = (state: string): string => colours.state[state] ?? colours.muted;
  return {
    grid: { left: 4, right: 4, top: 28 + legendHeight(names, width), bottom: 4, containLabel: true },
    legend: legend(colours),
    tooltip: tooltip(colours, (at) => ({
      title: when(pipeline.moments[at] ?? "", true),
      rows: [
        ...pipeline.states.map((one): [string, string, string] => [code("state", one.state), whole(one.units[at] ?? 0, language), colour(one.state)]),
        [t("pipeline.total"), whole(total(at), language)],
      ],
    })),
    xAxis: categories(pipeline.moments.map((moment) => when(moment, false)), colours),
    yAxis: { ...values(colours, t("pipeline.axis"), (value) => short(value, language)), nameTextStyle: { color: colours.muted, align: "left", padding: [0, 0, 0, -30] } },
    series: pipeline.states.map((one) => ({
      type: "bar",
      stack: "state",
      name: code("state", one.state),
      data: one.units,
      barMaxWidth: 40,
      itemStyle: { color: colour(one.state), borderColor: colours.paper, borderWidth: 0.5 },
    })),
  };
}
