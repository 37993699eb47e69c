import { describe, expect, test } from '@jest/globals';
import type { SnapshotFiles } from './digest.ts';
import { eventsOf, snapshotFiles } from './snapshot-files.ts';

const supergraph = { supergraphSdl: 'supergraph', apiSdl: 'api', hints: [] };

const next = (events: Readonly<Record<string, string>>, before: SnapshotFiles, version: number) =>
  snapshotFiles({ subgraphs: [], supergraph, events: new Map(Object.entries(events)) }, before, version);

const names = (files: SnapshotFiles) => [...files.keys()].filter((path) => path.startsWith('events/')).sort();

describe('event schemas of a snapshot', () => {
  const first = next({ 'a.sold.v1': 'one', 'a.lost.v1': 'lost' }, new Map(), 1);

  test('are named by the version that brought them', () => {
    expect(names(first)).toEqual(['events/a.lost.v1/1.json', 'events/a.sold.v1/1.json']);
  });

  test('keep the earlier ones beside a changed one, in order', () => {
    const second = next({ 'a.sold.v1': 'two', 'a.lost.v1': 'lost' }, first, 2);
    const tenth = next({ 'a.sold.v1': 'ten', 'a.lost.v1': 'lost' }, second, 10);
    expect(eventsOf(tenth).get('a.sold.v1')).toEqual(['one', 'two', 'ten']);
    expect(eventsOf(tenth).get('a.lost.v1')).toEqual(['lost']);
  });

  test('go with their type', () => {
    expect(names(next({ 'a.sold.v1': 'one' }, first, 2))).toEqual(['events/a.sold.v1/1.json']);
  });
});
