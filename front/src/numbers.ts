// How figures are written: thousands and billions in English, 万 and 亿 in Chinese.
import type { Language } from "./payload";

const plain = (digits: number, language: Language): Intl.NumberFormat =>
  new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en-GB", { maximumFractionDigits: digits });

export function whole(value: number, language: Language): string {
  return plain(0, language).format(value);
}

/** With all its decimals, so that the figures of a column stand under each other. */
function fixed(value: number, digits: number, language: Language): string {
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en-GB", format).format(value);
}

export function decimal(value: number, digits: number, language: Language): string {
  return plain(digits, language).format(value);
}

/** A figure shortened to its idiomatic unit: 1.23 million, 40.1 万; whole where it is small. */
export function short(value: number, language: Language, digits = 3): string {
  const size = Math.abs(value);
  const steps: [number, string][] =
    language === "zh"
      ? [[1e8, "亿"], [1e4, "万"]]
      : [[1e9, " bn"], [1e6, " m"], [1e3, "k"]];
  for (const [step, name] of steps) {
    if (size >= step) return significant(value / step, digits, language) + name;
  }
  return significant(value, digits, language);
}

function significant(value: number, digits: number, language: Language): string {
  const before = Math.max(1, Math.floor(Math.log10(Math.abs(value) || 1)) + 1);
  return decimal(value, Math.max(0, digits - before), language);
}

/** A count inside a sentence: in full, or in 万 and 亿 where Chinese would. */
export function counted(value: number, language: Language): string {
  return language === "zh" && Math.abs(value) >= 1e4 ? short(value, language, 4) : whole(value, language);
}

/** The figure and the word for its unit, split so that the page can set them in two sizes. */
export function figure(value: number, unit: string, language: Language): { number: string; scale: string } {
  const size = Math.abs(value);
  const counted = unit === "vehicles" || unit === "CNY" || unit === "pieces" || unit === "units";
  if (unit === "percent") return { number: fixed(value, 1, language), scale: "" };
  if (!counted) return { number: decimal(value, size < 100 ? 1 : 0, language), scale: "" };
  if (language === "zh") {
    if (size >= 1e8) return { number: significant(value / 1e8, 4, language), scale: "亿" };
    if (size >= 1e4) return { number: significant(value / 1e4, 4, language), scale: "万" };
  } else {
    if (size >= 1e9) return { number: significant(value / 1e9, 4, language), scale: "billion" };
    if (unit === "CNY" && size >= 1e6) return { number: significant(value / 1e6, 4, language), scale: "million" };
  }
  return { number: whole(value, language), scale: "" };
}

/** A value in billions (亿 in Chinese) with two decimals, so that a column of them can be compared. */
export function billions(value: number, language: Language): string {
  const unit = language === "zh" ? 1e8 : 1e9;
  return fixed(value / unit, 2, language);
}

/** Money in millions (万 in Chinese), for a column of smaller sums. */
export function millions(value: number, language: Language): string {
  return language === "zh" ? whole(value / 1e4, language) : fixed(value / 1e6, 1, language);
}

export function signed(value: number, digits: number, language: Language): string {
  const text = fixed(Math.abs(value), digits, language);
  const zero = /^[0.,]*$/.test(text);
  return zero ? text : (value < 0 ? "−" : "+") + text;
}

export function percent(value: number, language: Language, digits = 1): string {
  return `${fixed(value, digits, language)}${language === "zh" ? "" : " "}%`;
}
