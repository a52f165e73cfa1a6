/**
 * The dependency rules of ARCHITECTURE.md. Each has a name and a reason. A violation fails `npm run lint`.
 */
export interface DependencyRule {
  readonly name: string;
  readonly comment: string;
  /** Importing files, as paths from the root of the project. */
  readonly from: PathPattern;
  /** Imported modules: files as above, packages as `node_modules/NAME/`, and `node:NAME`. */
  readonly to: PathPattern;
}

/** Regular expressions. In `to`, `$1` and `$2` are replaced with the matched groups of `from.path`. */
interface PathPattern {
  readonly path: string;
  readonly pathNot?: string | readonly string[];
}

const layer = (name: string) => `^src/${name}/`;
/** A layer can import itself and the named layers, but no other part of src/. */
const mayImport = (name: string, allowed: readonly string[], comment: string): DependencyRule => ({
  name: `${name}-imports-only-${allowed.length === 0 ? 'itself' : allowed.join('-and-')}`,
  comment,
  from: { path: layer(name) },
  to: { path: '^src/', pathNot: [name, ...allowed].map(layer) },
});
/** Only one file or folder of src/ can import the package. */
const onlyIn = (pkg: string, place: string, comment: string): DependencyRule => ({
  name: `only-${place.replaceAll('/', '-').replace(/^src-|\.ts$/g, '')}-imports-${pkg.replaceAll('/', '-').replace('@', '')}`,
  comment,
  from: { path: '^src/', pathNot: `^${place}` },
  to: { path: `^node_modules/${pkg}/` },
});
/**
 * Layers that run on any platform without sockets, files or a clock. Computing digests, bytes and checksums
 * is allowed.
 */
const pure = (name: string, comment: string): DependencyRule => ({
  name: `${name}-does-no-io`,
  comment,
  from: { path: layer(name) },
  to: { path: '^node:', pathNot: '^node:(crypto|buffer|zlib)$' },
});

export const dependencyRules: readonly DependencyRule[] = [
  mayImport(
    'model',
    [],
    'The model is the part that is verified against the real operator; so it depends on no other layer.',
  ),
  mayImport('kubernetes', ['model'], 'Reads API objects into the model.'),
  mayImport(
    'rules',
    ['kubernetes', 'model'],
    'Rules read cluster states and depend on no protocol or client.',
  ),
  mayImport('policy', ['rules', 'kubernetes', 'model'], 'Levels and exemptions decide what a finding does.'),
  mayImport(
    'webhook',
    ['audit', 'policy', 'rules', 'kubernetes', 'model'],
    'The protocol does not depend on how it is served.',
  ),
  mayImport(
    'audit',
    ['webhook', 'policy', 'rules', 'kubernetes', 'model'],
    'Records and where they are written.',
  ),
  mayImport(
    'engine',
    ['webhook', 'policy', 'rules', 'kubernetes', 'model'],
    'What offline commands and other programs call.',
  ),
  mayImport(
    'background',
    ['watching', 'webhook', 'policy', 'rules', 'kubernetes', 'model'],
    'Evaluates the stored state with the rules of admission; adapters write what it publishes.',
  ),
  mayImport(
    'reporting',
    ['engine', 'policy', 'rules', 'kubernetes', 'model'],
    'A formatter only turns results into text.',
  ),
  mayImport(
    'server',
    ['watching', 'certificates', 'webhook', 'audit'],
    'The server decides nothing about mirrors.',
  ),
  mayImport(
    'worker',
    ['webhook', 'policy', 'rules', 'kubernetes', 'model'],
    'The thread evaluates bytes; it has no socket, file or client.',
  ),
  mayImport('certificates', ['watching', 'webhook'], 'Certificates do not depend on requests.'),
  mayImport('watching', [], 'It detects changes and does not depend on what changes.'),
  mayImport(
    'cluster',
    [
      'manifests',
      'certificates',
      'background',
      'watching',
      'webhook',
      'engine',
      'rules',
      'kubernetes',
      'model',
    ],
    'Collectors provide facts; they do not evaluate rules.',
  ),
  mayImport(
    'manifests',
    ['engine', 'webhook', 'rules', 'kubernetes', 'model'],
    'The one reader of YAML and JSON manifests.',
  ),
  mayImport(
    'page',
    ['manifests', 'reporting', 'engine', 'policy', 'rules', 'kubernetes', 'model'],
    'The page evaluates as the CLI does, without files, sockets or the parts of a server.',
  ),
  mayImport(
    'cli',
    [
      'page',
      'reporting',
      'manifests',
      'engine',
      'config',
      'webhook',
      'audit',
      'policy',
      'rules',
      'kubernetes',
      'model',
    ],
    'The CLI uses the same evaluation and the same policy files as the webhook; it never serves or watches.',
  ),
  mayImport(
    'config',
    ['policy', 'rules', 'kubernetes', 'model'],
    'Options are data; only main/ passes them on.',
  ),
  mayImport(
    'observability',
    ['background', 'audit', 'webhook', 'policy', 'rules', 'model'],
    'Loggers and metrics evaluate no rule.',
  ),
  {
    name: 'kubernetes-client-on-demand',
    comment:
      'The client is more than half of the program in memory and start time; load it only if there is a cluster.',
    from: { path: '^src/', pathNot: '^src/main/(connect-on-demand|hooks)\\.ts$' },
    to: { path: '^src/cluster/(client|event-writer|lease)\\.ts$' },
  },
  pure('model', 'No file, socket, process or clock.'),
  pure('kubernetes', 'Objects in, model out.'),
  pure('rules', 'Rules do no I/O; facts are passed to them.'),
  pure('policy', 'Decisions do no I/O.'),
  pure('webhook', 'Bytes in, bytes out; sockets and files belong to adapters.'),
  pure('engine', 'Other programs run it anywhere, also in a browser.'),
  pure('page', 'It runs in a browser.'),
  pure('reporting', 'Formatters return text; the caller prints it.'),
  {
    name: 'no-rule-imports-another-rule',
    comment: 'Code that two rules share belongs in rules/context/.',
    from: { path: '^src/rules/(object|state|change)/([^/]+)\\.ts$' },
    to: { path: '^src/rules/(object|state|change)/', pathNot: '^src/rules/$1/$2\\.ts$' },
  },
  {
    name: 'the-core-imports-no-package',
    comment: 'The core does not depend on the release of a library.',
    from: { path: '^src/(model|kubernetes|rules|policy)/', pathNot: '^src/kubernetes/machine-configs/' },
    to: { path: '^node_modules/' },
  },
  {
    name: 'machine-configs-import-two-packages',
    comment: 'Files of MachineConfigs are TOML and gzip; both are parsed where the objects are read.',
    from: { path: '^src/kubernetes/machine-configs/' },
    to: { path: '^node_modules/', pathNot: '^node_modules/(smol-toml|fflate)/' },
  },
  onlyIn('express', 'src/server/', 'Only the server routes requests.'),
  onlyIn('@kubernetes/client-node', 'src/cluster/', 'One package calls the Kubernetes API.'),
  onlyIn('node-forge', 'src/certificates/', 'One package creates certificates.'),
  onlyIn(
    'ajv',
    'src/(kubernetes/structure|config)/',
    'Schemas validate external input; the model has types.',
  ),
  onlyIn('commander', 'src/cli/', 'Only the CLI parses arguments.'),
  onlyIn('yaml', 'src/(cli|config|manifests|cluster/folder)', 'Only adapters read YAML.'),
  onlyIn('js-yaml', 'src/manifests/images/', 'Images need no positions, and dumps of pods are large.'),
  onlyIn('pino', 'src/observability/', 'One package logs.'),
  onlyIn('prom-client', 'src/observability/', 'One package defines metrics.'),
  onlyIn('smol-toml', 'src/kubernetes/machine-configs/parse-toml.ts', 'One parser of TOML.'),
  onlyIn('fflate', 'src/kubernetes/machine-configs/decode-contents.ts', 'Decompresses Ignition files.'),
  onlyIn('preact', 'src/page/ui/', 'One view library, for the page alone.'),
  {
    name: 'only-page-data-outside-the-page',
    comment: 'The views and the worker are a program of their own, which runs in a browser.',
    from: { path: '^src/', pathNot: layer('page') },
    to: { path: layer('page'), pathNot: '^src/page/data/' },
  },
  onlyIn('diff', 'src/reporting/unified-diff.ts', 'One file creates unified diffs.'),
];
