import { period } from "../dates";
import { figure, signed } from "../numbers";
import { Badge } from "../parts/badge";
import { Section } from "../parts/section";
import type { Headline } from "../payload";
import { useSpeech, type Speaker } from "../words";

/** The figures a planner asks for first, each with what was published. */
export function HeadlineSection({ rows }: { rows: Headline[] }) {
  const { t } = useSpeech();
  if (rows.length === 0) return null;
  return (
    <Section id="headline" lead={t("headline.lead")}>
      <ul class="cards">
        {grouped(rows).map((group) => (
          <Card key={`${group[0].figure}|${group[0].place[0]}`} rows={group} />
        ))}
      </ul>
    </Section>
  );
}

type Group = [Headline, ...Headline[]];

/** A figure of a place is one card, however many of its periods were published. */
function grouped(rows: Headline[]): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const key = `${row.figure}|${row.place[0]}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

function Card({ rows }: { rows: Group }) {
  const speech = useSpeech();
  const { language, t, code, pick } = speech;
  const [first] = rows;
  const value = first.value === null ? null : figure(first.value, first.unit, language);
  const compared = rows.filter((row) => row.published !== null);
  return (
    <li class="card">
      <h3>{pick(first.name)}</h3>
      <p class="where">{[pick(first.place), period(first.period, language)].filter(Boolean).join(language === "zh" ? "　" : " · ")}</p>
      <p class="value">
        {value ? value.number : t("page.none")}
        {value ? <small> {[value.scale, code("unit", first.unit)].filter(Boolean).join(language === "zh" ? "" : " ")}</small> : null}
      </p>
      {compared.length === 0 ? <p class="against none">{t("headline.no_counterpart")}</p> : null}
      {compared.map((row) => (
        <Against key={`${row.period}`} row={row} published={row.published ?? 0} main={row === first} speech={speech} />
      ))}
    </li>
  );
}

interface AgainstProps {
  row: Headline;
  published: number;
  /** Whether the card's large figure is the one compared. */
  main: boolean;
  speech: Speaker;
}

/** What was published, how far the model is from it, and how independent the two are. */
function Against({ row, published, main, speech }: AgainstProps) {
  const { t, code, language } = speech;
  const high = row.high ?? published;
  const nearest = row.value === null ? published : Math.max(published, Math.min(high, row.value));
  const top = Math.max(row.value ?? 0, high) * 1.04 || 1;
  const gap = row.value === null ? null : difference(row.value, nearest, row.unit, speech);
  const warning = [
    row.comparable === "indicative" ? t("headline.indicative") : "",
    row.quality ? code("quality", row.quality) : "",
  ].filter(Boolean);
  return (
    <div class="against">
      {main ? null : (
        <p class="part">
          {period(row.period, language)} <b>{said(row.value ?? 0, row.value ?? 0, row.unit, speech)}</b>
        </p>
      )}
      <div class="bullet" aria-hidden="true">
        <i style={{ width: `${(100 * Math.max(0, row.value ?? 0)) / top}%` }} />
        <b style={{ left: `${(100 * Math.max(0, published)) / top}%`, width: `max(2.5px, ${(100 * (high - published)) / top}%)` }} />
      </div>
      <p class="said">
        {t("headline.published", { figure: said(published, high, row.unit, speech) })}
        {gap ? warning.length > 0 ? <span class="nowrap">({gap})</span> : <strong>{gap}</strong> : null}
      </p>
      <Badge standing={row.standing} />
      {warning.map((text) => (
        <em key={text}>{text}</em>
      ))}
    </div>
  );
}

function said(low: number, high: number, unit: string, { language, code }: Speaker): string {
  const one = (value: number): string => {
    const { number, scale } = figure(value, unit, language);
    const word = unit === "vehicles" || unit === "CNY" ? "" : code("unit", unit);
    return [number, scale, word].filter(Boolean).join(language === "zh" ? "" : " ");
  };
  return low === high ? one(low) : `${one(low)}–${one(high)}`;
}

/** The gap in percent, or in points where the figure is a percentage itself. */
function difference(value: number, published: number, unit: string, { language, t }: Speaker): string | null {
  if (unit === "percent" || unit === "percentage_points") {
    return t("headline.points", { gap: signed(value - published, 1, language) });
  }
  if (published === 0) return null;
  return `${signed((100 * (value - published)) / published, 1, language)}${language === "zh" ? "" : " "}%`;
}
