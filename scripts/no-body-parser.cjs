// Replaces body-parser in the bundles: express imports it, and mirrorguard does not use it.
module.exports = {};
