import { type InclusionRule, problemAt, shown } from '../rule.ts';
import { referenced } from '../schema-node.ts';

const ID = 'event/reference';

/** `$ref`: what it leads to. Only places in the same schema are followed. */
export const reference: InclusionRule = {
  id: ID,
  keywords: ['$ref'],
  why: 'A schema that cannot be found cannot be compared.',
  check: (question) => {
    const { reader, shape, proof } = question;
    const target = referenced(reader);
    if (target) return proof.here(shape, target);
    return [problemAt(ID, question, '$ref', `${shown(reader.schema.$ref)} leads to no place in the schema`)];
  },
};
