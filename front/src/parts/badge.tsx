import { useSpeech } from "../words";

const SIGNS: Record<string, string> = { calibrated: "●", conditional: "◐", predicted: "○" };

/** How a compared figure stands to what was published: a sign, a word and a colour. */
export function Badge({ standing }: { standing: string | null }) {
  const { t, code } = useSpeech();
  if (!standing) return null;
  return (
    <span class={`badge ${standing}`} title={t(`standing_meaning.${standing}`)}>
      <span aria-hidden="true">{SIGNS[standing] ?? "◇"}</span> {code("standing", standing)}
    </span>
  );
}
