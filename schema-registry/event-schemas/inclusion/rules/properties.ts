import { isEmpty } from '../empty.ts';
import { otherPropertyNodes, patternsOf, propertyNodes } from '../parts.ts';
import { type InclusionRule, type Problem, problemAt, type Question } from '../rule.ts';
import { below, type SchemaNode } from '../schema-node.ts';
import { declaredNames } from '../shapes.ts';

const ID = 'event/additional-properties';

/** Properties that are alike to the writer: with a pattern in common, or named by nothing. */
interface Others {
  readonly pattern?: string;
  readonly schemas: readonly SchemaNode[];
}

const closed = (question: Question, message: string): Problem =>
  problemAt(
    ID,
    question,
    'additionalProperties',
    `${message} may be written, and no such property is accepted`,
  );

function checkNamed(question: Question, name: string): readonly Problem[] {
  const { reader, shape, proof } = question;
  const written = propertyNodes(shape.nodes, name);
  if (isEmpty(written)) return [];
  return propertyNodes([reader], name).flatMap((read) =>
    read.schema === false ? closed(question, `"${name}"`) : proof.inside(shape, written, read),
  );
}

function othersOf({ shape }: Question): Others[] {
  const patterned = shape.nodes.flatMap((node) =>
    patternsOf(node).map((pattern) => ({
      pattern,
      schemas: [below(node, 'patternProperties', pattern)].filter((part) => part !== undefined),
    })),
  );
  return [{ schemas: otherPropertyNodes(shape.nodes) }, ...patterned].filter(
    ({ schemas }) => !isEmpty(schemas),
  );
}

/** What the reader says of such properties: by its patterns, which may match unless it is known, and of all others. */
function readOf({ reader, shape }: Question, { pattern }: Others): SchemaNode[] {
  const written = new Set(shape.nodes.flatMap(patternsOf));
  const patterns = patternsOf(reader).filter(
    (read) => read === pattern || pattern !== undefined || !written.has(read),
  );
  const isPatterned = pattern !== undefined && patternsOf(reader).includes(pattern);
  return [
    ...patterns.map((read) => below(reader, 'patternProperties', read)),
    isPatterned ? undefined : below(reader, 'additionalProperties'),
  ].filter((part) => part !== undefined);
}

const checkOthers = (question: Question, others: Others): readonly Problem[] =>
  readOf(question, others).flatMap((read) =>
    read.schema === false
      ? closed(question, others.pattern ? `properties like ${others.pattern}` : 'properties of any name')
      : question.proof.inside(question.shape, others.schemas, read),
  );

/**
 * `properties`, `patternProperties`, `additionalProperties`: each property that may be written is accepted under its
 * name. A closed reader (`additionalProperties: false`) accepts no property that it does not name; an open writer may
 * have written any.
 */
export const properties: InclusionRule = {
  id: ID,
  keywords: ['properties', 'patternProperties', 'additionalProperties'],
  type: 'object',
  why: 'A closed object with a property that is not declared is refused; one that was written freely may not fit.',
  check: (question) => {
    const { reader, shape } = question;
    const names = new Set([...declaredNames({ nodes: [reader] }), ...declaredNames(shape)]);
    return [
      ...[...names].flatMap((name) => checkNamed(question, name)),
      ...othersOf(question).flatMap((others) => checkOthers(question, others)),
    ];
  },
};
