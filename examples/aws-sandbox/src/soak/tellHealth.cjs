/**
 * Goes before a program that another process started: tells that one, whenever it
 * asks, what the program holds once all garbage is collected.
 */
const { readdirSync } = require('node:fs');

process.on('message', question => {
  if (question !== 'health') {
    return;
  }
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  const kinds = Map.groupBy(process.getActiveResourcesInfo(), kind => kind);
  process.send({
    heapUsed,
    external,
    rss,
    handles: [...kinds.values()].flat().length,
    files: readdirSync('/proc/self/fd').length,
    kinds: [...kinds].map(([kind, all]) => `${all.length} ${kind}`).join(', '),
  });
});
