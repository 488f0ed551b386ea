import { render } from "preact";
import { feature } from "topojson-client";
import type { GeometryObject, Topology } from "topojson-specification";
import { App } from "./app";
import type { Language, Payload, Words } from "./payload";
import { drawing, listen } from "./ready";
import "./styles/page.css";

function given<T>(id: string): T {
  const element = document.getElementById(id);
  if (!element?.textContent) throw new Error(`the page holds no ${id}`);
  return JSON.parse(element.textContent) as T;
}

/** The case's own base map where it has one, else the coastlines. */
function ground(): GeoJSON.GeoJsonObject {
  if (document.getElementById("basemap")) return given<GeoJSON.GeoJsonObject>("basemap");
  const topology = given<Topology<{ land: GeometryObject }>>("land");
  return feature(topology, topology.objects.land);
}

listen();
const drawn = drawing();
const root = document.getElementById("page");
if (!root) throw new Error("the page has no root");
root.replaceChildren();
render(<App payload={given<Payload>("payload")} words={given<Record<Language, Words>>("words")} land={ground()} />, root);
drawn();
