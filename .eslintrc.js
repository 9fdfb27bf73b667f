module.exports = {
  root: true,
  // The scripts of examples/portal, which are in no package with rules of its own.
  parserOptions: { ecmaVersion: 'latest', sourceType: 'module' },
};
