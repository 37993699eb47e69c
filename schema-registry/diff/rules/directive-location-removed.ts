import { executableLocations } from '../executable-directives.ts';
import { kept } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

export const directiveLocationRemoved: DiffRule = {
  id: 'diff/directive-location-removed',
  severity: 'breaking',
  why: 'operations that use it there are refused',
  fix: 'keep the location until no operation uses it there',
  find: ({ directives }) =>
    kept(directives).flatMap(({ coordinate, before, after }) =>
      executableLocations(before)
        .filter((location) => !after.locations.includes(location))
        .map((location) => ({ coordinate, message: `it may no longer stand on ${location}` })),
    ),
};
