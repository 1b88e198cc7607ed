import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseLaunchArguments } from '../../src/adapter/launchArguments';
import { root } from './support/conversation';

interface Manifest {
  readonly contributes: {
    readonly debuggers: readonly {
      readonly configurationAttributes: {
        readonly launch: { readonly properties: Readonly<Record<string, { readonly default?: unknown }>> };
      };
    }[];
  };
}

describe('A launch configuration', () => {
  const { contributes } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;
  const { properties = {} } = contributes.debuggers[0]?.configurationAttributes.launch ?? {};

  it('means without an attribute what the editor of launch.json says it does', () => {
    const { program, ...others } = properties;
    assert.ok(program);
    const said = Object.entries(others).map(([name, attribute]) => [name, attribute.default]);
    const options: Partial<Record<string, unknown>> = { ...parseLaunchArguments({ program: 'out.bc' }) };
    assert.deepEqual(
      said,
      said.map(([name]) => [name, options[String(name)]]),
    );
  });
});
