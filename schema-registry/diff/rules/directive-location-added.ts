import { executableLocations } from '../executable-directives.ts';
import { kept } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

export const directiveLocationAdded: DiffRule = {
  id: 'diff/directive-location-added',
  severity: 'safe',
  why: 'no operation uses it there',
  find: ({ directives }) =>
    kept(directives).flatMap(({ coordinate, before, after }) =>
      executableLocations(after)
        .filter((location) => !before.locations.includes(location))
        .map((location) => ({ coordinate, message: `it may stand on ${location}` })),
    ),
};
