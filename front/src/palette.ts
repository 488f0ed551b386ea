// Colours of figures, after Okabe and Ito: told apart by most colour-blind readers, and never the only sign.
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";

export interface Palette {
  dark: boolean;
  ink: string;
  muted: string;
  faint: string;
  paper: string;
  sea: string;
  land: string;
  coast: string;
  accent: string;
  signal: string;
  powertrain: Record<string, string>;
  mode: Record<string, string>;
  state: Record<string, string>;
  wait: string;
  move: string;
}

const light: Palette = {
  dark: false,
  ink: "#1b2733",
  muted: "#5b6875",
  faint: "#d9dee3",
  paper: "#ffffff",
  sea: "#eef3f6",
  land: "#fbfaf6",
  coast: "#b9c4cc",
  accent: "#0b5f8a",
  signal: "#c2500a",
  powertrain: { bev: "#0072b2", phev: "#5fb6e6", fcev: "#009e73", ice: "#b4bac0" },
  mode: { rail: "#c9480b", sea: "#1673b1", road: "#6d7a45", air: "#a8578a" },
  state: { in_process: "#8fcdf0", waiting: "#e69f00", queued: "#c9480b", moving: "#1673b1", handling: "#a8578a" },
  wait: "#e8a33d",
  move: "#2b83ba",
};

const night: Palette = {
  dark: true,
  ink: "#e6ebef",
  muted: "#9aa7b3",
  faint: "#33404c",
  paper: "#18212a",
  sea: "#121a22",
  land: "#202b35",
  coast: "#4b5b69",
  accent: "#6cb8e6",
  signal: "#ff9a52",
  powertrain: { bev: "#3f9fe0", phev: "#a5dbf7", fcev: "#2fc79a", ice: "#75808b" },
  mode: { rail: "#ff8f47", sea: "#4fb0f0", road: "#b3c17f", air: "#e09cc6" },
  state: { in_process: "#a5dbf7", waiting: "#f0b840", queued: "#ff8f47", moving: "#3f9fe0", handling: "#e09cc6" },
  wait: "#f0b45c",
  move: "#4c9fd6",
};

export const Colours = createContext<Palette>(light);

export const useColours = (): Palette => useContext(Colours);

/** The palette of the reader's scheme; paper is always printed light. */
export function useScheme(): Palette {
  const [dark, setDark] = useState(() => matchMedia("(prefers-color-scheme: dark)").matches);
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const change = (): void => setDark(scheme.matches);
    const begin = (): void => setPrinting(true);
    const end = (): void => setPrinting(false);
    scheme.addEventListener("change", change);
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => {
      scheme.removeEventListener("change", change);
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
    };
  }, []);
  return dark && !printing ? night : light;
}
