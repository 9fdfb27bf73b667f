const { parentPort, workerData } = require('node:worker_threads');
const { loadEngine } = require('./loadEngine.cjs');

/** Types that an engine may know; beyond, it begins with the latest ones again. */
const mostTypes = 100;

/** What the engine knows; undefined is all that there is. */
let known = new Set();
let engine;

parentPort.on('message', ({ id, file, text, types }) => {
  try {
    learn(types);
    const template = { path: file, readBytes: () => Buffer.from(text) };
    const { diagnostics } = engine.validateDetailed(template, {
      severityLevel: 'WARN',
    });
    parentPort.postMessage({ id, diagnostics });
  } catch (error) {
    parentPort.postMessage({ id, failure: String(error) });
  }
});
parentPort.postMessage({ id: 0, diagnostics: [] });

/** Loads an engine that knows those types, where the one at hand does not. */
function learn(types) {
  if (engine && (!known || types?.every(type => known.has(type)))) {
    return;
  }
  engine?.free();
  engine = undefined;
  const all = types && new Set([...known, ...types]);
  known = all && all.size > mostTypes ? new Set(types) : all;
  engine = loadEngine(workerData.library, known && [...known]);
}
