// Stands in for body-parser in the bundles: express asks for it at import, and nothing of mirrorguard uses it.
module.exports = {};
