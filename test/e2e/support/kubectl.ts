import type { ExampleObject } from '../../../src/rules/example.ts';
import { type CommandOptions, type CommandResult, expectSuccess, runCommand } from './run-command.ts';

/** Output and exit status of kubectl. */
export const kubectl = (args: readonly string[], options?: CommandOptions): Promise<CommandResult> =>
  runCommand('kubectl', args, options);

/** `kubectl ... --filename -` with an object or with text. */
export function kubectlWith(
  object: ExampleObject | object | string,
  args: readonly string[],
  options?: CommandOptions,
) {
  return runCommand('kubectl', [...args, '--filename', '-'], { ...options, input: toManifest(object) });
}

/** Reads an object from the cluster. */
export async function getObject<Shape = unknown>(...args: readonly string[]): Promise<Shape> {
  return JSON.parse(await expectSuccess('kubectl', ['get', '--output=json', ...args])) as Shape;
}

function toManifest(object: ExampleObject | object | string): string {
  if (typeof object === 'string') return object;
  return JSON.stringify('object' in object ? object.object : object);
}
