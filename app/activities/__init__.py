"""Activities: what was done for the movement beside classes and pledges, and what inspections found.

An *activity* is a launch, a broadcast of the loudspeakers, an article, a contest, a day of digital learning, a visit
from door to door; an *inspection* looks at a hamlet or unit and writes down what was done, what must be mended until
when, and the good examples. People reached and visits (người, lượt) always stand together. The slice stands above
commitments and training, since a launch has its signing of commitments and the page of a team tells what it did in
both.
"""
