import { statusAt } from '../domain/override/override.ts';
import type { OverrideResolvers } from '../generated/resolvers.ts';
import { listHistory } from '../read-models/history/list.ts';
import { getOverride } from '../use-cases/getOverride.ts';

export const Override: OverrideResolvers = {
  __resolveReference: ({ id }, context) => getOverride(context.services, context, id),
  subject: ({ subjectKind, subjectId }) => ({ kind: subjectKind, id: subjectId }),
  limit: ({ amounts }) => BigInt(amounts.limit),
  burst: ({ amounts }) => (amounts.burst === null ? null : BigInt(amounts.burst)),
  from: ({ fromAt }) => fromAt,
  until: ({ untilAt }) => untilAt,
  status: ({ status, fromAt: from, untilAt: until }, _args, { services }) =>
    statusAt({ status, from, until }, services.clock.now()),
  requestedBy: ({ requestedBy }) => requestedBy.actorId,
  approvedBy: ({ approvedBy }) => approvedBy?.actorId ?? null,
  history: ({ tenantId, id }, page, { services }) => listHistory(services.reader(tenantId), id, page),
};
