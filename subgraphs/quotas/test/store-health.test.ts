import { expect, test } from '@jest/globals';
import { createLogger } from 'platform/telemetry/logger';
import { Registry } from 'prom-client';
import { watchStore } from '../use-cases/watchStore.ts';

test('that the store does not decide is logged when it begins, and when it is over', () => {
  const lines: unknown[] = [];
  const destination = { write: (line: string) => lines.push(JSON.parse(line).msg) };
  const logger = createLogger({ name: 'test', level: 'warn', destination });
  const health = watchStore(logger, new Registry());
  health.answered();
  health.failed('open', new Error('it is down'));
  health.failed('closed', new Error('it is down'));
  health.answered();
  health.answered();
  expect(lines).toEqual([
    'the store of quotas does not answer: policies say what is admitted',
    'quotas are decided again',
  ]);
});
