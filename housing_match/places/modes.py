"""The modes of public transport that a timetable is read for, and how far people walk to their stops."""

BUS, METRO, RAIL, TRAM = "bus", "metro", "rail", "tram"
BUS_REACH_METRES, RAIL_REACH_METRES = 640, 960
"""Metres on foot to a bus stop, and to a stop of any other mode: the catchments of TfL's PTAL method."""
