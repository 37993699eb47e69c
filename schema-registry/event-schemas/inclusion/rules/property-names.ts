import { accepts } from '../accepts.ts';
import { isEmpty } from '../empty.ts';
import { otherPropertyNodes, patternsOf, propertyNodes } from '../parts.ts';
import { type InclusionRule, problemAt, type Question, shown } from '../rule.ts';
import { below, rootOf, type SchemaNode } from '../schema-node.ts';
import { declaredNames } from '../shapes.ts';

const ID = 'event/property-names';
/** What a name is. */
const TEXT = rootOf({ side: 'name', root: { type: 'string' } });

function checkDeclared(question: Question, names: SchemaNode) {
  return declaredNames(question.shape)
    .filter((name) => !isEmpty(propertyNodes(question.shape.nodes, name)) && !accepts(names, name))
    .map((name) =>
      problemAt(
        ID,
        question,
        'propertyNames',
        `a property ${shown(name)} may be written, and its name is not accepted`,
      ),
    );
}

/** Names that are not declared: all that the writer's own `propertyNames` accepts. */
function checkOthers({ shape, proof }: Question, names: SchemaNode) {
  const isClosed = isEmpty(otherPropertyNodes(shape.nodes));
  if (isClosed && shape.nodes.every((node) => patternsOf(node).length === 0)) return [];
  const written = shape.nodes.flatMap((node) => below(node, 'propertyNames') ?? []);
  const problems = proof.inside(shape, [...written, TEXT], names);
  return problems.map((problem) => ({ ...problem, rule: ID, message: `as a name, ${problem.message}` }));
}

/** `propertyNames`: every name that may be written is accepted. */
export const propertyNames: InclusionRule = {
  id: ID,
  keywords: ['propertyNames'],
  type: 'object',
  why: 'An object with a property of a name that is not accepted is refused.',
  check: (question) => {
    const names = below(question.reader, 'propertyNames');
    return names ? [...checkDeclared(question, names), ...checkOthers(question, names)] : [];
  },
};
