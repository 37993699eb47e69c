import type { Choices } from '../choices.ts';
import { oddValue } from './odd-values.ts';
import type { Place } from './places.ts';

const MAX_ERRORS = 3;
const WHOLE_RATE = 0.1;
const SINGLE_RATE = 0.3;
const LONG_PATH = Array.from({ length: 5_000 }, (_, index) => (index % 2 === 0 ? 'f0' : index));

const STEPS = [99, -1, 1.5, 'f0', '__proto__', '@', '', null, {}, ['f0']];
const CODES: readonly unknown[] = ['NOT_FOUND', 'UNHEARD_OF', 7, null, {}];

/** Whatever may stand in an answer as its errors. */
export function oddErrors(c: Choices, places: readonly Place[]): unknown {
  if (c.chance(WHOLE_RATE)) return oddValue(c);
  return Array.from({ length: 1 + c.below(MAX_ERRORS) }, () =>
    c.chance(SINGLE_RATE) ? oddValue(c) : oddError(c, places),
  );
}

function oddError(c: Choices, places: readonly Place[]): object {
  return {
    message: c.chance(0.8) ? 'odd' : oddValue(c),
    path: oddPath(c, places),
    ...(c.chance(0.4) && { extensions: c.chance(0.5) ? { code: c.pick(CODES) } : oddValue(c) }),
    ...(c.chance(0.2) && { locations: oddValue(c) }),
  };
}

/** Of something there, of something not there, or nothing of the kind. */
function oddPath(c: Choices, places: readonly Place[]): unknown {
  const { path } = c.pick(places);
  const [, ...known] = path;
  switch (c.below(5)) {
    case 0:
      return known;
    case 1:
      return [...known, c.pick(STEPS)];
    case 2:
      return [c.pick(STEPS), ...known];
    case 3:
      return [...known, ...LONG_PATH];
    default:
      return oddValue(c);
  }
}
