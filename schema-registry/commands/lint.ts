import { Command } from 'commander';
import { type FormatFlags, printReport, withFormat } from './print-report.ts';

interface Options extends FormatFlags {
  readonly config: string;
  readonly subgraph?: string;
}

async function run({ config: path, subgraph, ...flags }: Options): Promise<boolean> {
  const { readSupergraphConfig } = await import('../config/supergraph-config.ts');
  const { readRegistryConfig } = await import('../config/registry-config.ts');
  const { assertSubgraph } = await import('../check/proposal.ts');
  const { parseSubgraphs } = await import('../compose/parse-subgraph.ts');
  const { loadSubgraphs } = await import('../compose/subgraph-source.ts');
  const { lintSubgraph } = await import('../lint/lint-subgraph.ts');
  const { reportOf } = await import('../report.ts');
  const config = readSupergraphConfig(path);
  const { lint: severities } = readRegistryConfig(config.folder);
  if (subgraph) assertSubgraph(subgraph, Object.keys(config.subgraphs));
  const judged = Object.entries(config.subgraphs).filter(([name]) => !subgraph || name === subgraph);
  const sources = await loadSubgraphs({ ...config, subgraphs: Object.fromEntries(judged) });
  const findings = parseSubgraphs(sources).flatMap((parsed) => lintSubgraph(parsed, severities));
  return printReport(reportOf(findings), config.folder, flags);
}

/** `lint`: the rules for one subgraph's own definitions, without composing. `done` is told whether it is clean. */
export const lintCommand = (done: (ok: boolean) => void): Command =>
  withFormat(
    new Command('lint')
      .description('Judges the definitions of each subgraph by the rules of style and safety.')
      .option('--subgraph <name>', 'this one alone')
      .option('--config <file>', "the subgraphs, in rover's format", 'supergraph.yaml'),
  ).action(async (options: Options) => done(await run(options)));
