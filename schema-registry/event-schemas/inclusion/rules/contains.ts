import { atLeast, longest } from '../bounds.ts';
import { type InclusionRule, problemAt, type Question } from '../rule.ts';
import { sameWords } from '../schema-node.ts';

const ID = 'event/contains';

const limitsOf = (schema: Readonly<Record<string, unknown>>) => ({
  least: Number(schema.minContains ?? 1),
  most: Number(schema.maxContains ?? Number.POSITIVE_INFINITY),
});

/** The writer says the same of its elements, and no less of their number. */
function isSaid({ reader, shape }: Question): boolean {
  const read = limitsOf(reader.schema);
  return shape.nodes.some(({ schema }) => {
    const written = limitsOf(schema);
    const isAlike =
      schema.contains !== undefined && sameWords(schema.contains, reader.schema.contains ?? true);
    return isAlike && written.least >= read.least && written.most <= read.most;
  });
}

/** Every element is one of those asked for. */
function isOfAll({ reader, shape }: Question): boolean {
  const { least, most } = limitsOf(reader.schema);
  const all =
    reader.schema.contains === true ||
    shape.nodes.some(
      ({ schema: { items = true, prefixItems } }) =>
        prefixItems === undefined && sameWords(items, reader.schema.contains ?? true),
    );
  const enough = least === 0 || (all && atLeast(shape, 'minItems') >= least);
  return enough && longest(shape) <= most;
}

/** `contains`, `minContains`, `maxContains`: proven when the writer says the same, or of all its elements. */
export const contains: InclusionRule = {
  id: ID,
  keywords: ['contains'],
  type: 'array',
  why: 'A list without the elements it has to contain, or with too many of them, is refused.',
  check: (question) =>
    isSaid(question) || isOfAll(question)
      ? []
      : [
          problemAt(
            ID,
            question,
            'contains',
            'cannot be proven to contain what is expected, and no more of it',
          ),
        ],
};
