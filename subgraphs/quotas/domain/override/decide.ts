import type { Decider } from 'platform/event-store/decider';
import { assert } from 'platform/kernel/assert';
import { formatInstant, type Instant, LATEST_INSTANT } from 'platform/kernel/clock';
import { ok, type Result, refuse } from 'platform/kernel/result';
import {
  overrideApproved,
  overrideRejected,
  overrideRequested,
  overrideRevoked,
} from '../../contract/events.ts';
import { faultInAmounts as faultInPolicyAmounts } from '../policy/check.ts';
import type { Terms } from '../policy/policy.ts';
import { fitOf } from '../subject.ts';
import { evolve } from './evolve.ts';
import {
  type Override,
  type OverrideEvent,
  type OverrideState,
  type OverrideStatus,
  type Person,
  statusAt,
} from './override.ts';
import {
  type InvalidOverride,
  type InvalidOverrideState,
  invalidOverride,
  invalidOverrideState,
  type SelfApproval,
  selfApproval,
  type UnknownOverride,
  unknownOverride,
} from './refusals.ts';

export const MAX_REASON_CHARS = 1_000;
/** For how long an override may hold. */
const MAX_DURATION_MICROS = 366n * 86_400_000_000n;

export interface RequestOverride {
  readonly kind: 'RequestOverride';
  readonly override: Omit<Override, 'status' | 'approvedBy'>;
  /** What the policy says: an override that could not apply to it is refused. */
  readonly terms: Terms;
  readonly now: Instant;
}

/** Who takes a step in the life of one that was requested, and when. */
export interface Step {
  readonly by: Person;
  readonly now: Instant;
}

export type OverrideCommand =
  | RequestOverride
  | ({ readonly kind: 'ApproveOverride' | 'RejectOverride' | 'RevokeOverride' } & Step);

type Requested = RequestOverride['override'];
type Decision<R> = Result<readonly OverrideEvent[], R>;
type StepRefusal = UnknownOverride | InvalidOverrideState;

export function request(
  { override, terms, now }: RequestOverride,
  state: OverrideState,
): Decision<InvalidOverride> {
  assert(!state, 'an override is requested once');
  const fault =
    faultInSubject(override, terms) ?? faultInAmounts(override, terms) ?? faultInTimes(override, now);
  if (fault) return refuse(fault);
  const { id: overrideId, requestedBy, from, until, ...rest } = override;
  const times = { from: formatInstant(from), until: formatInstant(until) };
  const subject = { ...rest.subject };
  return ok([
    {
      type: overrideRequested.type,
      data: { overrideId, ...rest, subject, ...times, by: { ...requestedBy } },
    },
  ]);
}

/** Four eyes: whoever requested it may reject and revoke it, but not approve it. */
export function approve(step: Step, state: OverrideState): Decision<StepRefusal | SelfApproval> {
  if (state && isSame(step.by, state.requestedBy)) return refuse(selfApproval);
  return take(overrideApproved.type, 'REQUESTED', step, state);
}

export const reject = (step: Step, state: OverrideState): Decision<StepRefusal> =>
  take(overrideRejected.type, 'REQUESTED', step, state);

export const revoke = (step: Step, state: OverrideState): Decision<StepRefusal> =>
  take(overrideRevoked.type, 'APPROVED', step, state);

function take(
  type: Exclude<OverrideEvent['type'], typeof overrideRequested.type>,
  allowedIn: OverrideStatus,
  { by, now }: Step,
  state: OverrideState,
): Decision<StepRefusal> {
  if (!state) return refuse(unknownOverride);
  const status = statusAt(state, now);
  if (status !== allowedIn) return refuse(invalidOverrideState(status));
  return ok([{ type, data: { overrideId: state.id, by: { ...by } } }]);
}

const isSame = (one: Person, other: Person): boolean =>
  one.actorId === other.actorId && one.tenantId === other.tenantId;

function faultInSubject({ subject }: Requested, { subject: about }: Terms): InvalidOverride | undefined {
  if (subject.kind !== about.kind) {
    return invalidOverride('subject.kind', `The policy is about subjects of the kind ${about.kind}.`);
  }
  if (fitOf(about.pattern, subject.id) !== undefined) return undefined;
  return invalidOverride('subject.id', `The policy is about subjects like "${about.pattern}".`);
}

function faultInAmounts({ limit, burst }: Requested, terms: Terms): InvalidOverride | undefined {
  const fault = faultInPolicyAmounts({ ...terms, limit, burst });
  return fault && invalidOverride(fault.field, fault.message);
}

function faultInTimes({ from, until, reason }: Requested, now: Instant): InvalidOverride | undefined {
  if (until <= from || until <= now)
    return invalidOverride('until', 'It must end after it begins, and after now.');
  if (until - from > MAX_DURATION_MICROS || until > LATEST_INSTANT) {
    return invalidOverride('until', 'It may hold for 366 days at the most.');
  }
  if (reason.trim().length >= 1 && reason.length <= MAX_REASON_CHARS && reason.isWellFormed())
    return undefined;
  return invalidOverride('reason', `The reason must have 1 to ${MAX_REASON_CHARS} characters.`);
}

/** Decides on an override. Pure. */
function decide(
  command: OverrideCommand,
  state: OverrideState,
): Decision<InvalidOverride | StepRefusal | SelfApproval> {
  switch (command.kind) {
    case 'RequestOverride':
      return request(command, state);
    case 'ApproveOverride':
      return approve(command, state);
    case 'RejectOverride':
      return reject(command, state);
    case 'RevokeOverride':
      return revoke(command, state);
  }
}

export const overrideDecider: Decider<
  OverrideCommand,
  OverrideState,
  OverrideEvent,
  InvalidOverride | StepRefusal | SelfApproval
> = { initialState: undefined, decide, evolve };
