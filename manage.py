#!/usr/bin/env python
from rounds.command import main

main()
