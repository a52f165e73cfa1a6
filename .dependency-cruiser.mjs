/** The dependency laws of ARCHITECTURE.md. A law has a name and a reason; breaking one fails `npm run lint`. */
const layer = (name) => `^src/${name}/`;
/** A layer may import itself and the layers named; nothing else of src/. */
const mayImport = (name, allowed, comment) => ({
  name: `${name}-imports-only-${allowed.length === 0 ? 'itself' : allowed.join('-and-')}`,
  severity: 'error',
  comment,
  from: { path: layer(name) },
  to: { path: '^src/', pathNot: [name, ...allowed].map(layer) },
});
/** A package has one door: no file outside it may import the package. */
const oneDoor = (pkg, door, comment) => ({
  name: `only-${door.replaceAll('/', '-').replace(/^src-|\.ts$/g, '')}-imports-${pkg.replaceAll('/', '-').replace('@', '')}`,
  severity: 'error',
  comment,
  from: { path: '^src/', pathNot: `^${door}` },
  to: { path: `^node_modules/${pkg}/` },
});
/** Layers whose code must run anywhere, without a socket, a file or a clock. Digests, bytes and checksums are only computed. */
const pure = (name, comment) => ({
  name: `${name}-does-no-io`,
  severity: 'error',
  comment,
  from: { path: layer(name) },
  to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|buffer|zlib)$' },
});

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A cycle has no top: nobody can read it in order.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'An import that resolves to nothing.',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
    mayImport('domain', [], 'The world outside must not reach the model: it is the part that is proved.'),
    mayImport('policy', ['domain'], 'Rules see facts, never a protocol or a client.'),
    mayImport('admission', ['policy', 'domain'], 'The protocol must not know how it is served.'),
    mayImport('engine', ['admission', 'policy', 'domain'], 'What offline commands and other programs ask; it is shown by others.'),
    mayImport('reporting', ['engine', 'policy', 'domain'], 'A formatter turns results into text, nothing else.'),
    mayImport('server', ['watching', 'admission'], 'Serving decides nothing about mirrors.'),
    mayImport('watching', [], 'Whoever waits for changes uses it; it knows nothing of what changes.'),
    mayImport('cluster', ['admission', 'domain'], 'Collectors hand out facts; they do not evaluate rules.'),
    mayImport(
      'cli',
      ['reporting', 'engine', 'config', 'admission', 'policy', 'domain'],
      'The CLI judges by the same pipeline and the same policy files as the webhook; it never serves or watches.',
    ),
    mayImport('config', ['policy', 'domain'], 'Options are data; only main/ hands them out.'),
    mayImport('observability', ['admission', 'domain'], 'Sinks implement the ports of admission; they know no rule.'),
    {
      name: 'kubernetes-client-on-demand',
      severity: 'error',
      comment: 'The client is more than half of the program, in memory and in the time to start: who has no cluster does not load it.',
      from: { path: '^src/', pathNot: '^src/main/(connect-on-demand|hooks)\\.ts$' },
      to: { path: '^src/cluster/client\\.ts$' },
    },
    pure('domain', 'Pure: no file, socket, process or clock.'),
    pure('policy', 'Rules do no I/O; facts are handed to them.'),
    pure('admission', 'The pipeline is bytes in, bytes out; sockets and files belong to adapters.'),
    pure('engine', 'Other programs run it wherever they like: in a browser too.'),
    pure('reporting', 'Formatters return text; the caller prints it.'),
    {
      name: 'no-rule-imports-another-rule',
      severity: 'error',
      comment: 'A rule is one idea; what two rules share belongs to policy/ or domain/.',
      from: { path: '^src/policy/rules/([^/]+)\\.ts$', pathNot: 'index' },
      to: { path: '^src/policy/rules/', pathNot: '^src/policy/rules/$1\\.ts$' },
    },
    {
      name: 'rules-and-domain-import-no-package',
      severity: 'error',
      comment: 'What mirrorguard exists for is its own, and exact.',
      from: { path: '^src/(domain|policy)/' },
      to: { path: '^node_modules/' },
    },
    oneDoor('express', 'src/server/', 'Express is a detail of serving.'),
    oneDoor(
      '@kubernetes/client-node',
      'src/cluster/client.ts',
      'The Kubernetes client is behind one file, so that it can change in one file.',
    ),
    oneDoor('node-forge', 'src/server/tls/', 'Certificates are made in one place.'),
    oneDoor('ajv', 'src/(admission/decode|config)/', 'Schemas guard the edges; the model has types.'),
    oneDoor('commander', 'src/cli/', 'Arguments are the business of the CLI.'),
    oneDoor('yaml', 'src/(cli|config|cluster/folder)', 'YAML is read at the edges only.'),
    oneDoor('pino', 'src/observability/', 'One logger.'),
    oneDoor('prom-client', 'src/observability/', 'One registry of metrics.'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^(src|node_modules)/|^(node:)?[a-z_/]+$',
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
