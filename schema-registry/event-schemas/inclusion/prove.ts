import type { Json } from 'platform/kernel/json';
import { inhabited } from './empty.ts';
import type { Problem, Proof } from './rule.ts';
import { RULES } from './rules.ts';
import { canonical, hasKeywords, rootOf, type SchemaNode } from './schema-node.ts';
import { type Shape, shapesOf } from './shapes.ts';
import { Unprovable } from './unprovable.ts';
import { refusedValues } from './values.ts';

/** Comparisons of a part with a schema, in one proof. */
const MAX_STEPS = 20_000;
/** Schemas within schemas. */
const MAX_DEPTH = 200;

/**
 * What keeps the reader's schema from accepting all that the writer's accepts; nothing: it is proven to. Sound: what
 * cannot be proven is a problem too. Both are JSON Schemas of draft 2020-12.
 */
export function inclusionProblems(reader: Json, writer: Json): readonly Problem[] {
  if (canonical(reader) === canonical(writer)) return [];
  try {
    const proof = createProof();
    const start = { type: 'object', integer: false, nodes: [], pointer: '' } as const;
    return distinct(
      proof.inside(
        start,
        [rootOf({ side: 'writer', root: writer })],
        rootOf({ side: 'reader', root: reader }),
      ),
    );
  } catch (error) {
    if (!(error instanceof Unprovable)) throw error;
    return [
      { rule: 'event/unproven', message: `cannot be proven: ${error.message}`, writer: '', reader: '' },
    ];
  }
}

function createProof(): Proof {
  let steps = 0;
  const assumed = new Set<string>();
  let depth = 0;

  const here = (shape: Shape, reader: SchemaNode): readonly Problem[] => {
    steps += 1;
    if (steps > MAX_STEPS) throw new Unprovable('too many cases');
    if (depth > MAX_DEPTH) throw new Unprovable('too deep');
    depth += 1;
    const problems = compare(shape, reader, proof);
    depth -= 1;
    return problems;
  };

  /**
   * A question that is asked again on the way to its own answer is taken as answered with yes: what it is about lies
   * deeper in the document each time, and no document is endless.
   */
  const inside = (
    { pointer }: Shape,
    writer: readonly SchemaNode[],
    reader: SchemaNode,
  ): readonly Problem[] => {
    const key = [...writer, reader].map((node) => node.document.side + node.pointer).join(' ');
    if (assumed.has(key)) return [];
    assumed.add(key);
    const shapes = inhabited(shapesOf(writer, writer[0]?.pointer ?? pointer));
    const problems = shapes.flatMap((shape) => here(shape, reader));
    assumed.delete(key);
    return problems;
  };

  const proof: Proof = { here, inside };
  return proof;
}

function compare(shape: Shape, reader: SchemaNode, proof: Proof): readonly Problem[] {
  if (shape.values) return refusedValues(shape, shape.values, reader);
  if (!hasKeywords(reader)) return reader.schema === false ? [nothingAccepted(shape, reader)] : [];
  const rules = RULES.filter(
    ({ keywords, type }) =>
      (!type || type === shape.type) && keywords.some((keyword) => reader.schema[keyword] !== undefined),
  );
  return rules.flatMap((rule) => rule.check({ reader, shape, proof }));
}

const nothingAccepted = (shape: Shape, reader: SchemaNode): Problem => ({
  rule: 'event/false',
  message: `${shape.type} may be written, and nothing is accepted here`,
  writer: shape.pointer,
  reader: reader.pointer,
});

const distinct = (problems: readonly Problem[]): Problem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
];
