// Months, days and periods as each language writes them. A period is a day, a month, or two of them joined by "/".
import type { Language } from "./payload";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

interface Moment {
  year: number;
  month: number;
  day: number | null;
}

function parse(text: string): Moment | null {
  const found = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(text.trim());
  return found ? { year: Number(found[1]), month: Number(found[2]), day: found[3] ? Number(found[3]) : null } : null;
}

const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

export function month(text: string, language: Language): string {
  const at = parse(text);
  if (!at) return text;
  return language === "zh" ? `${at.month}月` : (MONTHS[at.month - 1] ?? text);
}

export function monthOfYear(text: string, language: Language): string {
  const at = parse(text);
  if (!at) return text;
  return language === "zh" ? `${at.year}年${at.month}月` : `${MONTHS[at.month - 1]} ${at.year}`;
}

export function day(text: string, language: Language): string {
  const at = parse(text);
  if (!at || at.day === null) return monthOfYear(text, language);
  if (language === "zh") return `${at.year}年${at.month}月${at.day}日`;
  return `${at.day} ${MONTHS[at.month - 1]} ${at.year}`;
}

/** A period in words: "Jan–Sep 2024", "2024年1—9月", "2024", "14 Nov 2024". */
export function period(text: string | null, language: Language): string {
  if (!text) return "";
  const zh = language === "zh";
  if (/^\d{4}$/.test(text)) return zh ? `${text}年` : text;
  const [left = "", right = left] = text.split(/\/|\.\.|—/);
  const from = parse(left);
  const to = parse(right);
  if (!from || !to) return text;
  const fullMonths = (from.day ?? 1) === 1 && (to.day === null || to.day === lastDay(to.year, to.month));
  if (!fullMonths) return left === right ? day(left, language) : `${day(left, language)}${zh ? "—" : " – "}${day(right, language)}`;
  if (from.year !== to.year) return `${monthOfYear(left, language)}${zh ? "—" : " – "}${monthOfYear(right, language)}`;
  if (from.month === 1 && to.month === 12) return zh ? `${from.year}年全年` : String(from.year);
  if (from.month === to.month) return monthOfYear(left, language);
  if (zh) return `${from.year}年${from.month}—${to.month}月`;
  return `${MONTHS[from.month - 1]}–${MONTHS[to.month - 1]} ${from.year}`;
}
