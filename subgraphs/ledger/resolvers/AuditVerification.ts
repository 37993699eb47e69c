import type { AuditVerificationResolvers } from '../generated/resolvers.ts';
import { encodeProgress } from '../read-models/audit/verification.ts';

export const AuditVerification: AuditVerificationResolvers = {
  ok: ({ fault }) => fault === undefined,
  checked: ({ progress }) => progress.seq,
  verifiedThrough: ({ progress }) => (progress.seq > 0 ? progress.recordedAt : null),
  firstFault: ({ fault }) => fault ?? null,
  complete: ({ complete }) => complete,
  endCursor: ({ progress, complete }) => (complete ? null : encodeProgress(progress)),
};
