import { atLeast, atMost } from '../bounds.ts';
import { patternsOf } from '../parts.ts';
import { type InclusionRule, problemAt } from '../rule.ts';
import { declaredNames, requiredNames, type Shape } from '../shapes.ts';

const ID = 'event/property-count';

/** A closed object has at most the properties it names. */
function most(shape: Shape): number {
  const closed = shape.nodes.filter(
    (node) => node.schema.additionalProperties === false && patternsOf(node).length === 0,
  );
  return Math.min(
    atMost(shape, 'maxProperties'),
    ...closed.map((node) => declaredNames({ nodes: [node] }).length),
  );
}

/** `minProperties` and `maxProperties`. */
export const propertyCount: InclusionRule = {
  id: ID,
  keywords: ['minProperties', 'maxProperties'],
  type: 'object',
  why: 'An object with too few or too many properties is refused.',
  check: (question) => {
    const { reader, shape } = question;
    const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = reader.schema;
    const fewest = Math.max(atLeast(shape, 'minProperties'), requiredNames(shape).size);
    return [
      ...(fewest < Number(minProperties)
        ? [
            problemAt(
              ID,
              question,
              'minProperties',
              `${fewest} properties may be written, and ${minProperties} is the minimum`,
            ),
          ]
        : []),
      ...(most(shape) > Number(maxProperties)
        ? [
            problemAt(
              ID,
              question,
              'maxProperties',
              `more properties may be written than ${maxProperties}, the maximum`,
            ),
          ]
        : []),
    ];
  },
};
