"""The three solvers alone, each as a project would set it up that has only that one: vehicles first by a high price for each."""

from datetime import timedelta

import numpy as np
import vroom
from ortools.constraint_solver import pywrapcp, routing_enums_pb2
from pyvrp import Model
from pyvrp.stop import MaxRuntime

from bench.runs_pdptw import Instance, Routes

FINE = 10_000
A_CAR = 10_000 * FINE


def _table(instance: Instance) -> np.ndarray:
    """Distances, rounded up, so that what keeps the windows in whole numbers keeps them in fractions."""
    span = range(len(instance.rows))
    return np.array([[int(np.ceil(instance.distance(a, b) * FINE)) for b in span] for a in span], dtype=np.int64)


def _times(instance: Instance, number: int) -> tuple[int, int, int]:
    row = instance.rows[number]
    return int(row[4] * FINE), int(row[5] * FINE), int(row[6] * FINE)


def pyvrp(instance: Instance, seconds: float) -> Routes:
    """PyVRP as it comes, with a price for each vehicle."""
    model, table = Model(), _table(instance)
    places = [model.add_location(row[1], row[2]) for row in instance.rows]
    depot = model.add_depot(places[0])
    late = _times(instance, 0)[1]
    model.add_vehicle_type(
        instance.vehicles, [instance.capacity], depot, depot, fixed_cost=A_CAR, tw_early=0, tw_late=late
    )
    for one, place in enumerate(places):
        for two, other in enumerate(places):
            if one != two:
                model.add_edge(place, other, int(table[one, two]), int(table[one, two]))
    for pick, to in instance.pairs:
        demand = [int(instance.rows[pick][3])]
        model.add_shipment(places[pick], places[to], *_times(instance, pick), *_times(instance, to), demand)
    result = model.solve(MaxRuntime(seconds), seed=1, display=False)
    if not result.is_feasible():
        raise ValueError("no plan")
    return [
        [instance.pairs[one.idx][0 if one.is_pickup() else 1] for one in route.schedule() if one.is_shipment()]
        for route in result.best.routes()
    ]


def pyvroom(instance: Instance, seconds: float) -> Routes:
    """VROOM at its deepest, on two threads."""
    problem = vroom.Input()
    problem.set_durations_matrix("car", _table(instance).astype(np.uint32))

    def windows(number: int) -> list[vroom.TimeWindow]:
        early, late, _ = _times(instance, number)
        return [vroom.TimeWindow(early, late)]

    for number in range(instance.vehicles):
        costs = vroom.VehicleCosts(fixed=A_CAR)
        problem.add_vehicle(
            vroom.Vehicle(
                number + 1, start=0, end=0, capacity=[instance.capacity], time_window=windows(0)[0], costs=costs
            )
        )
    for pick, to in instance.pairs:
        ends = [
            vroom.ShipmentStep(at, at, default_service=_times(instance, at)[2], time_windows=windows(at))
            for at in (pick, to)
        ]
        problem.add_shipment(*ends, amount=vroom.Amount([int(instance.rows[pick][3])]))
    found = problem.solve(exploration_level=5, nb_threads=2, timeout=timedelta(seconds=seconds)).routes
    stops = found[found.type.isin(["pickup", "delivery"])]
    return [[int(number) for number in group.id] for _, group in stops.groupby("vehicle_id")]


def ortools(instance: Instance, seconds: float) -> Routes:
    """OR-Tools with parallel cheapest insertion and guided local search."""
    manager = pywrapcp.RoutingIndexManager(len(instance.rows), instance.vehicles, 0)
    model, table = pywrapcp.RoutingModel(manager), _table(instance)
    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitMatrix(table.tolist()))
    model.SetFixedCostOfAllVehicles(A_CAR)
    service = np.array([_times(instance, n)[2] for n in range(len(instance.rows))])
    late = _times(instance, 0)[1]
    model.AddDimension(model.RegisterTransitMatrix((table + service[:, None]).tolist()), late, late, False, "time")
    model.AddDimension(
        model.RegisterUnaryTransitVector([int(row[3]) for row in instance.rows]), 0, instance.capacity, True, "load"
    )
    time = model.GetDimensionOrDie("time")
    for number in range(1, len(instance.rows)):
        early, latest, _ = _times(instance, number)
        time.CumulVar(manager.NodeToIndex(number)).SetRange(early, latest)
    for pick, to in instance.pairs:
        one, two = manager.NodeToIndex(pick), manager.NodeToIndex(to)
        model.AddPickupAndDelivery(one, two)
        model.solver().Add(model.VehicleVar(one) == model.VehicleVar(two))
        model.solver().Add(time.CumulVar(one) <= time.CumulVar(two))
    how = pywrapcp.DefaultRoutingSearchParameters()
    how.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    how.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    how.time_limit.FromMilliseconds(int(seconds * 1000))
    found = model.SolveWithParameters(how)
    if not found:
        raise ValueError("no plan")
    routes = []
    for vehicle in range(instance.vehicles):
        at, route = model.Start(vehicle), []
        while not model.IsEnd(at):
            route += [manager.IndexToNode(at)] if manager.IndexToNode(at) else []
            at = found.Value(model.NextVar(at))
        routes.append(route)
    return routes


PEERS = {"pyvrp": pyvrp, "pyvroom": pyvroom, "ortools": ortools}
