import type { AuditRecordResolvers } from '../generated/resolvers.ts';

export const AuditRecord: AuditRecordResolvers = {
  record: ({ stream }) => stream,
  type: ({ content }) => content.type,
  effectiveAt: ({ content }) => content.effectiveAt,
  recordedAt: ({ content }) => content.recordedAt,
  actor: ({ content }) => content.actor,
  correlationId: ({ content }) => content.correlationId,
  causationId: ({ content }) => content.causationId,
  data: ({ content }) => content.data,
  hash: ({ hash }) => hash.toString('hex'),
  previousHash: ({ previousHash }) => previousHash.toString('hex'),
};
