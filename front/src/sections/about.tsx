import { day } from "../dates";
import { percent, whole } from "../numbers";
import { Section } from "../parts/section";
import { Table } from "../parts/table";
import type { Payload } from "../payload";
import { useSpeech } from "../words";
import { Source } from "./published";

const CONFIDENCES = ["published", "derived", "estimate", "recalled", "synthetic"];

/** How well the inputs are known, where they were read, and what made this page. */
export function AboutSection({ payload }: { payload: Payload }) {
  const { t, code, pick, language } = useSpeech();
  const { about, case: told } = payload;
  const count = (name: string): number => about.confidence.reduce((total, row) => total + (row.counts[name] ?? 0), 0);
  const total = CONFIDENCES.reduce((sum, name) => sum + count(name), 0);
  return (
    <Section
      id="about"
      lead={t("about.lead", { rows: whole(total, language), synthetic: whole(count("synthetic"), language), share: total ? percent((100 * count("synthetic")) / total, language, 0) : "–" })}
    >
      <div class="shares" aria-hidden="true">
        {CONFIDENCES.map((name) => (count(name) > 0 ? <i key={name} class={name} style={{ flexGrow: count(name) }} /> : null))}
      </div>
      <ul class="key-list">
        {CONFIDENCES.map((name) => (
          <li key={name}>
            <i class={`swatch ${name}`} /> {code("confidence", name)} <b>{whole(count(name), language)}</b>
          </li>
        ))}
      </ul>
      <div class="pair even">
        <Table
          caption={t("about.by_table")}
          rows={about.confidence}
          first={20}
          name={(row) => row.table}
          columns={[
            { head: t("about.table"), cell: (row) => code("table", row.table) },
            ...CONFIDENCES.map((name) => ({
              head: code("confidence", name),
              number: true,
              cell: (row: Payload["about"]["confidence"][number]) => (row.counts[name] ? whole(row.counts[name], language) : "–"),
            })),
          ]}
        />
        <dl class="made">
        <div><dt>{t("about.case")}</dt><dd>{pick(told.title)}</dd></div>
        {told.asOf ? <div><dt>{t("about.as_of")}</dt><dd>{day(told.asOf, language)}</dd></div> : null}
        <div><dt>{t("about.version")}</dt><dd>Landbridge {about.version}</dd></div>
        {about.seed === null ? null : <div><dt>{t("about.seed")}</dt><dd>{about.seed}</dd></div>}
        {about.inputs ? <div><dt>{t("about.inputs")}</dt><dd><code>{about.inputs}</code></dd></div> : null}
        </dl>
      </div>
      <details class="figures sources">
        <summary>{t("about.sources", { count: about.sources.length })}</summary>
        <ul>
          {about.sources.map((row) => (
            <li key={row.source}>
              <Source text={row.source} />
            </li>
          ))}
        </ul>
      </details>
      <p class="small">{[t("about.coastline"), t("about.licences")].join(language === "zh" ? "" : " ")}</p>
    </Section>
  );
}
