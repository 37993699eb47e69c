import fc from 'fast-check';
import type { Json } from 'platform/kernel/json';

const leaf = fc.constantFrom<Json>(
  '',
  'a',
  'ab',
  'b',
  'ccc',
  'cc',
  -1,
  0,
  1,
  1.5,
  2,
  3,
  4,
  8,
  true,
  false,
  null,
);

/** Of the same few names and values as the schemas. */
export const randomDocument: fc.Arbitrary<Json> = fc.letrec<{ node: Json }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    leaf,
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'cc', 'ab', 'd'), tie('node'), { maxKeys: 4 }),
  ),
})).node;
