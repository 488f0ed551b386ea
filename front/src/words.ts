// The page's words in the chosen language, and the names that the case gives its sites, places and items.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Language, Names, Pair, Payload, Words } from "./payload";

export interface Speaker {
  language: Language;
  /** A sentence or label of the page; `{name}` is filled in. */
  t(key: string, values?: Record<string, string | number>): string;
  /** The word for a code, or the code itself made readable where no word is known. */
  code(section: string, code: string | null | undefined): string;
  pick(pair: Pair): string;
  site(name: string | null): string;
  place(name: string | null): string;
  item(name: string | null): string;
  /** Whatever the name belongs to: a place, a site or an item; else the name itself. */
  any(name: string | null): string;
}

export function speaker(language: Language, words: Words, names: Payload["names"]): Speaker {
  const index = language === "zh" ? 1 : 0;
  const find = (table: Names, name: string | null): string => (name === null ? "" : (table[name]?.[index] ?? readable(name)));
  return {
    language,
    t(key, values = {}) {
      const [section = "", word = ""] = key.split(".");
      const text = words[section]?.[word];
      if (text === undefined) throw new Error(`no words for ${key}`);
      return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? `{${name}}`));
    },
    code: (section, code) => (code ? (words[section]?.[code] ?? readable(code)) : ""),
    pick: (pair) => pair[index],
    site: (name) => find(names.sites, name),
    place: (name) => find(names.places, name),
    item: (name) => find(names.items, name),
    any: (name) =>
      name === null ? "" : (names.places[name] ?? names.sites[name] ?? names.items[name])?.[index] ?? readable(name),
  };
}

function readable(code: string): string {
  return code.replace(/[_|]+/g, " ").trim();
}

export const Speech = createContext<Speaker | null>(null);

export function useSpeech(): Speaker {
  const found = useContext(Speech);
  if (!found) throw new Error("no language has been chosen");
  return found;
}
