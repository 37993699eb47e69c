import type { QueryResolvers } from '../../generated/resolvers.ts';
import { parseSubjectId } from '../parse.ts';

export const actor: QueryResolvers['actor'] = (_parent, { id }) => ({
  id: parseSubjectId(id, ['id']),
});
