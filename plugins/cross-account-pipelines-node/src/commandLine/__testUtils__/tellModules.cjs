// Preloaded into the program: tells on standard error what it has loaded.
process.on('exit', () => {
  process.stderr.write(Object.keys(require.cache).join('\n'));
});
