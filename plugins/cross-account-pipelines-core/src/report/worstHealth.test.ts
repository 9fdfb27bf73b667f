import { healthsFromBest, worstHealth } from './worstHealth';

describe('worstHealth', () => {
  it('finds the worst wherever it stands', () => {
    expect(worstHealth(['healthy', 'broken', 'warning'])).toBe('broken');
    expect(worstHealth(['unknown', 'healthy'])).toBe('unknown');
  });

  it('ranks every health above the one before it', () => {
    healthsFromBest.forEach((worse, index) => {
      const better = healthsFromBest.slice(0, index);
      expect(worstHealth([worse, ...better])).toBe(worse);
      expect(worstHealth([...better, worse])).toBe(worse);
    });
  });

  it('puts what could not be read above what works', () => {
    expect(worstHealth(['warning', 'pending', 'unknown'])).toBe('unknown');
  });

  it('takes nothing to be healthy', () => {
    expect(worstHealth([])).toBe('healthy');
  });

  it('takes any iterable', () => {
    expect(worstHealth(new Set(['healthy', 'warning'] as const))).toBe(
      'warning',
    );
  });
});
