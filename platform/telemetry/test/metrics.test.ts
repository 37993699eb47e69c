import { expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { counterOf, createMetrics, gaugeOf, histogramOf, workMetrics } from '../metrics.ts';

test('the process’s own figures are there from the beginning', async () => {
  expect(await createMetrics().metrics()).toContain('nodejs_eventloop_lag_seconds');
});

test.each([counterOf, gaugeOf, histogramOf])('a metric is made once and found again', (metricOf) => {
  const registry = new Registry();
  const options = { name: 'things', help: 'Things.', labels: ['kind'] as const };
  expect(metricOf(registry, options)).toBe(metricOf(registry, options));
});

test('work is counted by outcome, and timed', async () => {
  const registry = new Registry();
  const work = workMetrics(registry, { name: 'job', help: 'Jobs', labels: ['queue'] });
  await work.measure({ queue: 'a' }, async () => 1);
  await work.measure(
    { queue: 'a' },
    async () => 2,
    (result) => result === 2,
  );
  const failing = work.measure({ queue: 'a' }, async () => {
    throw new Error('broken');
  });
  await expect(failing).rejects.toThrow('broken');
  const text = await registry.metrics();
  expect(text).toContain('job_total{queue="a",outcome="ok"} 1');
  expect(text).toContain('job_total{queue="a",outcome="error"} 2');
  expect(text).toContain('job_duration_seconds_count{queue="a"} 3');
});
