import { requireScope } from 'platform/auth/scopes';
import type { QueryResolvers } from '../../generated/resolvers.ts';
import { listAuditTrail } from '../../read-models/audit/trail.ts';

export const auditTrail: QueryResolvers['auditTrail'] = (
  _parent,
  { ledgerId, ...page },
  { actor, services },
) => {
  requireScope(actor, 'ledger:read');
  return listAuditTrail(services.reader(actor.tenantId), ledgerId, page);
};
