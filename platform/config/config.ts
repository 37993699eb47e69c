import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { type ConfigSource, emptySource, type Path, parseSource } from './source.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface LoadOptions {
  /** Default: process.env. */
  readonly env?: Environment;
  /** YAML. Without one all comes from defaults and the environment. */
  readonly file?: string;
  /** Environment variables that win over the file, by the key they set: `{ PORT: 'server.port' }`. */
  readonly overrides?: Readonly<Record<string, string>>;
}

/** The message has one line for each fault: the file and line (or the variable), the key, and what was expected. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads and checks a configuration: the YAML file with `${env.NAME:-default}` filled in, then the overrides, then the
 * schema with its defaults. Use z.strictObject, so that a misspelt key is an error. Fails with ConfigError.
 *
 * @example const config = loadConfig(schema, { file: 'gateway.yaml', overrides: { PORT: 'port' } });
 */
export function loadConfig<Schema extends z.ZodType>(
  schema: Schema,
  options: LoadOptions = {},
): z.infer<Schema> {
  const { env = process.env, file, overrides = {} } = options;
  const source = file === undefined ? emptySource() : readSource(file, env);
  const variables = applyOverrides(source, overrides, env);
  const parsed = schema.safeParse(source.value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap((issue) => describe(issue, source, variables));
  throw new ConfigError(faults.sort(byPlace).join('\n'));
}

/** As they stand in the file. */
const byPlace = (one: string, other: string): number => one.localeCompare(other, 'en', { numeric: true });

function readSource(file: string, env: Environment): ConfigSource {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  try {
    return parseSource(text, file, env);
  } catch (error) {
    throw new ConfigError((error as Error).message);
  }
}

/** Sets what the environment names; returns which variable set which key. */
function applyOverrides(
  source: ConfigSource,
  overrides: Readonly<Record<string, string>>,
  env: Environment,
): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const [name, key] of Object.entries(overrides)) {
    const text = env[name];
    if (text === undefined || text === '') continue;
    source.set(key.split('.'), text);
    variables.set(key, name);
  }
  return variables;
}

function describe(
  issue: z.core.$ZodIssue,
  source: ConfigSource,
  variables: ReadonlyMap<string, string>,
): readonly string[] {
  const at = (path: Path) => {
    const key = path.map(String).join('.');
    const variable = variables.get(key);
    const place = variable === undefined ? source.placeOf(path) : `environment variable ${variable}`;
    return { key, place };
  };
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) => {
      const { key, place } = at([...issue.path, name]);
      return `${place}: unknown key "${key}".`;
    });
  const { key, place } = at(issue.path);
  return [`${place}: "${key}": ${issue.message.replace(/^Invalid input: /, '')}.`];
}
