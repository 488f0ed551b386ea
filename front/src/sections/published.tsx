import { useState } from "preact/hooks";
import { period } from "../dates";
import { decimal, figure, percent, signed } from "../numbers";
import { Badge } from "../parts/badge";
import { Section, Select } from "../parts/section";
import { Table, type Column } from "../parts/table";
import type { Comparison } from "../payload";
import { useSpeech, type Speaker } from "../words";

const STANDINGS = ["calibrated", "conditional", "predicted"];

/** Every published figure that the model can speak to, beside the model's own. */
export function PublishedSection({ rows }: { rows: Comparison[] }) {
  const speech = useSpeech();
  const { t, code } = speech;
  const [standing, choose] = useState("");
  const [indicator, select] = useState("");
  if (rows.length === 0) return null;
  const indicators = [...new Set(rows.map((row) => row.indicator))];
  const shown = rows.filter(
    (row) => (standing === "" || row.standing === standing) && (indicator === "" || row.indicator === indicator),
  );
  return (
    <Section
      id="published"
      lead={t("published.lead", { count: rows.length })}
      controls={
        <>
          <Select
            label={t("published.indicator")}
            value={indicator}
            choices={[{ value: "", label: t("page.all") }, ...indicators.map((value) => ({ value, label: code("indicator", value) }))]}
            choose={select}
          />
          <Select
            label={t("published.standing")}
            value={standing}
            choices={[{ value: "", label: t("page.all") }, ...STANDINGS.map((value) => ({ value, label: code("standing", value) }))]}
            choose={choose}
          />
        </>
      }
    >
      <dl class="meanings">
        {STANDINGS.map((name) => (
          <div key={name}>
            <dt>
              <Badge standing={name} />
            </dt>
            <dd>{t(`standing_meaning.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <Table
        caption={t("published.title")}
        columns={columns(speech)}
        rows={shown}
        first={14}
        name={(row) => row.fact}
        below={(row) => <Fact row={row} speech={speech} />}
      />
    </Section>
  );
}

function columns(speech: Speaker): Column<Comparison>[] {
  const { t, code, language } = speech;
  return [
    { head: t("published.figure"), wide: true, by: (row) => subject(row, speech), cell: (row) => <Subject row={row} speech={speech} /> },
    { head: t("published.place"), by: (row) => where(row, speech), cell: (row) => where(row, speech) },
    { head: t("published.period"), by: (row) => row.period, cell: (row) => <span class="nowrap">{period(row.period, language)}</span> },
    { head: t("published.published"), number: true, by: (row) => row.low ?? row.high, cell: (row) => range(row, speech) },
    { head: t("published.model"), number: true, by: (row) => row.model, cell: (row) => write(row.model, row.unit, speech) },
    { head: t("published.difference"), number: true, by: (row) => (row.percent === null ? null : Math.abs(row.percent)), cell: (row) => <Difference row={row} speech={speech} /> },
    { head: t("published.standing"), by: (row) => row.standing, cell: (row) => <Badge standing={row.standing} /> },
    { head: t("published.confidence"), by: (row) => row.confidence, cell: (row) => code("confidence", row.confidence) },
  ];
}

/** The fact in full: what it says, on which basis, where it was read, what to beware of. */
function Fact({ row, speech }: { row: Comparison; speech: Speaker }) {
  const { t, code } = speech;
  const lines: [string, string | null][] = [
    [t("published.basis"), code("basis", row.basis)],
    [t("published.quality"), code("quality", row.quality)],
    [t("published.description"), row.description],
    [t("published.source"), row.source],
    [t("published.note"), row.note],
    [t("published.fact"), row.fact],
  ];
  return (
    <dl class="fact">
      {row.comparable === "indicative" ? <p>{t("published.indicative")}</p> : null}
      {lines.map(([name, text]) =>
        text ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{name === t("published.source") ? <Source text={text} /> : text}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

export function Source({ text }: { text: string }) {
  const parts = text.split(/(https?:\/\/[^\s;，；"]+)/);
  return (
    <>
      {parts.map((part) =>
        /^https?:\/\//.test(part) ? (
          <a href={part} rel="noreferrer noopener" target="_blank">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </>
  );
}

function subject(row: Comparison, { code }: Speaker): string {
  const powertrain = row.powertrain && row.powertrain !== "all" ? code("powertrain", row.powertrain) : "";
  return [code("indicator", row.indicator), powertrain].filter(Boolean).join(" · ");
}

/** What was counted, on which basis, and what to beware of. */
function Subject({ row, speech }: { row: Comparison; speech: Speaker }) {
  const { code } = speech;
  return (
    <>
      {subject(row, speech)}
      {row.basis ? <small>{code("basis", row.basis)}</small> : null}
      {row.quality ? <small class="beware">{code("quality", row.quality)}</small> : null}
    </>
  );
}

function where(row: Comparison, { any, site }: Speaker): string {
  if (row.origin && row.destination) return `${site(row.origin)} → ${site(row.destination)}`;
  if (row.origin) return site(row.origin);
  return any(row.place);
}

function write(value: number | null, unit: string, { language, code }: Speaker): string {
  if (value === null) return "–";
  if (unit === "percent") return percent(value, language);
  const said = figure(value, unit, language);
  const word = language === "en" && unit === "vehicles" ? "" : code("unit", unit);
  return [said.number, said.scale, word].filter(Boolean).join(language === "zh" ? "" : " ");
}

function range(row: Comparison, speech: Speaker): string {
  if (row.low === row.high) return write(row.low, row.unit, speech);
  if (row.low === null) return `≤ ${write(row.high, row.unit, speech)}`;
  if (row.high === null) return `≥ ${write(row.low, row.unit, speech)}`;
  return `${decimal(row.low, 1, speech.language)}–${write(row.high, row.unit, speech)}`;
}

function Difference({ row, speech }: { row: Comparison; speech: Speaker }) {
  const { language, t } = speech;
  if (row.difference === null) return <>–</>;
  const text =
    row.unit === "percent" || row.percent === null
      ? t("headline.points", { gap: signed(row.difference, 1, language) })
      : `${signed(row.percent, 1, language)}${language === "zh" ? "" : " "}%`;
  return row.comparable === "indicative" ? (
    <span class="indicative" title={t("published.indicative")}>
      ({text})
    </span>
  ) : (
    <strong>{text}</strong>
  );
}
