import type { QueryResolvers } from '../../generated/resolvers.ts';
import { verifyAuditTrail as verify } from '../../use-cases/verifyAuditTrail.ts';

export const verifyAuditTrail: QueryResolvers['verifyAuditTrail'] = (
  _parent,
  { ledgerId, after },
  { services, actor },
) => verify(services, { actor }, ledgerId, after);
