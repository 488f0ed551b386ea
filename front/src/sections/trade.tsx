import { useState } from "preact/hooks";
import { monthOfYear, period } from "../dates";
import { billions, counted, millions, percent, short, whole } from "../numbers";
import { Section } from "../parts/section";
import { Table, type Column } from "../parts/table";
import type { Duty, Export, Trade } from "../payload";
import { useSpeech, type Speaker } from "../words";

const WAYS = ["destination", "hs_code", "maker", "month"] as const;
type Way = (typeof WAYS)[number];

/** What crossed the border, as customs counts it, and what is levied on it where it arrives. */
export function TradeSection({ trade }: { trade: Trade }) {
  const speech = useSpeech();
  const { t, language } = speech;
  const [way, choose] = useState<Way>("destination");
  const months = trade.exports.month;
  if (months.length === 0) return null;
  const units = months.reduce((total, row) => total + row.units, 0);
  const value = sum(months.map((row) => row.value));
  const modes = [...new Set(months.flatMap((row) => Object.keys(row.modes)))].sort();
  const exported = counted(units, language);
  const rows = trade.exports[way];
  return (
    <Section
      id="trade"
      lead={`${value === null ? t("trade.lead_units", { exported }) : t("trade.lead", { exported, value: short(value, language, 3) })}${duties(trade.duties, speech)}`}
      controls={
        <div class="switch" role="group" aria-label={t("trade.choose")}>
          {WAYS.map((name) => (
            <button type="button" key={name} aria-pressed={name === way} onClick={() => choose(name)}>
              {t(`trade.${name}`)}
            </button>
          ))}
        </div>
      }
    >
      <Table key={way} caption={t("trade.exports")} rows={rows} first={12} name={(row) => row.key ?? ""} columns={columns(way, modes, value, speech)} />
      {trade.duties.length > 0 ? (
        <>
          <h3>{t("trade.duties")}</h3>
          <Table caption={t("trade.duties")} rows={trade.duties} first={8} name={named} columns={levies(speech)} />
          <p class="small">{t("trade.duties_note")}</p>
        </>
      ) : null}
    </Section>
  );
}

/** Empty where a part is not known. */
function sum(values: (number | null)[]): number | null {
  return values.reduce<number | null>((total, value) => (total === null || value === null ? null : total + value), 0);
}

/** What was levied, and apart from it what was only secured. */
function duties(rows: Duty[], { t, language }: Speaker): string {
  const of = (secured: boolean): number | null => sum(rows.filter((row) => (row.kind === "provisional") === secured).map((row) => row.duty));
  const [levied, secured] = [of(false), of(true)];
  if (rows.length === 0 || levied === null || secured === null) return "";
  return t("trade.levied", { levied: short(levied, language, 3), secured: short(secured, language, 3) });
}

const named = (row: Duty): string => [row.destination, row.maker, row.code, row.kind, row.rate].join("|");

function columns(way: Way, modes: string[], total: number | null, { t, any, code, language }: Speaker): Column<Export>[] {
  const key = (row: Export): string =>
    row.key === null ? t("trade.not_stated") : way === "month" ? monthOfYear(row.key, language) : way === "hs_code" ? row.key : any(row.key);
  const each = (row: Export): number | null => (row.value === null || row.units === 0 ? null : row.value / row.units);
  const maybe = (value: number | null, write: (value: number) => string): string => (value === null ? t("page.none") : write(value));
  const share = (row: Export): number | null => (row.value === null || !total ? null : (100 * row.value) / total);
  return [
    { head: t(`trade.${way}`), by: way === "month" ? (row) => row.key : key, cell: key },
    { head: t("trade.units"), number: true, by: (row) => row.units, cell: (row) => whole(row.units, language) },
    ...modes.map(
      (mode): Column<Export> => ({
        head: t("trade.of_mode", { mode: code("mode", mode) }),
        number: true,
        by: (row) => row.modes[mode] ?? 0,
        cell: (row) => (row.modes[mode] ? whole(row.modes[mode], language) : "–"),
      }),
    ),
    { head: t("trade.weight"), number: true, by: (row) => row.weight, cell: (row) => maybe(row.weight, (weight) => whole(weight / 1000, language)) },
    { head: t("trade.value"), number: true, by: (row) => row.value, cell: (row) => maybe(row.value, (value) => billions(value, language)) },
    { head: t("trade.part"), number: true, by: share, cell: (row) => maybe(share(row), (value) => percent(value, language)) },
    { head: t("trade.each"), number: true, by: each, cell: (row) => maybe(each(row), (value) => whole(value, language)) },
  ];
}

function levies({ t, any, code, language }: Speaker): Column<Duty>[] {
  const span = (row: Duty): string => period(row.first === row.last ? row.first : `${row.first}/${row.last}`, language);
  return [
    { head: t("trade.destination"), by: (row) => any(row.destination), cell: (row) => any(row.destination) },
    { head: t("trade.maker"), by: (row) => row.maker, cell: (row) => any(row.maker) },
    { head: t("trade.hs_code"), by: (row) => row.code, cell: (row) => row.code ?? t("trade.not_stated") },
    { head: t("trade.kind"), by: (row) => code("duty", row.kind), cell: (row) => code("duty", row.kind) },
    { head: t("trade.when"), by: (row) => row.first, cell: (row) => <span class="nowrap">{span(row)}</span> },
    { head: t("trade.rate"), number: true, by: (row) => row.rate, cell: (row) => (row.rate === null ? "–" : percent(row.rate, language)) },
    { head: t("trade.units"), number: true, by: (row) => row.units, cell: (row) => whole(row.units, language) },
    { head: t("trade.duty"), number: true, by: (row) => row.duty, cell: (row) => (row.duty === null ? "–" : millions(row.duty, language)) },
  ];
}
