import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatTraceparent, parseTraceparent } from '../traceparent.ts';
import { activeTraceparent, startTracing, withSpan } from '../tracing.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = `00-${TRACE}-00f067aa0ba902b7-01`;

describe('traceparent', () => {
  const hex = (length: number) =>
    fc.bigInt(1n, 16n ** BigInt(length) - 1n).map((n) => n.toString(16).padStart(length, '0'));

  test('every context comes back as it was', () => {
    fc.assert(
      fc.property(hex(32), hex(16), fc.integer({ min: 0, max: 255 }), (traceId, spanId, traceFlags) => {
        const read = parseTraceparent(formatTraceparent({ traceId, spanId, traceFlags }));
        expect(read).toEqual({ traceId, spanId, traceFlags, isRemote: true });
      }),
    );
  });

  test.each([
    undefined,
    '',
    'nonsense',
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE.toUpperCase()}-00f067aa0ba902b7-01`,
    `ff-${TRACE}-00f067aa0ba902b7-01`,
  ])('%p is none', (text) => {
    expect(parseTraceparent(text)).toBeUndefined();
  });
});

describe('withSpan', () => {
  test('goes on with the caller’s trace, in a span of its own', async () => {
    const inside = await withSpan('a', { traceparent: PARENT }, async () => activeTraceparent());
    expect(inside).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
    expect(inside).not.toBe(PARENT);
  });

  test('begins a trace where there is none', async () => {
    expect(await withSpan('a', {}, async () => activeTraceparent())).toMatch(
      /^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/,
    );
    expect(activeTraceparent()).toBeUndefined();
  });

  test('nests along asynchronous calls, and keeps concurrent ones apart', async () => {
    const traceOf = (text = '') => text.split('-')[1];
    const work = (name: string) =>
      withSpan(name, {}, async () => {
        await sleep(1);
        const outer = activeTraceparent();
        const inner = await withSpan('inner', {}, async () => activeTraceparent());
        return [traceOf(outer), traceOf(inner)];
      });
    const [a = [], b = []] = await Promise.all([work('a'), work('b')]);
    expect(a[0]).toBe(a[1]);
    expect(b[0]).toBe(b[1]);
    expect(a[0]).not.toBe(b[0]);
  });

  test('passes on what the work rejects with', async () => {
    const failing = withSpan('a', {}, async () => {
      throw new Error('broken');
    });
    await expect(failing).rejects.toThrow('broken');
  });
});

describe('export', () => {
  const received: string[] = [];
  const collector = createServer((request, response) => {
    received.push(request.url ?? '');
    request.resume().on('end', () => response.end('{}'));
  });
  beforeEach(() => new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve)));
  afterEach(() => new Promise((resolve) => collector.close(resolve)));

  test('spans go to the OTLP endpoint when one is set', async () => {
    const { port } = collector.address() as AddressInfo;
    process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${port}`;
    try {
      const tracing = await startTracing({ service: 'test' });
      const inside = await withSpan('a', { traceparent: PARENT }, async () => activeTraceparent());
      await tracing.shutdown();
      expect(inside).toContain(TRACE);
      expect(received).toEqual(['/v1/traces']);
    } finally {
      delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
    }
  });
});
