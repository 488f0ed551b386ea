import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { useColours, type Palette } from "../palette";
import { drawing } from "../ready";
import { init, type ECharts, type EChartsCoreOption } from "./echarts";

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';

interface Props {
  label: string;
  height: number;
  option(colours: Palette, width: number): EChartsCoreOption;
  /** Whatever the option depends on: it is drawn again when one of these changes. */
  depends: unknown[];
}

/** A chart that follows its box, the reader's colours and its data. */
export function Chart({ label, height, option, depends }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const latest = useRef(option);
  latest.current = option;
  const colours = useColours();

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const made = init(element, null, { renderer: "svg" });
    chart.current = made;
    return () => {
      made.dispose();
      chart.current = null;
    };
  }, []);

  useLayoutEffect(() => draw(chart.current, box.current, latest.current, colours), [colours, height, ...depends]);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let width = element.clientWidth;
    const watcher = new ResizeObserver(() => {
      if (element.clientWidth === width || element.clientWidth === 0) return;
      width = element.clientWidth;
      chart.current?.resize();
      draw(chart.current, element, latest.current, colours);
    });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [colours]);

  return <div class="chart" ref={box} role="img" aria-label={label} style={{ height: `${height}px` }} />;
}

function draw(
  chart: ECharts | null,
  element: HTMLElement | null,
  option: Props["option"],
  colours: Palette,
): (() => void) | undefined {
  if (!chart || !element) return undefined;
  const done = drawing();
  chart.resize();
  chart.on("finished", () => {
    chart.off("finished");
    scale(element);
    done();
  });
  chart.setOption({ ...ground(colours), ...option(colours, element.clientWidth) }, { notMerge: true });
  return done;
}

/** Lets print and narrow columns shrink the drawing instead of cutting it. */
function scale(element: HTMLElement): void {
  const svg = element.querySelector("svg");
  svg?.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
}

function ground(colours: Palette): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: FONT, color: colours.ink, fontSize: 12 },
    backgroundColor: "transparent",
  };
}

export function categories(data: string[], colours: Palette): Record<string, unknown> {
  return {
    type: "category",
    data,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: colours.faint } },
    axisLabel: { color: colours.muted, hideOverlap: true },
  };
}

export function values(colours: Palette, name: string, write: (value: number) => string): Record<string, unknown> {
  return {
    type: "value",
    name,
    nameTextStyle: { color: colours.muted, fontSize: 11 },
    axisLabel: { color: colours.muted, formatter: write },
    splitLine: { lineStyle: { color: colours.faint, width: 0.7 } },
  };
}

const KEY = { itemWidth: 14, itemHeight: 10, itemGap: 16 };

export function legend(colours: Palette, extra: Record<string, unknown> = {}): Record<string, unknown> {
  return { top: 0, left: 0, ...KEY, textStyle: { color: colours.muted }, ...extra };
}

/** The height of a legend of these names, which breaks into lines where the chart is narrow. */
export function legendHeight(names: string[], width: number): number {
  const pen = document.createElement("canvas").getContext("2d");
  if (pen) pen.font = `12px ${FONT}`;
  let lines = 1;
  let used = 0;
  for (const name of names) {
    const long = KEY.itemWidth + 5 + (pen?.measureText(name).width ?? 0);
    if (used > 0 && used + long > width - 12) {
      lines += 1;
      used = 0;
    }
    used += long + KEY.itemGap;
  }
  return lines * 28 - 2;
}

/** The axis of a chart whose bars lie: a name a bar, from the top down. */
export function downward(names: string[], colours: Palette, width: number, label: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type: "category",
    inverse: true,
    data: names,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: colours.faint } },
    axisLabel: { color: colours.ink, width: Math.min(300, width * 0.42), overflow: "truncate", fontSize: width < 500 ? 11 : 12, ...label },
  };
}

/** A tooltip whose words are set as text, never as markup: names come from the case. */
export function tooltip(colours: Palette, rows: (at: number) => { title: string; rows: [string, string, string?][] }) {
  return {
    trigger: "axis",
    axisPointer: { type: "shadow", shadowStyle: { color: colours.dark ? "#ffffff12" : "#00000009" } },
    confine: true,
    backgroundColor: colours.paper,
    borderColor: colours.faint,
    textStyle: { color: colours.ink, fontFamily: FONT, fontSize: 12.5 },
    formatter: (at: { dataIndex: number } | { dataIndex: number }[]) => {
      const first = Array.isArray(at) ? at[0] : at;
      const content = rows(first?.dataIndex ?? 0);
      return balloon(content.title, content.rows);
    },
  };
}

export function balloon(title: string, rows: [string, string, string?][]): HTMLElement {
  const box = document.createElement("div");
  box.className = "balloon";
  const head = box.appendChild(document.createElement("strong"));
  head.textContent = title;
  for (const [name, value, colour] of rows) {
    const row = box.appendChild(document.createElement("div"));
    const left = row.appendChild(document.createElement("span"));
    left.textContent = name;
    if (colour) {
      left.className = "key";
      left.style.setProperty("--key", colour);
    }
    row.appendChild(document.createElement("b")).textContent = value;
  }
  return box;
}
