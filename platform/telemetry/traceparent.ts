import { randomUUID } from 'node:crypto';
import type { SpanContext } from '@opentelemetry/api';

/** W3C trace context, version 00: `00-<trace id>-<span id>-<flags>`. */
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const NO_TRACE = '0'.repeat(32);
const NO_SPAN = '0'.repeat(16);

/** Reads a `traceparent` header; undefined for one that is absent or malformed: the trace then begins here. */
export function parseTraceparent(text: string | undefined): SpanContext | undefined {
  const [, traceId = NO_TRACE, spanId = NO_SPAN, flags = '00'] = TRACEPARENT.exec(text ?? '') ?? [];
  if (traceId === NO_TRACE || spanId === NO_SPAN) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
}

export const formatTraceparent = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;

/** The context of a new span: of the parent's trace, or of a new one. Ids only, nothing is recorded. */
export const childOf = (parent: SpanContext | undefined): SpanContext => ({
  traceId: parent?.traceId ?? randomHex(),
  spanId: randomHex().slice(NO_SPAN.length),
  traceFlags: parent?.traceFlags ?? 0,
});

/** Never zero. Node keeps random UUIDs in store: bytes cost a call into OpenSSL each time. */
const randomHex = (): string => randomUUID().replaceAll('-', '');
