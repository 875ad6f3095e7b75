"""Rehearsals as data: reads and writes their files, marks an answer, plays the script, and checks that every path can be played."""
