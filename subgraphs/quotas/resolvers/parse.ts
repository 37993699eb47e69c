import { badInput } from 'platform/errors/errors';
import { isOneLine, isStorableText } from 'platform/graphql/text';
import { isResource, RESOURCE_RULE } from '../domain/resource.ts';
import type { Subject } from '../domain/subject.ts';
import type { AcquireLeaseInput, ReturnLeaseInput, SubjectInput } from '../generated/resolvers.ts';
import { MAX_QUANTITY } from '../use-cases/outcome.ts';

const MAX_ID_CHARS = 255;
/** Subjects of one call at the most: each may be limited by two policies. */
export const MAX_SUBJECTS = 4;

/** Amounts are numbers inside, exact below 2^53. Fails with BAD_USER_INPUT that names the field. */
export function parseAmount(amount: bigint, ...field: readonly string[]): number {
  const value = Number(amount);
  if (Number.isSafeInteger(value)) return value;
  throw badInput(`"${field.join('.')}" must be between -2^53 and 2^53.`, ['input', ...field]);
}

export const optionalAmount = (amount: bigint | null | undefined, field: string): number | null =>
  amount === null || amount === undefined ? null : parseAmount(amount, field);

/** `least`: what may be given back at once. */
export function parseQuantity(quantity: bigint, field: string, least = 0): number {
  if (quantity >= least && quantity <= MAX_QUANTITY) return Number(quantity);
  throw badInput(`"${field}" must be from ${least} to ${MAX_QUANTITY}.`, ['input', field]);
}

/** `at`: where the subject stands in the caller's arguments. */
export const parseSubject = (
  { kind, id }: SubjectInput,
  at: readonly string[] = ['input', 'subject'],
): Subject => ({
  kind,
  id: parseSubjectId(id, [...at, 'id']),
});

export function parseSubjectId(id: string, path: readonly string[]): string {
  if (id.length >= 1 && id.length <= MAX_ID_CHARS && isStorableText(id) && isOneLine(id)) return id;
  throw badInput(`A subject's id must have 1 to ${MAX_ID_CHARS} characters, on one line.`, path);
}

/** 1 to MAX_SUBJECTS that differ. */
export function parseSubjects(inputs: readonly SubjectInput[]): readonly Subject[] {
  const subjects = inputs.map((input, n) => parseSubject(input, ['input', 'subjects', String(n)]));
  const names = new Set(subjects.map(({ kind, id }) => `${kind}/${id}`));
  if (names.size === inputs.length && names.size >= 1 && names.size <= MAX_SUBJECTS) return subjects;
  throw badInput(`"subjects" must be 1 to ${MAX_SUBJECTS} that differ.`, ['input', 'subjects']);
}

/** A name that no policy can have would be limited by none, without a word. */
export function parseResource(resource: string, path: readonly string[] = ['input', 'resource']): string {
  if (isResource(resource)) return resource;
  throw badInput(`"resource" must be ${RESOURCE_RULE}.`, path);
}

/** What a call for a lease says. */
export function parseLease(input: AcquireLeaseInput) {
  const atLeast = parseQuantity(input.atLeast, 'atLeast', 1);
  const wanted = parseQuantity(input.wanted, 'wanted', atLeast);
  return {
    subject: parseSubject(input.subject),
    resource: parseResource(input.resource),
    wanted,
    atLeast,
    idempotencyKey: input.idempotencyKey,
  };
}

export const parseUnused = ({ leaseId, unused }: Pick<ReturnLeaseInput, 'leaseId' | 'unused'>) => ({
  leaseId,
  unused: parseQuantity(unused, 'unused', -MAX_QUANTITY),
});
