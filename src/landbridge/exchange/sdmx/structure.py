"""The data structures of the dataflows as one SDMX-ML 3.0 message, so that a reader knows dimensions and types."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as xml

from landbridge.exchange.sdmx.dataflow import AGENCY, VERSION, Dataflow, read
from landbridge.exchange.sdmx.observations import attributes, keys

_SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/"
_SHARED = "SHARED_CONCEPTS"
_CODED = {"FREQ": "CL_FREQ", "OBS_STATUS": "CL_OBS_STATUS"}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def write_structure(
    path: Path, flows: Iterable[Dataflow], titles: Mapping[str, Mapping[str, str]], run: str, prepared: datetime
) -> None:
    """Write the message.

    Parameters
    ----------
    flows
        The dataflows, each with a data structure of its name.
    titles
        Every table's title and convention in both languages.
    run
        Which run made the figures, in a line.
    prepared
        When it did.
    """
    for prefix in ("message", "structure", "common"):
        xml.register_namespace(prefix, f"{_SCHEMAS}{prefix}")
    flows = tuple(flows)
    root = xml.Element(_tag("message", "Structure"))
    _header(xml.SubElement(root, _tag("message", "Header")), run, prepared)
    structures = xml.SubElement(root, _tag("message", "Structures"))
    _dataflows(structures, flows, titles, run)
    _codelists(structures, flows)
    _concepts(structures, flows, titles)
    _data_structures(structures, flows, titles)
    tree = xml.ElementTree(root)
    xml.indent(tree, " ")
    tree.write(path, encoding="utf-8", xml_declaration=True)


def _tag(schema: str, name: str) -> str:
    return f"{{{_SCHEMAS}{schema}}}{name}"


def _add(parent: xml.Element, name: str, text: str | None = None, **attributes: str) -> xml.Element:
    element = xml.SubElement(parent, _tag("structure", name), attributes)
    element.text = text
    return element


def _say(element: xml.Element, what: str, en: str, zh: str) -> None:
    for language, text in (("en", en), ("zh", zh)):
        if text:
            xml.SubElement(element, _tag("common", what), {_LANGUAGE: language}).text = text


def _header(header: xml.Element, run: str, prepared: datetime) -> None:
    number = hashlib.sha256(f"{run} {prepared.isoformat()}".encode()).hexdigest()[:16]
    for name, text in (("ID", f"{AGENCY}-{number}"), ("Test", "false"), ("Prepared", prepared.isoformat())):
        xml.SubElement(header, _tag("message", name)).text = text
    xml.SubElement(header, _tag("message", "Sender"), {"id": AGENCY})


def _maintained(parent: xml.Element, kind: str, name: str) -> xml.Element:
    return _add(parent, kind, id=name, version=VERSION, agencyID=AGENCY)


def _dataflows(
    structures: xml.Element, flows: Iterable[Dataflow], titles: Mapping[str, Mapping[str, str]], run: str
) -> None:
    holder = _add(structures, "Dataflows")
    for flow in flows:
        element, title = _maintained(holder, "Dataflow", flow.name), titles[flow.table]
        _say(element, "Name", title["title_en"], title["title_zh"])
        _say(element, "Description", f"{title['rule_en']} [{run}]", f"{title['rule_zh']} [{run}]")
        _add(element, "Structure", _urn("datastructure.DataStructure", flow.name))


def _urn(kind: str, name: str, item: str = "") -> str:
    return f"urn:sdmx:org.sdmx.infomodel.{kind}={AGENCY}:{name}({VERSION}){'.' if item else ''}{item}"


def _codelists(structures: xml.Element, flows: Iterable[Dataflow]) -> None:
    holder = _add(structures, "Codelists")
    lists: dict[str, list[tuple[str, str, str]]] = {}
    for row in read("codes.csv"):
        lists.setdefault(row["codelist"], []).append((row["code"], row["name_en"], row["name_zh"]))
    for flow in flows:
        figures = (flow.columns[name] for name in flow.having("simulated", "published"))
        lists[_measures_of(flow)] = [(c["column"], c["description_en"], c["description_zh"]) for c in figures]
    for name, codes in lists.items():
        element = _maintained(holder, "Codelist", name)
        _say(element, "Name", name, "")
        for code, en, zh in codes:
            _say(_add(element, "Code", id=code), "Name", en, zh)


def _measures_of(flow: Dataflow) -> str:
    return f"CL_{flow.name}_MEASURE"


def _concepts(structures: xml.Element, flows: Iterable[Dataflow], titles: Mapping[str, Mapping[str, str]]) -> None:
    holder = _add(structures, "ConceptSchemes")
    shared = _maintained(holder, "ConceptScheme", _SHARED)
    _say(shared, "Name", "Concepts of every dataflow", "各数据流共用的概念")
    for row in read("concepts.csv"):
        _say(_add(shared, "Concept", id=row["concept"]), "Name", row["name_en"], row["name_zh"])
    for flow in flows:
        scheme = _maintained(holder, "ConceptScheme", _scheme_of(flow))
        _say(scheme, "Name", titles[flow.table]["title_en"], titles[flow.table]["title_zh"])
        for column in flow.having("dimension", "attribute"):
            words = flow.columns[column]
            concept = _add(scheme, "Concept", id=column.upper())
            _say(concept, "Name", words["description_en"], words["description_zh"])


def _scheme_of(flow: Dataflow) -> str:
    return f"{flow.name}_CONCEPTS"


def _data_structures(
    structures: xml.Element, flows: Iterable[Dataflow], titles: Mapping[str, Mapping[str, str]]
) -> None:
    holder = _add(structures, "DataStructures")
    for flow in flows:
        element = _maintained(holder, "DataStructure", flow.name)
        _say(element, "Name", titles[flow.table]["title_en"], titles[flow.table]["title_zh"])
        components = _add(element, "DataStructureComponents")
        dimensions = _add(components, "DimensionList")
        *named, time = keys(flow)
        for position, concept in enumerate(named, 1):
            _component(dimensions, "Dimension", concept, flow, position=str(position))
        _component(dimensions, "TimeDimension", time, flow)
        said = _add(components, "AttributeList")
        for concept in attributes(flow):
            usage = "mandatory" if concept in ("UNIT_MEASURE", "UNIT_MULT", "OBS_STATUS") else "optional"
            attribute = _component(said, "Attribute", concept, flow, usage=usage)
            _add(_add(attribute, "AttributeRelationship"), "Observation")
        _component(_add(components, "MeasureList"), "Measure", "OBS_VALUE", flow)


def _component(parent: xml.Element, kind: str, concept: str, flow: Dataflow, **attributes: str) -> xml.Element:
    element = _add(parent, kind, id=concept, **attributes)
    own = concept.lower() in flow.having("dimension", "attribute")
    scheme = _scheme_of(flow) if own else _SHARED
    _add(element, "ConceptIdentity", _urn("conceptscheme.Concept", scheme, concept))
    representation = _add(element, "LocalRepresentation")
    codelist = None if own else _CODED.get(concept, _measures_of(flow) if concept == "MEASURE" else None)
    if codelist is not None:
        _add(representation, "Enumeration", _urn("codelist.Codelist", codelist))
    else:
        kinds = {"TIME_PERIOD": "ObservationalTimePeriod", "OBS_VALUE": "Double", "UNIT_MULT": "Integer"}
        _add(representation, "TextFormat", textType=kinds.get(concept, "String"))
    return element
