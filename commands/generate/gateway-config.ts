import { gatewayConfig } from 'gateway/config';
import { editorSchemaOf } from 'platform/config/json-schema';
import { configReference } from 'platform/config/reference';

export const GATEWAY_CONFIG_REFERENCE = 'docs/gateway-config.md';
export const GATEWAY_CONFIG_SCHEMA = 'gateway/gateway.schema.json';

const INTRODUCTION = `<!-- Made by \`npm run generate\` from gateway/config: edit that, not this file. -->

# gateway.yaml

What \`gateway/main.ts --config gateway.yaml\` reads. Every key is optional, but those that are required where they
stand; a key that is not here is an error that names its line. A value may be \`\${env.NAME}\` or
\`\${env.NAME:-default}\`; what a variable holds is a value, never structure.

    ./node_modules/.bin/node gateway/main.ts --config gateway.yaml --validate-config
    ./node_modules/.bin/node gateway/main.ts --config gateway.yaml --print-config

The first lists all that is wrong, each with its line; the second prints what is in effect, defaults filled in and
secrets left out. An editor that knows YAML schemas completes and checks the file when it begins with

    # yaml-language-server: $schema=PATH/TO/gateway/gateway.schema.json

`;

/** The documentation of gateway.yaml. */
export const gatewayConfigReference = (): string => INTRODUCTION + configReference(gatewayConfig);

/** The JSON Schema of gateway.yaml. */
export const gatewayConfigSchema = (): string =>
  `${JSON.stringify({ title: 'gateway.yaml', ...editorSchemaOf(gatewayConfig) }, null, 2)}\n`;
