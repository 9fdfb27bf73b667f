/**
 * Many clients at once, in a thread of their own: each asks for one address after
 * the other, once a second, as people do who look at pages.
 */
import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

/** Between two requests of a client; ms. */
const PACE = 1_000;

const { clients, seconds, urls, headers } = workerData;
const agent = new Agent({ keepAlive: true, maxSockets: clients });

/** @returns the size of the answer */
function ask(url) {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, response => {
      let size = 0;
      response.on('data', chunk => {
        size += chunk.length;
      });
      response.on('end', () =>
        response.statusCode === 200
          ? resolve(size)
          : reject(new Error(`${url} answered ${response.statusCode}`)),
      );
    }).on('error', reject);
  });
}

async function load(until) {
  const latencies = [];
  let bytes = 0;
  let next = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_, index) => {
      await sleep((index * PACE) / clients);
      while (performance.now() < until) {
        const url = urls[next++ % urls.length];
        const start = performance.now();
        const size = await ask(url);
        bytes += size;
        const took = performance.now() - start;
        latencies.push(took);
        await sleep(Math.max(0, PACE - took));
      }
    }),
  );
  return { latencies, bytes };
}

// Until everything that is made when it is first asked for is there.
const warmUp = await load(performance.now() + 2_000);
const { latencies, bytes } = await load(performance.now() + seconds * 1000);
agent.destroy();
latencies.sort((one, other) => one - other);
const at = share => latencies[Math.floor(latencies.length * share)];
parentPort.postMessage({
  requests: latencies.length,
  median: at(0.5),
  p95: at(0.95),
  kilobytes: bytes / latencies.length / 1024,
  all: latencies.length + warmUp.latencies.length,
});
