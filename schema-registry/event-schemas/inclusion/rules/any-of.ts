import { type InclusionRule, type Problem, problemAt } from '../rule.ts';
import { members } from '../schema-node.ts';

const ID = 'event/any-of';

/** What is wrong with the branch that is nearest, told as a problem of the whole. */
export function nearestOf(
  rule: string,
  branches: readonly (readonly Problem[])[],
  problem: Problem,
): Problem[] {
  const [nearest] = [...branches].sort((a, b) => a.length - b.length);
  const reasons = (nearest ?? []).map(({ message }) => message).join('; ');
  return [{ ...problem, rule, message: `${problem.message}; of the nearest: ${reasons}` }];
}

/** `anyOf`: proven when one of them accepts the whole part. */
export const anyOf: InclusionRule = {
  id: ID,
  keywords: ['anyOf'],
  why: 'A value that none of the schemas accepts is refused.',
  check: (question) => {
    const { reader, shape, proof } = question;
    const branches = members(reader, 'anyOf').map((part) => proof.here(shape, part));
    if (branches.some((problems) => problems.length === 0)) return [];
    const problem = problemAt(
      ID,
      question,
      'anyOf',
      `no single one of the schemas accepts every ${shape.type} that may be written`,
    );
    return nearestOf(ID, branches, problem);
  },
};
