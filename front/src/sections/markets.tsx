import { counted, percent, whole } from "../numbers";
import { Section } from "../parts/section";
import { Table, type Column } from "../parts/table";
import type { Market } from "../payload";
import { useSpeech, type Speaker } from "../words";

/** What the markets asked for and got. */
export function MarketsSection({ markets }: { markets: Market[] }) {
  const speech = useSpeech();
  const { t, language } = speech;
  if (markets.length === 0) return null;
  const sum = (of: (row: Market) => number): string => counted(markets.reduce((total, row) => total + of(row), 0), language);
  return (
    <Section id="markets" lead={t("markets.lead", { demanded: sum((row) => row.demanded), delivered: sum((row) => row.delivered) })}>
      <Table caption={t("markets.service")} rows={markets} first={10} name={(row) => row.market} columns={columns(speech)} />
    </Section>
  );
}

function columns({ t, site, language }: Speaker): Column<Market>[] {
  const rate = (row: Market): number | null => (row.due ? (100 * (row.onTime ?? 0)) / row.due : null);
  const met = (row: Market): number | null => (row.demanded > 0 ? (100 * row.delivered) / row.demanded : null);
  const share = (value: number | null): string => (value === null ? "–" : percent(value, language));
  return [
    { head: t("markets.market"), by: (row) => site(row.market), cell: (row) => site(row.market) },
    { head: t("markets.demanded"), number: true, by: (row) => row.demanded, cell: (row) => whole(row.demanded, language) },
    { head: t("markets.delivered"), number: true, by: (row) => row.delivered, cell: (row) => whole(row.delivered, language) },
    { head: t("markets.met"), number: true, by: met, cell: (row) => share(met(row)) },
    { head: t("markets.on_time"), number: true, by: rate, cell: (row) => share(rate(row)) },
  ];
}
