import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useSpeech } from "../words";

export interface Column<Row> {
  head: string;
  cell(row: Row): ComponentChildren;
  /** What the column is sorted by; without it the column cannot be sorted. */
  by?(row: Row): string | number | null;
  number?: boolean;
  wide?: boolean;
}

interface Props<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  /** How many rows are shown before the reader asks for all. */
  first?: number;
  name(row: Row): string;
  below?(row: Row): ComponentChildren;
}

export function Table<Row>({ caption, columns, rows, first = 12, name: naming, below }: Props<Row>) {
  const speech = useSpeech();
  const [order, setOrder] = useState<{ column: number; down: boolean } | null>(null);
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const sorted = order ? arranged(rows, columns[order.column]?.by, order.down, speech.language) : rows;
  const shown = all ? sorted : sorted.slice(0, first);
  const turn = (column: number): void =>
    setOrder(order?.column === column ? { column, down: !order.down } : { column, down: Boolean(columns[column]?.number) });
  return (
    <div class="table">
      <div class="scroll" role="region" aria-label={caption} tabIndex={0}>
        <table>
          <caption class="unseen">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column, index) => (
                <th
                  scope="col"
                  key={column.head}
                  class={column.number ? "number" : ""}
                  aria-sort={order?.column === index ? (order.down ? "descending" : "ascending") : "none"}
                >
                  {column.by ? (
                    <button type="button" onClick={() => turn(index)}>
                      {column.head}
                      <span aria-hidden="true" class="arrow">
                        {order?.column === index ? (order.down ? "▾" : "▴") : ""}
                      </span>
                    </button>
                  ) : (
                    column.head
                  )}
                </th>
              ))}
            </tr>
          </thead>
          {shown.map((row) => {
            const name = naming(row);
            const more = below?.(row);
            return (
              <tbody key={name} class={more ? "opens" : ""}>
                <tr>
                  {columns.map((column, index) => (
                    <td key={column.head} class={`${column.number ? "number" : ""} ${column.wide ? "wide" : ""}`}>
                      {index === 0 && more ? (
                        <button
                          type="button"
                          class="more"
                          aria-expanded={open === name}
                          onClick={() => setOpen(open === name ? null : name)}
                        >
                          {column.cell(row)}
                        </button>
                      ) : (
                        column.cell(row)
                      )}
                    </td>
                  ))}
                </tr>
                {more && open === name ? (
                  <tr class="below">
                    <td colSpan={columns.length}>{more}</td>
                  </tr>
                ) : null}
              </tbody>
            );
          })}
        </table>
      </div>
      {rows.length > first ? (
        <button type="button" class="all" onClick={() => setAll(!all)}>
          {all ? speech.t("page.show_fewer") : speech.t("page.show_all", { count: rows.length })}
        </button>
      ) : null}
    </div>
  );
}

function arranged<Row>(rows: Row[], by: Column<Row>["by"], down: boolean, language: string): Row[] {
  if (!by) return rows;
  const words = new Intl.Collator(language === "zh" ? "zh-CN" : "en");
  const sign = down ? -1 : 1;
  return [...rows].sort((one, other) => {
    const left = by(one);
    const right = by(other);
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    return sign * (typeof left === "number" && typeof right === "number" ? left - right : words.compare(String(left), String(right)));
  });
}
