from rounds.training.coursefiles.html import to_html, to_inline_html
from rounds.training.coursefiles.shapes import *
