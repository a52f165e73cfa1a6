// The entry point of the container image: `mirrorguard ...` starts the CLI, any other arguments are flags of
// the webhook.
const isCli = process.argv[2] === 'mirrorguard';
if (isCli) process.argv.splice(2, 1);
await import(isCli ? '/app/dist/cli.mjs' : '/app/dist/webhook.mjs');
