import { expect, test } from '@jest/globals';
import { createLogger, requestLogger } from '../logger.ts';
import { withSpan } from '../tracing.ts';

function recording() {
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger({
    name: 'test',
    level: 'info',
    destination: { write: (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>) },
  });
  return { lines, logger };
}

test('a line is JSON with time, level, name and message', () => {
  const { lines, logger } = recording();
  logger.info({ count: 1 }, 'hello');
  logger.debug('not at this level');
  expect(lines).toEqual([expect.objectContaining({ level: 30, name: 'test', msg: 'hello', count: 1 })]);
  expect(lines[0]?.time).toMatch(/^\d{4}-\d{2}-\d{2}T.*Z$/);
});

test.each([
  { authorization: 'Bearer s3cret' },
  { headers: { authorization: 'Bearer s3cret' } },
  { req: { headers: { authorization: 'Bearer s3cret', cookie: 's3cret' } } },
  { token: 's3cret' },
  { body: { token: 's3cret', refreshToken: 's3cret' } },
  { event: { signature: 's3cret' } },
  { config: { password: 's3cret', apiKey: 's3cret', connectionString: 's3cret' } },
])('secrets are left out: %j', (fields) => {
  const { lines, logger } = recording();
  logger.info(fields, 'hello');
  expect(JSON.stringify(lines)).not.toContain('s3cret');
  expect(JSON.stringify(lines)).toContain('[redacted]');
});

test('a request’s logger names it in every line, and the trace', async () => {
  const { lines, logger } = recording();
  const log = requestLogger(logger, { requestId: 'req-1', tenant: 'acme' });
  await withSpan('test', { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` }, async () =>
    log.info('hello'),
  );
  expect(lines).toEqual([
    expect.objectContaining({ requestId: 'req-1', tenant: 'acme', traceId: 'a'.repeat(32) }),
  ]);
});
