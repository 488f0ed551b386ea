import { period } from "../dates";
import { figure, signed } from "../numbers";
import { Badge } from "../parts/badge";
import { Section } from "../parts/section";
import type { Headline } from "../payload";
import { useSpeech, type Speaker } from "../words";

/** The figures a planner asks for first, each with what was published. */
export function HeadlineSection({ rows }: { rows: Headline[] }) {
  const speech = useSpeech();
  if (rows.length === 0) return null;
  return (
    <Section id="headline" lead={speech.t("headline.lead")}>
      <ul class="cards">
        {rows.map((row) => (
          <Card key={`${row.figure}|${row.place[0]}|${row.period}`} row={row} speech={speech} />
        ))}
      </ul>
    </Section>
  );
}

function Card({ row, speech }: { row: Headline; speech: Speaker }) {
  const { language, t, code, pick } = speech;
  const value = row.value === null ? null : figure(row.value, row.unit, language);
  return (
    <li class="card">
      <div class="about">
        <h3>{pick(row.name)}</h3>
        <Badge standing={row.published === null ? null : row.standing} />
      </div>
      <p class="where">{[pick(row.place), period(row.period, language)].filter(Boolean).join(language === "zh" ? "　" : " · ")}</p>
      <p class="value">
        {value ? value.number : t("page.none")}
        {value ? <small> {[value.scale, code("unit", row.unit)].filter(Boolean).join(language === "zh" ? "" : " ")}</small> : null}
      </p>
      {row.published === null ? (
        <p class="against">{t("headline.no_counterpart")}</p>
      ) : (
        <Against row={row} published={row.published} speech={speech} />
      )}
    </li>
  );
}

function Against({ row, published, speech }: { row: Headline; published: number; speech: Speaker }) {
  const { t, code } = speech;
  const high = row.high ?? published;
  const nearest = row.value === null ? published : Math.max(published, Math.min(high, row.value));
  const top = Math.max(row.value ?? 0, high) * 1.04 || 1;
  const gap = row.value === null ? null : difference(row.value, nearest, row.unit, speech);
  const warning = [
    row.comparable === "indicative" ? t("headline.indicative") : "",
    row.quality ? code("quality", row.quality) : "",
  ].filter(Boolean);
  return (
    <>
      <div class="bullet" aria-hidden="true">
        <i style={{ width: `${(100 * Math.max(0, row.value ?? 0)) / top}%` }} />
        <b style={{ left: `${(100 * Math.max(0, published)) / top}%`, width: `max(2.5px, ${(100 * (high - published)) / top}%)` }} />
      </div>
      <p class="against">
        {t("headline.published", { figure: said(published, high, row.unit, speech) })}
        {gap ? warning.length > 0 ? <span> ({gap})</span> : <strong> {gap}</strong> : null}
        {warning.map((text) => (
          <em key={text}>{text}</em>
        ))}
      </p>
    </>
  );
}

function said(low: number, high: number, unit: string, { language }: Speaker): string {
  const one = (value: number): string => {
    const { number, scale } = figure(value, unit, language);
    return [number, scale].filter(Boolean).join(language === "zh" ? "" : " ");
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
