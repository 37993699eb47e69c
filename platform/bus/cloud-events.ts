import { formatInstant, type Instant, parseInstant } from '../kernel/clock.ts';
import { parseTenantId, type TenantId } from '../kernel/ids.ts';
import type { JsonObject } from '../kernel/json.ts';
import { MalformedMessageError } from './errors.ts';
import type { BusEvent, OutgoingMessage } from './port.ts';

/** A message in CloudEvents' binary mode: attributes in headers, data as JSON text. */
export interface EncodedEvent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Headers = Readonly<Record<string, string>>;

/** The wire form of an event, made once, when it is appended. */
export function encodeEvent(event: BusEvent): EncodedEvent {
  const time = formatInstant(event.time);
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: event.id,
    ce_source: event.source,
    ce_type: event.type,
    ce_subject: event.subject,
    ce_time: time,
    ce_tenantid: event.tenantId,
    ce_actor: event.actor,
    ce_effectiveat: event.effectiveAt === event.time ? time : formatInstant(event.effectiveAt),
    ce_correlationid: event.correlationId,
    ce_causationid: event.causationId,
  };
  if (event.traceparent) headers.ce_traceparent = event.traceparent;
  if (event.signature) headers.ce_signature = event.signature;
  return { headers, body: JSON.stringify(event.data) };
}

/** The headers a message has on the bus: the event's own, and its place. */
export const publishedHeaders = (message: OutgoingMessage): Headers => ({
  ...message.headers,
  ce_partitionkey: message.key,
  ce_sequence: message.seq.toString(),
  ce_incarnation: message.incarnation,
});

/** Reads the wire form back. Throws MalformedMessageError, naming the attribute at fault. */
export const decodeEvent = (headers: Headers, body: string): BusEvent => ({
  id: attribute(headers, 'ce_id'),
  source: attribute(headers, 'ce_source'),
  type: attribute(headers, 'ce_type'),
  subject: attribute(headers, 'ce_subject'),
  tenantId: tenantOf(headers),
  actor: attribute(headers, 'ce_actor'),
  time: instant(headers, 'ce_time'),
  effectiveAt: instant(headers, 'ce_effectiveat'),
  correlationId: attribute(headers, 'ce_correlationid'),
  causationId: attribute(headers, 'ce_causationid'),
  ...(headers.ce_traceparent && { traceparent: headers.ce_traceparent }),
  ...(headers.ce_signature && { signature: headers.ce_signature }),
  data: dataOf(body),
});

/** Where the message stands in its writer's numbering. Throws MalformedMessageError. */
export function placeOf(headers: Headers): { readonly seq: bigint; readonly incarnation: string } {
  const sequence = attribute(headers, 'ce_sequence');
  if (!/^\d{1,19}$/.test(sequence)) throw new MalformedMessageError('ce_sequence is no number');
  return { seq: BigInt(sequence), incarnation: attribute(headers, 'ce_incarnation') };
}

function attribute(headers: Headers, name: string): string {
  const value = headers[name];
  if (value === undefined) throw new MalformedMessageError(`${name} is missing`);
  return value;
}

function instant(headers: Headers, name: string): Instant {
  const value = parseInstant(attribute(headers, name));
  if (value === undefined) throw new MalformedMessageError(`${name} is no RFC 3339 timestamp`);
  return value;
}

function tenantOf(headers: Headers): TenantId {
  const tenantId = parseTenantId(attribute(headers, 'ce_tenantid'));
  if (tenantId === undefined) throw new MalformedMessageError('ce_tenantid is no tenant');
  return tenantId;
}

function dataOf(body: string): JsonObject {
  const data = parseJson(body);
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new MalformedMessageError('the body is no JSON object');
  }
  return data as JsonObject;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new MalformedMessageError('the body is no JSON');
  }
}
