import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Instant, instantOf } from '../../kernel/clock.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { decodeEvent, encodeEvent, placeOf, publishedHeaders } from '../cloud-events.ts';
import { MalformedMessageError } from '../errors.ts';
import type { BusEvent } from '../port.ts';
import { anEvent, newTopic, writerOf } from './messages.ts';

const instant: fc.Arbitrary<Instant> = fc.bigInt({ min: 0n, max: 4_102_444_800_000_000n }).map(instantOf);
const event: fc.Arbitrary<BusEvent> = fc.record(
  {
    id: fc.string(),
    source: fc.string(),
    type: fc.string(),
    subject: fc.string({ unit: 'binary' }),
    tenantId: fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,20}$/) as fc.Arbitrary<TenantId>,
    actor: fc.string(),
    time: instant,
    effectiveAt: instant,
    correlationId: fc.string(),
    causationId: fc.string(),
    traceparent: fc.string({ minLength: 1 }),
    signature: fc.string({ minLength: 1 }),
    data: fc.dictionary(fc.string(), fc.jsonValue()) as fc.Arbitrary<JsonObject>,
  },
  {
    requiredKeys: [
      'id',
      'source',
      'type',
      'subject',
      'tenantId',
      'actor',
      'time',
      'effectiveAt',
      'correlationId',
      'causationId',
      'data',
    ],
  },
);

describe('CloudEvents', () => {
  test('what is encoded decodes to the same', () => {
    fc.assert(
      fc.property(event, (original) => {
        const { headers, body } = encodeEvent(original);
        expect(JSON.stringify(decodeEvent(headers, body).data)).toBe(JSON.stringify(original.data));
        expect({ ...decodeEvent(headers, body), data: null }).toEqual({ ...original, data: null });
      }),
    );
  });

  test('attributes and extensions have the names of the specification', () => {
    const { headers } = encodeEvent(anEvent({}, { traceparent: '00-a-b-01', signature: 'x.y.z' }));
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_type: 'test.thing.happened.v1',
      ce_tenantid: 'acme',
      ce_traceparent: '00-a-b-01',
      ce_signature: 'x.y.z',
    });
    expect(headers.ce_time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  });

  test('publishing adds the place: partition key, sequence, incarnation', () => {
    const message = writerOf(newTopic()).message('acme/a', 'm1');
    const headers = publishedHeaders(message);
    expect(headers).toMatchObject({ ce_partitionkey: 'acme/a', ce_sequence: '1' });
    expect(placeOf(headers)).toEqual({ seq: 1n, incarnation: message.incarnation });
  });

  const { headers, body } = encodeEvent(anEvent());
  test.each([
    ['an attribute is missing', { ...headers, ce_type: undefined }, body, /ce_type is missing/],
    ['the time is none', { ...headers, ce_time: 'yesterday' }, body, /ce_time/],
    ['the tenant is none', { ...headers, ce_tenantid: 'No Tenant' }, body, /ce_tenantid/],
    ['the body is no JSON', headers, '{', /no JSON/],
    ['the body is no object', headers, '[]', /no JSON object/],
  ])('a message is malformed when %s', (_, given, text, fault) => {
    const decode = () => decodeEvent(given as Record<string, string>, text);
    expect(decode).toThrow(MalformedMessageError);
    expect(decode).toThrow(fault);
  });

  test('a sequence that is no number is malformed', () => {
    expect(() => placeOf({ ce_sequence: '-1', ce_incarnation: 'i' })).toThrow(MalformedMessageError);
  });
});
