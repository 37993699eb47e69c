import { startField, stopField } from '../field.ts';
import type { Part } from '../part.ts';
import { comparisonTable } from '../report.ts';
import { CONTENDERS } from '../servers/contenders.ts';
import { latencyTargets, type Target, throughputTargets } from '../targets.ts';
import { type Comparison, compare } from './compare.ts';
import { AT_FULL_LOAD, ONE_AT_A_TIME, selected, type Workload } from './workloads.ts';

const { plain, hive, grafbase, sharing } = CONTENDERS;
const REFERENCES = [plain, hive, grafbase].map(({ label }) => label);

type TargetsOf = (comparison: Comparison) => readonly Target[];

const besideOthers = (workloads: readonly Workload[], targetsOf: TargetsOf): Part =>
  async function* (setting, options) {
    const compared = selected(workloads, options.only);
    if (compared.length === 0) return;
    const field = await startField(
      setting,
      options.contenders.map((name) => CONTENDERS[name]),
    );
    for (const workload of compared) {
      const runners = field.filter(({ label }) => label !== sharing.label || !workload.varied);
      const figures = await compare(setting, runners, workload, options);
      yield { table: comparisonTable(figures, REFERENCES), figures, targets: targetsOf(figures) };
    }
    await stopField(field);
  };

/** Requests per second at full load. */
export const throughput = besideOthers(AT_FULL_LOAD, throughputTargets);

/** How long one request takes alone. */
export const latency = besideOthers(ONE_AT_A_TIME, latencyTargets);
