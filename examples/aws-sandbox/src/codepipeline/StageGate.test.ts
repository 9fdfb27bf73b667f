import type { Execution } from './Execution';
import { StageGate } from './StageGate';

const execution = (id: string) => ({ id } as Execution);

describe('StageGate', () => {
  it('lets one in at a time', async () => {
    const gate = new StageGate();
    const first = execution('first');
    const second = execution('second');
    await expect(gate.enter(first, 'SUPERSEDED')).resolves.toBe(true);
    const entered = gate.enter(second, 'SUPERSEDED');
    expect(gate.inbound).toEqual([second]);
    gate.leave(first);
    await expect(entered).resolves.toBe(true);
    expect(gate.inbound).toEqual([]);
  });

  it('prefers the newer of two that wait, unless they queue', async () => {
    for (const [mode, isAdmitted] of [
      ['SUPERSEDED', false],
      ['QUEUED', true],
    ] as const) {
      const gate = new StageGate();
      const inside = execution('inside');
      await gate.enter(inside, mode);
      const older = execution('older');
      const olderEntered = gate.enter(older, mode);
      const newerEntered = gate.enter(execution('newer'), mode);
      gate.leave(inside);
      await expect(olderEntered).resolves.toBe(isAdmitted);
      gate.leave(older);
      await expect(newerEntered).resolves.toBe(true);
    }
  });

  it('lets all in where they run in parallel', async () => {
    const gate = new StageGate();
    await gate.enter(execution('first'), 'PARALLEL');
    await expect(gate.enter(execution('second'), 'PARALLEL')).resolves.toBe(
      true,
    );
  });
});
