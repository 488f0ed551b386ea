// What others wrote and the bundle carries: their names for the page's script, their licences for the program.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The packages that the bundle was made of, from esbuild's account of its inputs. */
export function carried(inputs, more) {
  const names = inputs.flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set([...names, ...more])].sort();
}

export function banner(folder, names) {
  const list = names.map((name) => {
    const { version, license } = manifest(folder, name);
    return `${name} ${version} (${license})`;
  });
  return `/*! Landbridge (Apache-2.0). Carries ${list.join(", ")}; their notices stand in licences.txt beside it in the program. */`;
}

export function licences(folder, names) {
  const parts = names.map((name) => {
    const { version, license } = manifest(folder, name);
    return [`${name} ${version} (${license})`, "=".repeat(72), ...texts(join(folder, name)), ""].join("\n");
  });
  return `What the page carries of others' work, and the terms they give it under.\n\n${parts.join("\n")}`;
}

function texts(folder) {
  const told = readdirSync(folder).filter((name) => /^(licen[cs]e|notice|copyright)/i.test(name) && !/s$/i.test(name)).sort();
  if (told.length === 0) throw new Error(`${folder} tells no licence`);
  return told.map((name) => readFileSync(join(folder, name), "utf8").replace(/\r\n/g, "\n").trim());
}

function manifest(folder, name) {
  const path = join(folder, name, "package.json");
  if (!existsSync(path)) throw new Error(`${name} is not installed`);
  return JSON.parse(readFileSync(path, "utf8"));
}
