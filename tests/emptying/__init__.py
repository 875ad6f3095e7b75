"""Lets a test on a live server empty the database afterwards, which the trail's triggers refuse."""
