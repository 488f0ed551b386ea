import { percent, whole } from "../numbers";
import type { Palette } from "../palette";
import { Chart, downward, legend, legendHeight, tooltip, values } from "../parts/chart";
import { Section } from "../parts/section";
import { Table } from "../parts/table";
import type { Chain, Segment } from "../payload";
import { useSpeech, type Speaker } from "../words";

const SIDES = ["region", "outside", "unknown"] as const;

/** Which links of the chain the region has, and where the value of the vehicles built arose. */
export function ChainSection({ chain, home }: { chain: Chain; home: string | null }) {
  const speech = useSpeech();
  const { t, code, any, language } = speech;
  const { segments } = chain;
  if (segments.length === 0) return null;
  const valued = segments.some((row) => row.region !== null);
  const local = segments.reduce((total, row) => total + (row.region ?? 0), 0);
  const sentences = [
    valued ? t("chain.lead", { place: home === null ? t("chain.here") : any(home), local: percent(local, language) }) : "",
    chain.synthetic > 0 ? t("chain.synthetic", { plants: whole(chain.plants, language), synthetic: whole(chain.synthetic, language) }) : "",
  ];
  const share = (value: number | null): string => (value === null ? "–" : percent(value, language));
  const wholeOf = (row: Segment): number | null => (row.region === null ? null : row.region + (row.outside ?? 0) + (row.unknown ?? 0));
  const content = (row: Segment): number | null => (wholeOf(row) ? (100 * (row.region ?? 0)) / (wholeOf(row) ?? 1) : null);
  return (
    <Section id="chain" lead={sentences.filter(Boolean).join(language === "zh" ? "" : " ")}>
      {valued ? (
        <Chart
          label={t("chain.chart")}
          height={76 + 30 * segments.length}
          depends={[language]}
          option={(colours, width) => chart(segments, speech, colours, width)}
        />
      ) : null}
      <Table
        caption={t("chain.title")}
        rows={segments}
        name={(row) => row.segment}
        columns={[
          { head: t("chain.segment"), cell: (row) => code("segment", row.segment) },
          { head: t("chain.presence"), cell: (row) => code("presence", row.presence) },
          { head: t("chain.plants"), number: true, by: (row) => row.plants, cell: (row) => whole(row.plants, language) },
          { head: t("chain.region_items"), number: true, by: (row) => row.regionItems, cell: (row) => whole(row.regionItems, language) },
          { head: t("chain.outside_items"), number: true, by: (row) => row.outsideItems, cell: (row) => whole(row.outsideItems, language) },
          { head: t("chain.sole_items"), number: true, by: (row) => row.soleItems, cell: (row) => whole(row.soleItems, language) },
          { head: t("chain.part"), number: true, by: wholeOf, cell: (row) => share(wholeOf(row)) },
          { head: t("chain.local"), number: true, by: content, cell: (row) => share(content(row)) },
        ]}
      />
    </Section>
  );
}

function chart(segments: Segment[], { t, code, language }: Speaker, colours: Palette, width: number) {
  const sides = SIDES.filter((side) => segments.some((row) => (row[side] ?? 0) > 0.05));
  const colour = { region: colours.move, outside: colours.wait, unknown: colours.muted };
  const names = sides.map((side) => t(`chain.${side}`));
  return {
    grid: { left: 4, right: 24, top: 8 + legendHeight(names, width), bottom: 20, containLabel: true },
    legend: legend(colours),
    tooltip: tooltip(colours, (at) => ({
      title: code("segment", segments[at]?.segment),
      rows: sides.map((side): [string, string, string] => [t(`chain.${side}`), percent(segments[at]?.[side] ?? 0, language), colour[side]]),
    })),
    yAxis: downward(segments.map((row) => code("segment", row.segment)), colours, width),
    xAxis: { ...values(colours, "", (value) => whole(value, language)), name: t("chain.axis"), nameLocation: "middle", nameGap: 24 },
    series: sides.map((side) => ({
      type: "bar",
      stack: "value",
      name: t(`chain.${side}`),
      barMaxWidth: 16,
      data: segments.map((row) => row[side] ?? 0),
      itemStyle: { color: colour[side] },
    })),
  };
}
