import { expect, test } from '@jest/globals';
import { type CallFrame, functionOf, roomOf, selfTimes } from '../parts/self-times.ts';

const frame = (functionName: string, url = '', lineNumber = 9): CallFrame => ({
  functionName,
  url,
  lineNumber,
});

test('self times are of the last part of the profile only, the greatest first', () => {
  const profile = {
    nodes: [
      { id: 1, callFrame: frame('start') },
      { id: 2, callFrame: frame('parse') },
      { id: 3, callFrame: frame('write') },
    ],
    startTime: 0,
    endTime: 5_000,
    samples: [1, 2, 3, 3],
    timeDeltas: [1_000, 1_000, 1_000, 2_000],
  };
  expect(selfTimes(profile, 3, functionOf)).toEqual([
    { name: 'write', share: 0.75 },
    { name: 'parse', share: 0.25 },
  ]);
});

test.each([
  ['file:///here/node_modules/undici/lib/core/request.js', 'undici'],
  ['file:///here/node_modules/@apollo/server/dist/index.js', '@apollo/server'],
  ['file:///here/gateway/executor/steps/merge.ts', 'gateway/executor'],
  ['node:events', 'node:events'],
  ['', 'run'],
])('the room of a function in "%s" is %s', (url, room) => {
  expect(roomOf(frame('run', url))).toBe(room);
});

test('a function is named with its file and line, or alone', () => {
  expect(functionOf(frame('run', 'file:///here/platform/kernel/ids.ts'))).toBe(
    'run platform/kernel/ids.ts:10',
  );
  expect(functionOf(frame(''))).toBe('(anonymous)');
});
