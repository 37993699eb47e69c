import type { InclusionRule } from '../rule.ts';
import { members } from '../schema-node.ts';

/** `allOf`: each of them. */
export const allOf: InclusionRule = {
  id: 'event/all-of',
  keywords: ['allOf'],
  why: 'A value that one of the schemas does not accept is refused.',
  check: ({ reader, shape, proof }) => members(reader, 'allOf').flatMap((part) => proof.here(shape, part)),
};
