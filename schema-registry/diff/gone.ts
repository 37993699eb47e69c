import type { ApiSchema } from './api-schema.ts';
import type { Change } from './rule.ts';

/** The change of an element that clients no longer see. */
export const gone = (what: string, coordinate: string, { isDefined }: ApiSchema): Change => ({
  coordinate,
  message: `${what} ${isDefined(coordinate) ? 'is @inaccessible now' : 'was removed'}`,
  removed: true,
});
