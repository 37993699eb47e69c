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
  readonly now: Instant;
}

/** A step in the life of one that was requested. */
export interface Step {
  readonly kind: 'ApproveOverride' | 'RejectOverride' | 'RevokeOverride';
  readonly by: Person;
  readonly now: Instant;
}

export type OverrideCommand = RequestOverride | Step;

type StepRefusal = UnknownOverride | SelfApproval | InvalidOverrideState;
type Decision<R> = Result<readonly OverrideEvent[], R>;

/** Which status a step can be taken in. */
const TAKEN_IN: Readonly<Record<Step['kind'], OverrideStatus>> = {
  ApproveOverride: 'REQUESTED',
  RejectOverride: 'REQUESTED',
  RevokeOverride: 'APPROVED',
};

const RECORDED_AS = {
  ApproveOverride: overrideApproved.type,
  RejectOverride: overrideRejected.type,
  RevokeOverride: overrideRevoked.type,
} as const;

export function request({ override, now }: RequestOverride, state: OverrideState): Decision<InvalidOverride> {
  assert(!state, 'an override is requested once');
  const fault = faultIn(override, now);
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
export function step({ kind, by, now }: Step, state: OverrideState): Decision<StepRefusal> {
  if (!state) return refuse(unknownOverride);
  if (kind === 'ApproveOverride' && isSame(by, state.requestedBy)) return refuse(selfApproval);
  const status = statusAt(state, now);
  if (status !== TAKEN_IN[kind]) return refuse(invalidOverrideState(status));
  return ok([{ type: RECORDED_AS[kind], data: { overrideId: state.id, by: { ...by } } }]);
}

const isSame = (one: Person, other: Person): boolean =>
  one.actorId === other.actorId && one.tenantId === other.tenantId;

function faultIn(
  { limit, burst, from, until, reason }: RequestOverride['override'],
  now: Instant,
): InvalidOverride | undefined {
  if (limit < 1) return invalidOverride('limit', 'The limit must be at least 1.');
  if (burst !== null && burst < 1) return invalidOverride('burst', 'The burst must be at least 1.');
  if (until <= from || until <= now) return invalidOverride('until', 'It must end after it begins, and after now.');
  if (until - from > MAX_DURATION_MICROS || until > LATEST_INSTANT) {
    return invalidOverride('until', 'It may hold for 366 days at the most.');
  }
  if (reason.trim().length >= 1 && reason.length <= MAX_REASON_CHARS && reason.isWellFormed()) return undefined;
  return invalidOverride('reason', `The reason must have 1 to ${MAX_REASON_CHARS} characters.`);
}

/** Decides on an override. Pure. */
export const overrideDecider: Decider<
  OverrideCommand,
  OverrideState,
  OverrideEvent,
  InvalidOverride | StepRefusal
> = {
  initialState: undefined,
  decide: (command, state) =>
    command.kind === 'RequestOverride' ? request(command, state) : step(command, state),
  evolve,
};
