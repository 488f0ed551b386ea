"""A small case without faults, and the means to put one in."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path

SETTINGS = """\
title_en = "Small"
title_zh = "小案例"
start = 2024-01-01
end = 2024-02-29
warm_up_d = 5
seed = 3
currency = "CNY"
as_of = 2024-03-31
home = "town"

[defaults]
confidence = "synthetic"
source = "Made up"
"""
TABLES: Mapping[str, str] = {
    "places": """
        place,parent,kind,country,time_zone,name_en,name_zh
        land,,country,CN,Asia/Shanghai,Land,国
        town,land,city,,,Town,城
        """,
    "sites": """
        site,place,kind,latitude,longitude,yard_units,opens,closes,name_en,name_zh,maker
        plant,town,vehicle_plant,34.5,113.5,100,,,Plant,工厂,Maker
        shop,town,component_plant,34.6,113.6,,,,Shop,部件厂,
        mine,land,source,,,,,,Mine,矿,
        port,town,port,31,121,,,,Port,港,
        market,land,market,50,10,,2020-01-01,2030-01-01,Market,市场,
        """,
    "items": """
        item,segment,powertrain,unit,hs_code,tracked,name_en,name_zh
        car,vehicle,bev,piece,870380,yes,Car,车
        seat,component,,piece,,no,Seat,座椅
        steel,raw_material,,g,,no,Steel,钢
        """,
    "bills": """
        item,input,quantity
        car,seat,4
        seat,steel,5000
        """,
    "lines": """
        line,valid_from,valid_to,site,mode,items,takt_s,units_per_day,calendar,throughput_h
        assembly,,2024-02-01,plant,pace,car,600,,week,5
        assembly,2024-02-01,,plant,pace,car,500,,week,5
        seats,,,shop,order,seat,,500,week,
        """,
    "schedule": """
        line,item,month,quantity
        assembly,car,2024-01,300
        assembly,car,2024-02,300
        """,
    "replenishment": """
        site,item,line,lane,policy,reorder_point,order_quantity,order_up_to,initial
        plant,seat,,shop-plant,reorder_point,40,80,,120
        shop,steel,seats,mine-shop,order_up_to,1000000,,2000000,2000000
        """,
    "lanes": """
        lane,origin,destination,mode,distance_km,transit_distribution,transit_h,transit_p90_h,transit_cv,load_units,items
        shop-plant,shop,plant,road,20,lognormal,1,2,,1,seat
        mine-shop,mine,shop,road,200,gamma,6,,0.3,1,
        plant-port,plant,port,rail,900,constant,30,,,10,car
        port-market,port,market,sea,20000,constant,700,,,1,
        """,
    "waypoints": """
        lane,position,latitude,longitude
        port-market,1,20,60
        """,
    "timetables": """
        service,valid_from,valid_to,lane,weekdays,departs,cut_off_h,capacity_units,minimum_units
        ship,,2024-02-01,port-market,Mon;Thu,08:00,12,500,1
        ship,2024-02-01,,port-market,Mon,08:00,12,500,1
        """,
    "departures": """
        service,date,change,departs,capacity_units
        ship,2024-01-04,cancelled,,
        ship,2024-01-05,extra,10:00,
        """,
    "terminals": """
        terminal,site,step,handles,servers,calendar,time_h
        loading,port,loading,unit,2,week,0.1
        """,
    "routes": """
        route,position,lane,terminal
        sea,1,plant-port,
        sea,2,,loading
        sea,3,port-market,
        """,
    "demand": """
        market,item,month,quantity
        market,car,2024-01,290
        market,car,2024-02,310
        """,
    "flows": """
        line,item,market,route,share
        assembly,car,market,sea,1
        """,
    "calendars": """
        calendar,weekdays,starts,ends,holidays,valid_from,valid_to
        week,Mon-Fri,06:00,14:00,CN,,
        week,Mon-Fri,14:00,22:00,CN,,
        """,
    "disruptions": """
        disruption,target_kind,target,starts,ends,factor
        repair,terminal,loading,2024-01-10 08:00,2024-01-12 08:00,0.5
        """,
    "facts": """
        fact,indicator,powertrain,place,period_start,period_end,basis,value,value_low,value_high,unit,published_on,confidence,source,derived_from
        F1,output,bev,town,2024-01-01,2024-01-31,bureau,300,,,vehicles,2024-02-10,published,Yearbook,
        F2,output,bev,town,2024-02-01,2024-02-29,bureau,,290,310,vehicles,2024-03-10,derived,F1 again,F1
        """,
}


def write_small(folder: Path, changes: Mapping[str, tuple[str, str]] | None = None) -> Path:
    """Write the case, each changed file with its first piece of text replaced by its second.

    Parameters
    ----------
    folder
        Where to.
    changes
        ``<table>`` or ``case.toml``: (old, new). An empty old text replaces the whole file, or adds one.
    """
    files = {f"{table}.csv": textwrap.dedent(text).lstrip() for table, text in TABLES.items()}
    files["case.toml"] = SETTINGS
    for name, (old, new) in (changes or {}).items():
        file = name if name == "case.toml" else f"{name}.csv"
        assert old in files.get(file, ""), f"{old!r} is not in {file}"
        files[file] = files[file].replace(old, new, 1) if old else new
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8")
    return folder
