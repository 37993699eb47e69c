import { isEmpty } from '../empty.ts';
import { type InclusionRule, problemAt } from '../rule.ts';
import { members } from '../schema-node.ts';
import { nearestOf } from './any-of.ts';

const ID = 'event/one-of';

/** `oneOf`: proven when one of them accepts the whole part and none of the others any of it. */
export const oneOf: InclusionRule = {
  id: ID,
  keywords: ['oneOf'],
  why: 'A value that none of the schemas accepts, or more than one, is refused.',
  check: (question) => {
    const { reader, shape, proof } = question;
    const possible = members(reader, 'oneOf').filter((part) => !isEmpty([...shape.nodes, part]));
    const branches = possible.map((part) => proof.here(shape, part));
    const accepted = branches.some((problems) => problems.length === 0);
    if (accepted && possible.length === 1) return [];
    const many = `more than one of the schemas may accept what may be written, and exactly one has to`;
    if (accepted) return [problemAt(ID, question, 'oneOf', many)];
    const none = `no single one of the schemas accepts every ${shape.type} that may be written`;
    return nearestOf(ID, branches, problemAt(ID, question, 'oneOf', none));
  },
};
