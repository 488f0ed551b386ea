import { useEffect, useMemo } from "preact/hooks";
import { day } from "./dates";
import { useAddress } from "./address";
import { Mark } from "./parts/mark";
import { Colours, useScheme } from "./palette";
import type { Language, Payload, Words } from "./payload";
import { AboutSection } from "./sections/about";
import { ChainSection } from "./sections/chain";
import { CorridorSection } from "./sections/corridor";
import { HeadlineSection } from "./sections/headline";
import { LeadTimesSection } from "./sections/leadtimes";
import { MarketsSection } from "./sections/markets";
import { OutputSection } from "./sections/output";
import { PipelineSection } from "./sections/pipeline";
import { PublishedSection } from "./sections/published";
import { ServicesSection } from "./sections/services";
import { StopsSection } from "./sections/stops";
import { TradeSection } from "./sections/trade";
import { speaker, Speech } from "./words";

interface Props {
  payload: Payload;
  words: Record<Language, Words>;
  land: GeoJSON.GeoJsonObject;
}

export function App({ payload, words, land }: Props) {
  const { language, section, speak } = useAddress(payload.language);
  const speech = useMemo(() => speaker(language, words[language], payload.names), [language]);
  const colours = useScheme();
  const { t, pick } = speech;
  const told = payload.case;

  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
    document.title = t("page.document_title", { title: pick(told.title) });
  }, [speech]);
  useEffect(() => {
    if (section) document.getElementById(section)?.scrollIntoView();
  }, [section]);

  const horizon = told.start && told.end ? t("page.horizon", { start: day(told.start, language), end: day(told.end, language) }) : "";
  const known = told.asOf ? t("page.as_of", { day: day(told.asOf, language) }) : "";
  return (
    <Colours.Provider value={colours}>
      <Speech.Provider value={speech}>
        <header class="top">
          <div class="bar">
            <a class="brand" href={`#${language}`}>
              <Mark /> Landbridge
            </a>
            <nav aria-label={t("page.contents")}>
              {sections(payload).map((id) => (
                <a key={id} href={`#${language}/${id}`} aria-current={section === id ? "true" : undefined}>
                  {t(`${id}.short`)}
                </a>
              ))}
            </nav>
            <div class="switch languages" role="group" aria-label={t("page.language")}>
              <button type="button" lang="en" aria-pressed={language === "en"} onClick={() => speak("en")}>EN</button>
              <button type="button" lang="zh-Hans" aria-pressed={language === "zh"} onClick={() => speak("zh")}>中文</button>
            </div>
          </div>
        </header>
        <main>
          <div class="title">
            <h1>{pick(told.title)}</h1>
            <p>{[horizon, known].filter(Boolean).join(language === "zh" ? "　" : " · ")}</p>
          </div>
          <HeadlineSection rows={payload.headline} />
          <OutputSection output={payload.output} home={payload.corridor.home} />
          <CorridorSection corridor={payload.corridor} land={land} />
          <LeadTimesSection routes={payload.routes} />
          <ServicesSection services={payload.services} />
          <PipelineSection pipeline={payload.pipeline} />
          <StopsSection stops={payload.stops} />
          <ChainSection chain={payload.chain} home={payload.corridor.home} />
          <MarketsSection markets={payload.markets} />
          <TradeSection trade={payload.trade} />
          <PublishedSection rows={payload.published} />
        </main>
        <footer>
          <AboutSection payload={payload} />
        </footer>
      </Speech.Provider>
    </Colours.Provider>
  );
}

/** The sections that have something to show, in the page's order. */
function sections(payload: Payload): string[] {
  const filled: [string, boolean][] = [
    ["headline", payload.headline.length > 0],
    ["output", payload.output.series.length > 0],
    ["corridor", payload.corridor.lanes.some((lane) => lane.vehicles > 0)],
    ["lead_times", payload.routes.length > 0],
    ["services", payload.services.services.length > 0],
    ["pipeline", payload.pipeline.states.length > 0],
    ["stops", true],
    ["chain", payload.chain.segments.length > 0],
    ["markets", payload.markets.length > 0],
    ["trade", payload.trade.exports.month.length > 0],
    ["published", payload.published.length > 0],
    ["about", true],
  ];
  return filled.filter(([, has]) => has).map(([id]) => id);
}
