"""One fault for each finding that the rules of meaning can make."""

from __future__ import annotations

import textwrap

from tests.tables.faults import Fault
from tests.tables.small_case import TABLES


def _more(table: str, columns: str, cells: dict[int, str]) -> tuple[str, str]:
    """The whole table with further columns; blank but for the cells of some rows (from 1)."""
    rows = textwrap.dedent(TABLES[table]).strip().splitlines()
    blank = "," * columns.count(",")
    more = [columns, *(cells.get(i, blank) for i in range(1, len(rows)))]
    return "", "".join(f"{row},{cell}\n" for row, cell in zip(rows, more, strict=True))


_MORE_FACTS = "derived,F1 again,F1"
_NEW_LINE = "assembly,,2024-02-01,plant,pace,car,600,,week,5"
_SECOND_SEATS = "seats,,,shop,order,seat,,500,week,"
_OTHER_SHOP = "seats,,,shop,order,seat,,500,week,\nmore-seats,,,shop,order,seat,,500,week,"
_FEW_SHIPS = """\
service,valid_from,valid_to,lane,weekdays,departs,cut_off_h,capacity_units,minimum_units
ship,,,port-market,Mon;Thu,08:00,12,30,1
"""
_CLAIM = "claim,indicator,value_en,kind,members\n"
_STATED = "claim,indicator,value_en,kind,unit\n"
_DUTY = "destination,origin,maker,hs_code,kind,rate_percent,valid_from,valid_to\n"
_TWO_DUTIES = "land,,,8703,customs,10,,2024-02-01\nland,,,8703,customs,12,2024-01-15,\n"
_F2 = "F2,output"
_REVISED = "F1,output,bev,town,2024-01-01,2024-01-31,bureau,310,,,vehicles,2024-03-01,published,Yearbook,\n"
_IN_REVISION, _IN_UNIT = ("facts", 3, "period_end"), ("facts", 3, "unit")

_CALENDARS = """\
calendar,weekdays,starts,ends,overtime,staff
week,Mon-Fri,06:00,22:00,,
"""
_LINES = "line,mode,site,items,takt_s,calendar,scrap_share,rework_share,rework_h\n"
_SEATS_LAST = "seats,order,shop,seat,100,week,,,\n"
_FLEETS = "fleet,wagons,units_per_wagon,return_h\n"
_YARD_LINES = "\na,,,yard,order,seat,,500,week,\nb,,,yard,order,seat,,500,week,"
_ONE_ROAD = "plant,seat,,shop-plant,reorder_point,40,80,,120"
_TWO_ROADS = "plant,seat,,shop-plant,reorder_point,40,80,,"
_SECOND_ROAD = "\nplant,seat,,second,,,,,"
_ROADS = {"lanes": ("mine-shop,mine", "second,shop,plant,road,20,lognormal,1,2,,1,seat\nmine-shop,mine")}
_DISRUPTIONS = "disruption,target_kind,target,starts,ends,mean_days_between,mean_days_to_repair,after,delay_h,lasts_h\n"
_VANS = {
    "items": ("seat,comp", "van,vehicle,bev,piece,,yes,Van,厢\nseat,comp"),
    "bills": ("car,seat,4", "car,seat,4\nvan,seat,4"),
    "lines": (
        "",
        "line,site,mode,items,takt_s,calendar\nassembly,plant,pace,car;van,500,week\nseats,shop,order,seat,100,week\n",
    ),
    "schedule": ("2024-02,300", "2024-02,300\nassembly,van,2024-01,300"),
    "demand": ("2024-02,310", "2024-02,310\nmarket,van,2024-01,300"),
    "flows": ("sea,1", "sea,1\nassembly,van,market,sea,1"),
}

FAULTS = (
    Fault("place_cycle", {"places": ("land,,country", "land,town,country")}, ("places", 2, "parent")),
    Fault("unknown_time_zone", {"places": ("Asia/Shanghai", "Asia/Zhengzhou")}, ("places", 2, "time_zone")),
    Fault("no_time_zone", {"places": ("Asia/Shanghai", "")}, ("sites", 2, "place"), ("no_time_zone",)),
    Fault("country_code", {"places": (",CN,", ",China,")}, ("places", 2, "country")),
    Fault("unknown_home", {"case.toml": ('home = "town"', 'home = "twon"')}, ("", None, "home")),
    Fault("vehicle_powertrain", {"items": ("vehicle,bev", "vehicle,")}, ("items", 2, "powertrain")),
    Fault("hs_code_form", {"items": ("870380", "8703.80")}, ("items", 2, "hs_code")),
    Fault("half_position", {"sites": ("34.6,113.6", "34.6,")}, ("sites", 3, "latitude")),
    Fault(
        "lane_loop",
        {"lanes": ("mine-shop,mine,shop", "mine-shop,shop,shop")},
        ("lanes", 3, "destination"),
        ("no_supplier", "unmade_item"),
    ),
    Fault("unknown_holidays", {"calendars": ("22:00,CN", "22:00,XX")}, ("calendars", 3, "holidays")),
    Fault(
        "bill_cycle",
        {"bills": ("seat,steel,5000", "seat,steel,5000\nseat,seat,1")},
        ("bills", 4, "input"),
        ("unsupplied_input",),
    ),
    Fault("reversed_dates", {"sites": ("2020-01-01,2030-01-01", "2030-01-01,2020-01-01")}, ("sites", 6, "closes")),
    Fault("reversed_dates", {"disruptions": ("2024-01-12", "2024-01-09")}, ("disruptions", 2, "ends")),
    Fault("reversed_dates", {"facts": ("2024-02-01,2024-02-29", "2024-02-29,2024-02-01")}, ("facts", 3, "period_end")),
    Fault(
        "overlapping_validity", {"lines": ("assembly,2024-02-01", "assembly,2024-01-15")}, ("lines", 3, "valid_from")
    ),
    Fault(
        "overlapping_validity", {"timetables": ("2024-02-01,port", "2024-02-20,port")}, ("timetables", 3, "valid_from")
    ),
    Fault("overlapping_validity", {"tariffs": ("", _DUTY + _TWO_DUTIES)}, ("tariffs", 3, "valid_from")),
    Fault(
        "reversed_dates",
        {"tariffs": ("", _DUTY + "land,,,8703,customs,10,2024-02-01,2024-01-01\n")},
        ("tariffs", 2, "valid_to"),
    ),
    Fault("hs_code_form", {"tariffs": ("", _DUTY + "land,,,8703.80,customs,10,,\n")}, ("tariffs", 2, "hs_code")),
    Fault("unknown_maker", {"tariffs": ("", _DUTY + "land,,MAKR,8703,customs,10,,\n")}, ("tariffs", 2, "maker")),
    Fault("validity_gap", {"lines": ("assembly,2024-02-01", "assembly,2024-02-05")}, ("lines", 3, "valid_from")),
    Fault("overlapping_shifts", {"calendars": ("14:00,22:00", "13:00,22:00")}, ("calendars", 3, "calendar")),
    Fault(
        "overlapping_shifts",
        {"calendars": ("Mon-Fri,14:00,22:00", "Sun-Fri,23:00,07:00")},
        ("calendars", 3, "calendar"),
    ),
    Fault(
        "line_segment",
        {"lines": ("order,seat,", "order,seat;car,")},
        ("lines", 4, "items"),
        ("unsupplied_input", "unmade_item"),
    ),
    Fault(
        "overtime_only",
        {"calendars": _more("calendars", "overtime", {1: "yes", 2: "yes"})},
        ("calendars", 2, "calendar"),
    ),
    Fault(
        "overtime_idle",
        {
            "calendars": ("", _CALENDARS + "dock,Mon-Fri,06:00,14:00,yes,\n"),
            "terminals": ("unit,2,week", "unit,2,dock"),
        },
        ("calendars", 3, "overtime"),
    ),
    Fault(
        "staff_idle",
        {"calendars": ("", _CALENDARS + "office,Mon-Fri,06:00,14:00,,1\n")},
        ("calendars", 3, "staff"),
    ),
    Fault("staff_above_servers", {"calendars": _more("calendars", "staff", {2: "3"})}, ("calendars", 3, "staff")),
    Fault(
        "line_changes",
        {
            "lines": (
                _SECOND_SEATS,
                "seats,,2024-02-01,shop,order,seat,,500,week,\nseats,2024-02-01,,shop,order,seat,,400,week,2",
            )
        },
        ("lines", 5, "throughput_h"),
    ),
    Fault("line_changes", {"lines": _more("lines", "scrap_share", {1: "0.1"})}, ("lines", 3, "scrap_share")),
    Fault("ramp_up_half", {"lines": _more("lines", "ramp_up_d", {2: "20"})}, ("lines", 3, "ramp_up_d")),
    Fault(
        "ramp_up_start",
        {"lines": _more("lines", "ramp_up_d,ramp_from_share", {3: "20,0.5"})},
        ("lines", 4, "valid_from"),
    ),
    Fault(
        "quality_shares",
        {"lines": ("", _LINES + "assembly,pace,plant,car,600,week,0.6,0.4,2\n" + _SEATS_LAST)},
        ("lines", 2, "scrap_share"),
    ),
    Fault(
        "order_rework",
        {"lines": _more("lines", "rework_share,rework_h", {3: "0.1,2"})},
        ("lines", 4, "rework_share"),
    ),
    Fault(
        "duration_positive",
        {"lines": ("", _LINES + "assembly,pace,plant,car,600,week,,0.4,\n" + _SEATS_LAST)},
        ("lines", 2, "rework_h"),
    ),
    Fault(
        "duration_positive",
        {
            "timetables": _more("timetables", "fleet", {1: "boxes", 2: "boxes"}),
            "fleets": ("", _FLEETS + "boxes,9,9,0\n"),
        },
        ("fleets", 2, "return_h"),
    ),
    Fault("line_changes", {"lines": ("pace,car,500,,week,5", "pace,car,500,,week,6")}, ("lines", 3, "throughput_h")),
    Fault("takt_choice", {"lines": ("seat,,500", "seat,20,500")}, ("lines", 4, "takt_s")),
    Fault("takt_choice", {"lines": ("seat,,500", "seat,,")}, ("lines", 4, "takt_s")),
    Fault("duration_positive", {"lanes": ("constant,700", "constant,0")}, ("lanes", 5, "transit_h")),
    Fault("duration_positive", {"lines": ("500,week,", "500,week,0")}, ("lines", 4, "throughput_h")),
    Fault("duration_p90", {"lanes": ("lognormal,1,2", "lognormal,1,1")}, ("lanes", 2, "transit_p90_h")),
    Fault("duration_p90", {"lanes": ("lognormal,1,2", "lognormal,1,")}, ("lanes", 2, "transit_p90_h")),
    Fault("duration_cv", {"lanes": ("gamma,6,,0.3", "gamma,6,,0")}, ("lanes", 3, "transit_cv")),
    Fault(
        "unmade_item",
        {
            "bills": ("seat,steel,5000", "seat,steel,5000\nseat,foam,1"),
            "items": ("steel,raw", "foam,raw_material,,g,,no,Foam,泡沫\nsteel,raw"),
        },
        ("bills", 4, "input"),
    ),
    Fault(
        "unmade_item",
        {"replenishment": ("shop,steel,seats,mine-shop,order_up_to,1000000,,2000000,2000000", "")},
        ("bills", 3, "input"),
        ("idle_lane",),
    ),
    Fault("unsupplied_input", {"bills": ("car,seat,4", "car,seat,4\ncar,steel,9")}, ("bills", 3, "input")),
    Fault(
        "no_bill",
        {
            "items": ("seat,comp", "van,vehicle,bev,piece,,yes,Van,厢\nseat,comp"),
            "lines": ("pace,car,600", "pace,car;van,600"),
        },
        ("lines", 2, "items"),
        ("line_changes",),
    ),
    Fault(
        "ambiguous_stock",
        {
            "lines": (_SECOND_SEATS, _SECOND_SEATS + "\nsecond,,,plant,pace,car,600,,week,5"),
            "schedule": ("2024-02,300", "2024-02,300\nsecond,car,2024-02,9"),
            "flows": ("sea,1", "sea,1\nsecond,car,market,sea,1"),
        },
        ("replenishment", 2, "line"),
    ),
    Fault(
        "unused_stock",
        {"replenishment": ("shop,steel,seats", "shop,steel,assembly")},
        ("replenishment", 3, "item"),
        ("unsupplied_input",),
    ),
    Fault(
        "unused_stock",
        {"replenishment": ("plant,seat,,", "plant,seat,,shop-plant,reorder_point,40,80,,120\nplant,steel,,")},
        ("replenishment", 3, "item"),
        ("lane_excludes_item", "no_supplier"),
    ),
    Fault(
        "stock_twice",
        {"replenishment": ("plant,seat,,", "plant,seat,assembly,shop-plant,reorder_point,40,80,,120\nplant,seat,,")},
        ("replenishment", 3, "item"),
    ),
    Fault(
        "stock_without", {"replenishment": ("reorder_point,40,80,,120", ",40,80,,120")}, ("replenishment", 2, "policy")
    ),
    Fault(
        "stock_without",
        {"replenishment": (_ONE_ROAD, _TWO_ROADS + _SECOND_ROAD), **_ROADS},
        ("replenishment", 2, "initial"),
    ),
    Fault(
        "stock_disagrees",
        {
            "replenishment": (
                "plant,seat,,shop-plant,reorder_point,40,80,,120",
                _TWO_ROADS + "120" + _SECOND_ROAD + "90",
            ),
            **_ROADS,
        },
        ("replenishment", 3, "initial"),
    ),
    Fault(
        "two_suppliers",
        {
            "replenishment": (_ONE_ROAD, _TWO_ROADS + "120" + _SECOND_ROAD),
            "sites": ("mine,land", "yard,town,component_plant,,,,,,Yard,厂,\nmine,land"),
            "lanes": ("mine-shop,mine", "second,yard,plant,road,20,lognormal,1,2,,1,seat\nmine-shop,mine"),
            "lines": (
                _SECOND_SEATS,
                _SECOND_SEATS + _YARD_LINES,
            ),
            "bills": ("seat,steel,5000\n", ""),
        },
        ("replenishment", 3, "lane"),
        ("unused_stock",),
    ),
    Fault(
        "order_size",
        {"replenishment": _more("replenishment", "minimum_order", {1: "81"})},
        ("replenishment", 2, "order_quantity"),
    ),
    Fault(
        "order_size",
        {"replenishment": _more("replenishment", "order_multiple", {1: "30"})},
        ("replenishment", 2, "order_quantity"),
    ),
    Fault(
        "initial_above_capacity",
        {"replenishment": _more("replenishment", "capacity", {1: "119"})},
        ("replenishment", 2, "initial"),
    ),
    Fault(
        "capacity_stalls",
        {
            "replenishment": (
                "",
                "site,item,line,lane,policy,reorder_point,order_quantity,initial,order_up_to,capacity\n"
                "plant,seat,,shop-plant,reorder_point,40,80,40,,82\n"
                "shop,steel,seats,mine-shop,order_up_to,1000000,,2000000,2000000,\n",
            )
        },
        ("replenishment", 2, "capacity"),
    ),
    Fault("policy_parameter", {"replenishment": ("40,80,,120", "40,,,120")}, ("replenishment", 2, "order_quantity")),
    Fault(
        "policy_levels",
        {"replenishment": ("1000000,,2000000", "2000000,,2000000")},
        ("replenishment", 3, "order_up_to"),
    ),
    Fault(
        "replenishment_lane_end",
        {"replenishment": ("shop-plant", "mine-shop")},
        ("replenishment", 2, "lane"),
        ("idle_lane", "idle_line"),
    ),
    Fault(
        "no_supplier", {"lanes": ("mine-shop,mine", "mine-shop,port")}, ("replenishment", 3, "lane"), ("unmade_item",)
    ),
    Fault(
        "two_suppliers",
        {
            "lines": (_SECOND_SEATS, _OTHER_SHOP),
            "replenishment": (
                "shop,steel,seats,mine-shop,order_up_to,1000000,,2000000,2000000",
                "shop,steel,seats,mine-shop,order_up_to,1000000,,2000000,2000000\nshop,steel,more-seats,mine-shop,order_up_to,1000000,,2000000,2000000",
            ),
        },
        ("replenishment", 2, "lane"),
    ),
    Fault(
        "maker_ring",
        {
            "items": ("steel,raw", "foam,component,,piece,,no,Foam,泡沫\nfoil,component,,piece,,no,Foil,膜\nsteel,raw"),
            "bills": ("seat,steel,5000", "seat,steel,5000\nseat,foam,2\nfoam,foil,1"),
            "sites": ("mine,land", "foamer,town,component_plant,,,,,,Foamer,泡沫厂,\nmine,land"),
            "lines": (_SECOND_SEATS, "seats,,,shop,order,seat;foil,,500,week,\nfoams,,,foamer,order,foam,,900,week,"),
            "lanes": (
                "mine-shop",
                "foamer-shop,foamer,shop,road,9,constant,1,,,1,\nshop-foamer,shop,foamer,road,9,constant,1,,,1,\nmine-shop",
            ),
            "replenishment": (
                "shop,steel",
                "shop,foam,seats,foamer-shop,base_stock,,,9,9\nfoamer,foil,foams,shop-foamer,base_stock,,,9,9\nshop,steel",
            ),
        },
        ("replenishment", 4, "lane"),
    ),
    Fault("lane_excludes_item", {"lanes": ("0.3,1,", "0.3,1,seat")}, ("replenishment", 3, "lane")),
    Fault(
        "timetable_ignored",
        {
            "timetables": (
                "ship,,2024-02-01,port-market,Mon;Thu,08:00,12,500,1",
                "truck,,,mine-shop,Mon,08:00,0,10,1\nship,,2024-02-01,port-market,Mon;Thu,08:00,12,500,1",
            )
        },
        ("replenishment", 3, "lane"),
    ),
    Fault("stock_never_starts", {"replenishment": ("40,80,,120", "40,80,,3")}, ("replenishment", 2, "initial")),
    Fault("stock_may_stall", {"replenishment": ("40,80,,120", "0,81,,120")}, ("replenishment", 2, "item")),
    Fault(
        "stock_may_stall",
        {"replenishment": ("1000000,,2000000,2000000", "-9000,,2000000,2000000")},
        ("replenishment", 3, "item"),
    ),
    Fault(
        "schedule_mode",
        {"schedule": ("assembly,car,2024-02,300", "assembly,car,2024-02,300\nseats,seat,2024-02,3")},
        ("schedule", 4, "line"),
    ),
    Fault(
        "schedule_item",
        {"schedule": ("assembly,car,2024-02,300", "assembly,car,2024-02,300\nassembly,seat,2024-02,3")},
        ("schedule", 4, "item"),
        ("missing_flow",),
    ),
    Fault(
        "schedule_capacity",
        {"schedule": ("2024-01,300", "2024-01,2300"), "demand": ("2024-01,290", "2024-01,2290")},
        ("schedule", 2, "quantity"),
    ),
    Fault(
        "missing_flow",
        {"flows": ("assembly,car,market,sea,1", "")},
        ("schedule", 2, "item"),
        ("demand_without_flow", "unused_route"),
    ),
    Fault(
        "nothing_built",
        {"schedule": ("", "line,item,month,quantity\n"), "demand": ("", "market,item,month,quantity\n")},
        ("schedule", None, ""),
        ("idle_line", "flow_without_demand"),
    ),
    Fault(
        "flow_line",
        {"flows": ("assembly,car,market,sea,1", "assembly,car,market,sea,1\nseats,seat,market,sea,1")},
        ("flows", 3, "line"),
        ("flow_without_demand", "route_start", "route_item"),
    ),
    Fault(
        "flow_item",
        {"flows": ("assembly,car,market,sea,1", "assembly,car,market,sea,1\nassembly,seat,market,sea,1")},
        ("flows", 3, "item"),
        ("flow_without_demand", "route_item"),
    ),
    Fault(
        "not_a_market",
        {"sites": ("market,land,market", "market,land,port")},
        ("demand", 2, "market"),
        ("not_a_market",),
    ),
    Fault(
        "flow_without_demand",
        {
            "demand": ("", "market,item,month,quantity\nport,car,2024-01,600\n"),
            "sites": ("port,town,port", "port,town,market"),
            "routes": ("sea,1", "near,1,plant-port,\nsea,1"),
            "flows": ("sea,1", "sea,1\nassembly,car,port,near,1"),
        },
        ("flows", 2, "market"),
    ),
    Fault(
        "demand_without_flow",
        {"demand": ("2024-02,310", "2024-02,310\nport,car,2024-01,9"), "sites": ("port,town,port", "port,town,market")},
        ("demand", 4, "market"),
    ),
    Fault(
        "demand_not_vehicle",
        {"demand": ("2024-02,310", "2024-02,310\nmarket,seat,2024-01,9")},
        ("demand", 4, "item"),
        ("demand_without_flow",),
    ),
    Fault("demand_far", {"demand": ("2024-01,290", "2024-01,29")}, ("demand", 2, "item")),
    Fault("route_step", {"routes": ("sea,3,port-market,", "sea,3,port-market,loading")}, ("routes", 4, "lane")),
    Fault("route_positions", {"routes": ("sea,3", "sea,4")}, ("routes", 4, "position")),
    Fault(
        "route_first_lane",
        {
            "routes": ("sea,1,plant-port,", "sea,1,,yard"),
            "terminals": ("loading,port", "yard,plant,loading,unit,1,week,1\nloading,port"),
        },
        ("routes", 2, "terminal"),
        ("route_gap", "idle_lane"),
    ),
    Fault(
        "route_gap",
        {
            "routes": ("sea,2,,loading\n", "sea,2,,yard\n"),
            "terminals": ("loading,port", "yard,plant,loading,unit,1,week,1\nloading,port"),
        },
        ("routes", 3, "terminal"),
        ("route_gap", "idle_terminal"),
    ),
    Fault(
        "route_start",
        {"routes": ("sea,1,plant-port,\nsea,2,,loading\nsea,3", "sea,1")},
        ("flows", 2, "route"),
        ("idle_lane", "idle_terminal"),
    ),
    Fault("route_end", {"routes": ("sea,3,port-market,\n", "")}, ("flows", 2, "route"), ("idle_lane",)),
    Fault("route_item", {"lanes": (",10,car", ",10,seat")}, ("flows", 2, "route")),
    Fault("unused_route", {"routes": ("sea,1", "land,1,plant-port,\nsea,1")}, ("routes", 2, "route")),
    Fault(
        "service_changes_lane",
        {"timetables": ("2024-02-01,,port-market", "2024-02-01,,plant-port")},
        ("timetables", 3, "lane"),
    ),
    Fault(
        "service_changes_fleet",
        {"timetables": _more("timetables", "fleet", {1: "boxes"}), "fleets": ("", _FLEETS + "boxes,9,9,5\n")},
        ("timetables", 3, "fleet"),
    ),
    Fault("idle_fleet", {"fleets": ("", _FLEETS + "boxes,9,9,5\n")}, ("fleets", 2, "fleet")),
    Fault(
        "fleet_below_minimum",
        {
            "timetables": (
                "",
                "service,lane,weekdays,departs,capacity_units,minimum_units,fleet\nship,port-market,Mon;Thu;Fri,08:00,500,82,boxes\n",
            ),
            "fleets": ("", _FLEETS + "boxes,9,9,5\n"),
        },
        ("timetables", 2, "minimum_units"),
    ),
    Fault("load_timetable", {"lanes": _more("lanes", "load_wait_h", {4: "5"})}, ("lanes", 5, "load_wait_h")),
    Fault("load_timetable", {"lanes": _more("lanes", "mixed", {4: "no"})}, ("lanes", 5, "mixed")),
    Fault("minimum_above_capacity", {"timetables": ("500,1", "500,501")}, ("timetables", 2, "minimum_units")),
    Fault("nothing_to_cancel", {"departures": ("2024-01-04", "2024-01-05")}, ("departures", 2, "date")),
    Fault(
        "service_capacity",
        {"timetables": ("", _FEW_SHIPS)},
        ("timetables", 2, "lane"),
    ),
    Fault(
        "small_orders",
        {"replenishment": ("order_up_to,1000000,,2000000", "reorder_point,1000000,5,")},
        ("replenishment", 3, "order_quantity"),
    ),
    Fault("yard_below_load", {"sites": (",100,", ",9,")}, ("sites", 2, "yard_units")),
    Fault(
        "yard_below_load",
        {
            "sites": (",100,", ",18,"),
            "lanes": ("", textwrap.dedent(_more("lanes", "mixed", {3: "no"})[1]).replace("10,car", "10,car;van")),
            **_VANS,
        },
        ("sites", 2, "yard_units"),
    ),
    Fault(
        "idle_lane", {"lanes": ("mine-shop", "spare,mine,shop,road,9,constant,1,,,1,\nmine-shop")}, ("lanes", 3, "lane")
    ),
    Fault(
        "idle_terminal",
        {"terminals": ("loading,port", "spare,port,loading,unit,1,week,1\nloading,port")},
        ("terminals", 2, "terminal"),
    ),
    Fault(
        "idle_line",
        {"lines": (_SECOND_SEATS, _SECOND_SEATS + "\nspare,,,port,order,steel,,500,week,")},
        ("lines", 5, "line"),
    ),
    Fault(
        "outside_horizon",
        {"schedule": ("2024-02,300", "2024-02,300\nassembly,car,2024-03,1")},
        ("schedule", 4, "month"),
    ),
    Fault("outside_horizon", {"departures": ("2024-01-05", "2023-12-26")}, ("departures", 3, "date")),
    Fault(
        "outside_horizon",
        {"disruptions": ("2024-01-10 08:00,2024-01-12", "2025-01-10 08:00,2025-01-12")},
        ("disruptions", 2, "starts"),
    ),
    Fault(
        "disruption_kind",
        {"disruptions": ("", _DISRUPTIONS + "d,line,assembly,,,,,,,\n")},
        ("disruptions", 2, "disruption"),
    ),
    Fault(
        "disruption_kind",
        {"disruptions": ("", _DISRUPTIONS + "d,line,assembly,2024-01-10 08:00,2024-01-12 08:00,9,1,,,\n")},
        ("disruptions", 2, "disruption"),
    ),
    Fault(
        "disruption_part",
        {"disruptions": ("", _DISRUPTIONS + "d,line,assembly,2024-01-10 08:00,,,,,,\n")},
        ("disruptions", 2, "ends"),
    ),
    Fault(
        "disruption_part",
        {"disruptions": ("", _DISRUPTIONS + "d,line,assembly,,,9,,,,\n")},
        ("disruptions", 2, "mean_days_to_repair"),
    ),
    Fault(
        "disruption_part",
        {"disruptions": ("", _DISRUPTIONS + "d,line,assembly,,,9,1,,,\ne,line,assembly,,,,,d,3,\n")},
        ("disruptions", 3, "lasts_h"),
    ),
    Fault(
        "disruption_ring",
        {"disruptions": ("", _DISRUPTIONS + "d,line,assembly,,,,,e,,2\ne,line,assembly,,,,,d,3,4\n")},
        ("disruptions", 2, "after"),
    ),
    Fault(
        "service_slowdown",
        {"disruptions": ("terminal,loading", "service,ship")},
        ("disruptions", 2, "factor"),
    ),
    Fault("disruption_target", {"disruptions": ("loading", "laoding")}, ("disruptions", 2, "target")),
    Fault("statistic_without_basis", {"facts": ("bureau,300", ",300")}, ("facts", 2, "basis")),
    Fault("fact_without_value", {"facts": ("bureau,300", "bureau,")}, ("facts", 2, "value")),
    Fault("reversed_range", {"facts": ("290,310", "310,290")}, ("facts", 3, "value_high")),
    Fault("unknown_indicator", {"facts": ("F1,output,", "F1,ouput,")}, ("facts", 2, "indicator")),
    Fault("revision_scope", {"facts": (_F2, _REVISED.replace("2024-01-31", "2024-01-30") + _F2)}, _IN_REVISION),
    Fault("revision_scope", {"facts": (_F2, _REVISED.replace("vehicles", "cars") + _F2)}, _IN_UNIT, ("mixed_units",)),
    Fault("negative_count", {"facts": ("300,,,vehicles", "-300,,,vehicles")}, ("facts", 2, "value")),
    Fault("undated_revision", {"facts": (_F2, _REVISED.replace("2024-03-01", "") + _F2)}, ("facts", 3, "published_on")),
    Fault("facts_disagree", {"facts": (_F2, _REVISED.replace("F1", "F3") + _F2)}, ("facts", 3, "value")),
    Fault("mixed_units", {"facts": ("290,310,vehicles", "290,310,cars")}, ("facts", 3, "unit")),
    Fault("claim_without_figure", {"claims": ("", _CLAIM + "C1,output,,reported,\n")}, ("claims", 2, "value_en")),
    Fault("mixed_units", {"facts": ("300,,,vehicles", "300,,,10k vehicles")}, ("facts", 2, "unit")),
    Fault("claim_unit", {"claims": ("", _STATED + "C1,output,5,reported,10k vehicles\n")}, ("claims", 2, "unit")),
    Fault("claim_member", {"claims": ("", _CLAIM + "C1,sites,,structure,makes=car\n")}, ("claims", 2, "members")),
    Fault("unknown_indicator", {"claims": ("", _CLAIM + "C1,ouput,5,reported,\n")}, ("claims", 2, "indicator")),
    Fault("derived_without_facts", {"facts": (_MORE_FACTS, "derived,F1 again,")}, ("facts", 3, "derived_from")),
    Fault(
        "after_as_of",
        {
            "facts": ("2024-03-10", "2024-04-10"),
            "schedule": (
                "quantity\nassembly,car,2024-01,300\nassembly,car,2024-02,300",
                "quantity,derived_from\nassembly,car,2024-01,300,F1\nassembly,car,2024-02,300,F1;F2",
            ),
        },
        ("schedule", 3, "derived_from"),
    ),
    Fault("fact_cycle", {"facts": ("published,Yearbook,", "published,Yearbook,F2")}, ("facts", 2, "derived_from")),
)
