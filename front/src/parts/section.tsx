import type { ComponentChildren } from "preact";
import { useSpeech } from "../words";

interface Props {
  id: string;
  lead?: ComponentChildren;
  controls?: ComponentChildren;
  children: ComponentChildren;
}

/** A part of the page with its heading, a sentence that says what is seen, and its controls. */
export function Section({ id, lead, controls, children }: Props) {
  const { t } = useSpeech();
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <header>
        <div>
          <h2 id={`${id}-title`}>{t(`${id}.title`)}</h2>
          {lead ? <p class="lead">{lead}</p> : null}
        </div>
        {controls ? <div class="controls">{controls}</div> : null}
      </header>
      {children}
    </section>
  );
}

/** The same figures as a table, for those who would rather read or hear them. */
export function Figures({ children }: { children: ComponentChildren }) {
  const { t } = useSpeech();
  return (
    <details class="figures">
      <summary>{t("page.as_table")}</summary>
      {children}
    </details>
  );
}

interface Choice {
  value: string;
  label: string;
  group?: string;
}

export function Select({ label, value, choices, choose }: { label: string; value: string; choices: Choice[]; choose(value: string): void }) {
  const groups = [...new Set(choices.map((choice) => choice.group ?? ""))];
  const options = (group: string) =>
    choices
      .filter((choice) => (choice.group ?? "") === group)
      .map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ));
  return (
    <label class="select">
      <span>{label}</span>
      <select value={value} onChange={(event) => choose(event.currentTarget.value)}>
        {groups.map((group) => (group ? <optgroup label={group}>{options(group)}</optgroup> : options(group)))}
      </select>
    </label>
  );
}
