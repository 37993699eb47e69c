import type { QueryResolvers } from '../../generated/resolvers.ts';
import { getQuota } from '../../use-cases/getQuota.ts';
import { parseResource, parseSubject } from '../parse.ts';

export const quota: QueryResolvers['quota'] = (_parent, { subject, resource, tenantId }, context) =>
  getQuota(
    context.services,
    context,
    parseSubject(subject, ['subject']),
    parseResource(resource, ['resource']),
    tenantId,
  );
