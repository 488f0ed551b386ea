import { billions, counted, percent, short, whole } from "../numbers";
import { Section } from "../parts/section";
import { Table, type Column } from "../parts/table";
import type { Export, Market } from "../payload";
import { useSpeech, type Speaker } from "../words";

/** What the markets asked for and got, and what crossed the border. */
export function MarketsSection({ markets, exports }: { markets: Market[]; exports: Export[] }) {
  const speech = useSpeech();
  const { t, language } = speech;
  if (markets.length === 0) return null;
  const sum = (of: (row: Market) => number | null): number => markets.reduce((total, row) => total + (of(row) ?? 0), 0);
  const value = exports.reduce((total, row) => total + row.value, 0);
  return (
    <Section
      id="markets"
      lead={t("markets.lead", {
        demanded: counted(sum((row) => row.demanded), language),
        delivered: counted(sum((row) => row.delivered), language),
        exported: counted(exports.reduce((total, row) => total + row.units, 0), language),
        value: short(value, language, 3),
      })}
    >
      <div class="pair even">
        <Table caption={t("markets.service")} rows={markets} first={10} name={(row) => row.market} columns={service(speech)} />
        {exports.length > 0 ? (
          <Table caption={t("markets.exports")} rows={exports} first={10} name={(row) => row.destination} columns={trade(speech, value)} />
        ) : null}
      </div>
    </Section>
  );
}

function service({ t, site, language }: Speaker): Column<Market>[] {
  const rate = (row: Market): number | null => (row.due ? (100 * (row.onTime ?? 0)) / row.due : null);
  return [
    { head: t("markets.market"), by: (row) => site(row.market), cell: (row) => site(row.market) },
    { head: t("markets.demanded"), number: true, by: (row) => row.demanded, cell: (row) => whole(row.demanded, language) },
    { head: t("markets.delivered"), number: true, by: (row) => row.delivered, cell: (row) => whole(row.delivered, language) },
    { head: t("markets.on_time"), number: true, by: rate, cell: (row) => (rate(row) === null ? "–" : percent(rate(row) ?? 0, language)) },
  ];
}

function trade({ t, any, language }: Speaker, total: number): Column<Export>[] {
  return [
    { head: t("markets.destination"), by: (row) => any(row.destination), cell: (row) => any(row.destination) },
    { head: t("markets.units"), number: true, by: (row) => row.units, cell: (row) => whole(row.units, language) },
    { head: t("markets.value"), number: true, by: (row) => row.value, cell: (row) => billions(row.value, language) },
    { head: t("markets.part"), number: true, by: (row) => row.value, cell: (row) => (total > 0 ? percent((100 * row.value) / total, language) : "–") },
  ];
}
