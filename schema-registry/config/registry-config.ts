import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from 'platform/config/config';
import { z } from 'zod';
import { COMPATIBILITY_MODES, DEFAULT_MODES } from '../event-schemas/compatibility-mode.ts';
import { LINT_SEVERITIES } from '../lint/rule.ts';
import { LINT_RULES } from '../lint/rules.ts';

/** Stands beside supergraph.yaml; a project that has none gets the defaults. */
const FILE = 'schema-registry.yaml';

const severity = z.enum(LINT_SEVERITIES);
const mode = z.enum(COMPATIBILITY_MODES);

const lint = z.strictObject(Object.fromEntries(LINT_RULES.map(({ name }) => [name, severity.optional()])));

const events = z.strictObject({
  default: mode.default(DEFAULT_MODES.default),
  /** By event type, with its major version. */
  subjects: z.record(z.string(), mode).default({}),
});

const registry = z.strictObject({
  /** What each lint rule weighs, where it is not what the rule weighs by itself. */
  lint: lint.prefault({}),
  /** Which changes of event schemas are compatible. */
  events: events.prefault({}),
});

/** What the registry asks of a project's schemas. */
export type RegistryConfig = z.infer<typeof registry>;

/** Reads `schema-registry.yaml` of a project's folder. Throws a ConfigError that names file, line and key. */
export function readRegistryConfig(
  folder: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): RegistryConfig {
  const file = join(folder, FILE);
  return loadConfig(registry, { env, file: existsSync(file) ? file : undefined });
}
