import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { present } from 'platform/kernel/assert';
import { startField, stopField } from '../field.ts';
import type { Part } from '../part.ts';
import { comparisonTable } from '../report.ts';
import type { Contender } from '../servers/contender.ts';
import { CONTENDERS } from '../servers/contenders.ts';
import { BARE, ours } from '../servers/ours.ts';
import { type Outside, startOutside } from '../servers/outside.ts';
import type { Setting } from '../setting.ts';
import { atLeast } from '../targets.ts';
import { compare } from './compare.ts';
import { AT_FULL_LOAD, selected } from './workloads.ts';

const WORKLOADS = 'varied instant';

/** A budget that is asked for each request and refuses none. */
const PLENTY = { burst: 1e9, perSecond: 1e9 };

/** Of the requests per second without them. */
const KEPT = 0.85;

/**
 * This gateway with everything on beside itself with as little on as can be: tokens, and access rules on what the
 * queries ask for; costs in the answers, and budgets; traces that are exported. Limits and metrics have no switch:
 * both have them.
 */
export const features: Part = async function* (setting, options) {
  const outside = await startOutside(setting.folder);
  try {
    const off: Contender = { ...CONTENDERS.ours, label: 'features off' };
    const field = await startField(setting, [off, allOn(outside, setting)]);
    for (const workload of selected(AT_FULL_LOAD, WORKLOADS)) {
      const figures = await compare(setting, field, workload, options);
      const [without, withAll] = figures.rows.map((row) => row.figures.perSecond);
      const kept = present(withAll, 'on ran') / present(without, 'off ran');
      const targets = [atLeast(`${workload.title}: requests/s with all features, × without`, kept, KEPT)];
      yield { table: comparisonTable(figures, [off.label]), figures, targets };
    }
    await stopField(field);
  } finally {
    await outside.stop();
  }
};

function allOn({ authentication, token, otlpUrl }: Outside, { compose }: Setting): Contender {
  const cost = { ...BARE.cost, expose: true };
  const settings = { ...BARE, authentication, cost, budget: { tenant: PLENTY, actor: PLENTY } };
  return {
    label: 'features on',
    headers: { authorization: `Bearer ${token}` },
    command(place) {
      const supergraph = join(place.folder, 'protected.graphql');
      writeFileSync(supergraph, compose({ isProtected: true }));
      const command = ours(settings)({ ...place, supergraph });
      return { ...command, env: { ...command.env, OTEL_EXPORTER_OTLP_ENDPOINT: otlpUrl } };
    },
  };
}
