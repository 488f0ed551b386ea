// Builds the page's bundle: `node build.mjs [folder]`. The same sources give the same bytes.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { coastline } from "./scripts/coastline.mjs";
import { banner, carried, licences } from "./scripts/licences.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "node_modules");
const out = resolve(process.argv[2] ?? join(here, "../src/landbridge/reporting/static"));
const settings = {
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
};

const { metafile } = await build({ ...settings, metafile: true, write: false });
const names = carried(Object.keys(metafile.inputs), ["world-atlas"]);

mkdirSync(out, { recursive: true });
await build({ ...settings, banner: { js: banner(packages, names) } });
writeFileSync(join(out, "licences.txt"), licences(packages, names));

const atlas = JSON.parse(readFileSync(join(packages, "world-atlas/land-50m.json"), "utf8"));
writeFileSync(join(out, "land.json"), JSON.stringify(coastline(atlas)) + "\n");
