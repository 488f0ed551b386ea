// Builds the page's bundle: `node build.mjs [folder]`. The same sources give the same bytes.
import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { coastline } from "./scripts/coastline.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(here, "../src/landbridge/reporting/static"));
mkdirSync(out, { recursive: true });

await build({
  absWorkingDir: here,
  entryPoints: { report: "src/main.tsx" },
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  charset: "utf8",
  legalComments: "none",
  jsx: "automatic",
  jsxImportSource: "preact",
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "warning",
});

const source = JSON.parse(readFileSync(join(here, "node_modules/world-atlas/land-50m.json"), "utf8"));
writeFileSync(join(out, "land.json"), JSON.stringify(coastline(source)) + "\n");
