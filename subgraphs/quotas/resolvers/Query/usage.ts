import type { QueryResolvers } from '../../generated/resolvers.ts';
import { getUsage } from '../../use-cases/getUsage.ts';
import { parseResource, parseSubject } from '../parse.ts';

export const usage: QueryResolvers['usage'] = (
  _parent,
  { subject, resource, tenantId, ...asked },
  context,
) => {
  const { from, to, bucket } = asked;
  const question = {
    subject: parseSubject(subject, ['subject']),
    resource: parseResource(resource, ['resource']),
    from,
    to,
    bucket,
  };
  return getUsage(context.services, context, question, tenantId);
};
