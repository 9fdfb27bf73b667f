import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import type {
  MetricAttributes,
  MetricsServiceObservableCallback,
} from '@backstage/backend-plugin-api/alpha';

/** A metrics service that remembers what was recorded, in order. */
export function recordMetrics() {
  const recorded: Array<[name: string, attributes?: MetricAttributes]> = [];
  const callbacks = new Map<string, MetricsServiceObservableCallback>();
  const metrics = metricsServiceMock.mock({
    createCounter: name => ({
      add: (_, attributes) => recorded.push([name, attributes]),
    }),
    createHistogram: name => ({
      record: (_, attributes) => recorded.push([name, attributes]),
    }),
    createObservableGauge: name => ({
      addCallback: callback =>
        callbacks.set(name, callback as MetricsServiceObservableCallback),
      removeCallback: () => callbacks.delete(name),
    }),
  });
  return {
    metrics,
    recorded,
    /** What an observable gauge shows now. */
    async read(name: string) {
      const shown: Array<[value: number, attributes?: MetricAttributes]> = [];
      await callbacks.get(name)!({
        observe: (value, attributes) => shown.push([value, attributes]),
      });
      return shown;
    },
  };
}
