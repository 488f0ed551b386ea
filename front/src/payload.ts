// What the page is given: the figures and names of one run, as the report writes them.

export type Language = "en" | "zh";
export type Pair = readonly [en: string, zh: string];
export type Names = Record<string, Pair>;

export interface Headline {
  figure: string;
  name: Pair;
  place: Pair;
  period: string | null;
  value: number | null;
  unit: string;
  published: number | null;
  high: number | null;
  comparable: string | null;
  standing: string | null;
  quality: string | null;
  fact: string | null;
}

export interface Comparison {
  fact: string;
  indicator: string;
  powertrain: string | null;
  place: string | null;
  origin: string | null;
  destination: string | null;
  period: string | null;
  basis: string | null;
  comparable: string | null;
  unit: string;
  low: number | null;
  high: number | null;
  model: number | null;
  difference: number | null;
  percent: number | null;
  standing: string | null;
  confidence: string | null;
  quality: string | null;
  description: string | null;
  source: string | null;
  note: string | null;
}

export interface Series {
  place: string;
  level: string;
  powertrain: string;
  units: number[];
  cumulative: number[];
  share: (number | null)[];
  cumulativeShare: (number | null)[];
  growth: (number | null)[];
  basis: string | null;
}

export interface Output {
  months: string[];
  series: Series[];
  milestones: { place: string; powertrain: string; threshold: number; date: string }[];
}

export interface Site {
  site: string;
  kind: string;
  longitude: number;
  latitude: number;
  vehicles: number;
  home: boolean;
}

export interface Lane {
  lane: string;
  origin: string;
  destination: string;
  mode: string;
  distance: number | null;
  scheduled: boolean;
  vehicles: number;
  line: [number, number][];
}

export interface Corridor {
  sites: Site[];
  lanes: Lane[];
  home: string | null;
  notice: string | null;
}

export interface Leg {
  leg: string;
  kind: string;
  origin?: string;
  destination?: string;
  mode?: string;
  site?: string;
  step?: string;
  vehicles: number;
  mean: number | null;
  p10: number | null;
  p50: number | null;
  p90: number | null;
  wait: number | null;
}

export interface Route {
  route: string;
  origin: string;
  destination: string;
  modes: string[];
  whole: Leg | null;
  legs: Leg[];
}

export interface Service {
  service: string;
  lane: string;
  origin: string;
  destination: string;
  mode: string;
  scheduled: number[];
  run: number[];
  units: number[];
  fill: (number | null)[];
}

export interface Services {
  months: string[];
  services: Service[];
}

export interface Stop {
  month: string;
  line: string;
  site: string;
  cause: string;
  item: string | null;
  supplier: string | null;
  stops: number;
  hours: number;
}

export interface Pipeline {
  moments: string[];
  states: { state: string; units: number[] }[];
}

export interface Market {
  market: string;
  demanded: number;
  assigned: number;
  delivered: number;
  due: number | null;
  onTime: number | null;
}

export interface Export {
  key: string | null;
  units: number;
  weight: number | null;
  value: number | null;
  modes: Record<string, number>;
}

export interface Duty {
  destination: string;
  maker: string | null;
  code: string | null;
  kind: string;
  rate: number | null;
  first: string;
  last: string;
  units: number;
  value: number | null;
  duty: number | null;
}

export interface Trade {
  exports: Record<"destination" | "hs_code" | "maker" | "month", Export[]>;
  duties: Duty[];
}

export interface Segment {
  segment: string;
  presence: string;
  plants: number;
  regionItems: number;
  outsideItems: number;
  soleItems: number;
  region: number | null;
  outside: number | null;
  unknown: number | null;
}

export interface Chain {
  segments: Segment[];
  plants: number;
  synthetic: number;
}

export interface About {
  version: string;
  seed: number | null;
  inputs: string | null;
  confidence: { table: string; counts: Record<string, number> }[];
  sources: { source: string; facts: number }[];
}

export interface Payload {
  language: Language;
  case: { title: Pair; start: string | null; end: string | null; asOf: string | null; currency: string | null };
  names: { sites: Names; places: Names; items: Names };
  headline: Headline[];
  published: Comparison[];
  output: Output;
  corridor: Corridor;
  routes: Route[];
  services: Services;
  stops: Stop[];
  pipeline: Pipeline;
  markets: Market[];
  trade: Trade;
  chain: Chain;
  about: About;
}

export type Words = Record<string, Record<string, string>>;
