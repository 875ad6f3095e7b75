"""The demonstration's settings with a made-up language whose words are 40 % longer, and the same from right to left."""

import os
from pathlib import Path

from rounds.settings import *  # noqa: F403
from rounds.settings import LANGUAGES, LOCALE_PATHS

LANGUAGES = [*LANGUAGES, ("qps", "Pseudo"), ("qpr", "Pseudo, right to left")]
LANGUAGES_BIDI = ["ar", "fa", "he", "qpr"]
LOCALE_PATHS = [*LOCALE_PATHS, Path(os.environ["ROUNDS_PSEUDO_LOCALE"])]
