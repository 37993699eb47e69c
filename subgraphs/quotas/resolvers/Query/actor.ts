import type { QueryResolvers } from '../../generated/resolvers.ts';
import { parseSubject } from '../parse.ts';

export const actor: QueryResolvers['actor'] = (_parent, { id }) => ({
  id: parseSubject({ kind: 'ACTOR', id }).id,
});
