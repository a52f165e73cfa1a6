// What the container image runs: `mirrorguard ...` is the CLI, anything else are flags of the webhook.
const isCli = process.argv[2] === 'mirrorguard';
if (isCli) process.argv.splice(2, 1);
await import(isCli ? '/app/dist/cli.mjs' : '/app/dist/webhook.mjs');
