import type { Gate, Health, HopVerdict } from './PipelineReport';
import { gates, summarizeGates } from './summarizeGates';

const hop = (gate: Gate, health: Health): HopVerdict => ({
  id: `${gate}-${health}`,
  hop: 'H1',
  gate,
  health,
  sentence: 'One role may do something in 222222222222',
  evidence: [],
});

describe('summarizeGates', () => {
  it('passes the gates in the order of a run', () => {
    expect(gates).toEqual(['enter', 'artifacts', 'key', 'deploy']);
  });

  it('makes a gate as healthy as its worst hop', () => {
    expect(
      summarizeGates([
        hop('enter', 'healthy'),
        hop('enter', 'warning'),
        hop('artifacts', 'pending'),
        hop('artifacts', 'warning'),
        hop('key', 'unknown'),
        hop('deploy', 'healthy'),
      ]),
    ).toEqual({
      enter: 'warning',
      artifacts: 'pending',
      key: 'unknown',
      deploy: 'healthy',
    });
  });

  it('judges nothing behind a shut gate', () => {
    expect(
      summarizeGates([
        hop('deploy', 'broken'),
        hop('key', 'broken'),
        hop('artifacts', 'healthy'),
        hop('enter', 'healthy'),
      ]),
    ).toEqual({
      enter: 'healthy',
      artifacts: 'healthy',
      key: 'broken',
      deploy: 'not-judged',
    });
  });

  it('does not take a gate for shut because something is unknown', () => {
    expect(
      summarizeGates([hop('enter', 'unknown'), hop('deploy', 'healthy')]),
    ).toMatchObject({ enter: 'unknown', deploy: 'healthy' });
  });

  it('says where a link has no hop of a gate', () => {
    expect(summarizeGates([hop('enter', 'healthy')])).toEqual({
      enter: 'healthy',
      artifacts: 'not-needed',
      key: 'not-needed',
      deploy: 'not-needed',
    });
    expect(Object.values(summarizeGates([]))).toEqual(
      gates.map(() => 'not-needed'),
    );
  });

  it('does not call a gate needless when an earlier one is shut', () => {
    expect(summarizeGates([hop('enter', 'broken')]).deploy).toBe('not-judged');
  });
});
