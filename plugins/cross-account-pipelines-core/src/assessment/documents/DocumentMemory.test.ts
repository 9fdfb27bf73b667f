import { Assessment } from '../Assessment';
import { healthyEstate } from '../fixtures/healthyEstate';
import { DocumentMemory } from './DocumentMemory';

function policy(sid: string) {
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: sid, Effect: 'Allow', Action: '*', Resource: '*' }],
  };
}

describe('DocumentMemory', () => {
  it('knows the same of the same document, and of no other', () => {
    const memory = new DocumentMemory();
    const document = policy('One');
    expect(memory.of(document).compiled).toBe(memory.of(document).compiled);
    expect(memory.of(policy('One'))).not.toBe(memory.of(document));
    expect(memory.of(document).size).toBe(JSON.stringify(document).length);
  });

  it('compiles once what AWS decides by as it is written', () => {
    const known = new DocumentMemory().of(policy('One'));
    expect(known.decisive).toBe(known.compiled);
  });

  it('keeps what is asked for again and again, and forgets the rest', () => {
    const memory = new DocumentMemory();
    const [often, seldom] = [policy('Often'), policy('Seldom')];
    const first = { often: memory.of(often), seldom: memory.of(seldom) };
    for (let i = 0; i < 10_000; i++) {
      memory.of({});
      memory.of(often);
    }
    expect(memory.of(often)).toBe(first.often);
    expect(memory.of(seldom)).not.toBe(first.seldom);
  });

  it('is shared by the pipelines of one assessment', () => {
    const estate = healthyEstate({ pipelines: ['orders', 'bills'] });
    const count = jest.fn();
    for (const { guardrails } of Object.values(estate.accounts)) {
      const [[shared]] = guardrails!.serviceControlPolicies!;
      const { Statement } = shared.document as ReturnType<typeof policy>;
      shared.document = {
        Version: '2012-10-17',
        get Statement() {
          count();
          return Statement;
        },
      };
    }
    const assessment = new Assessment({ estate });
    const [orders, bills] = Object.keys(
      estate.accounts['111111111111'].pipelines,
    );
    expect(assessment.assess(orders).health).toBe('healthy');
    const readsForOne = count.mock.calls.length;
    expect(readsForOne).toBeGreaterThan(0);
    expect(assessment.assess(bills).health).toBe('healthy');
    expect(count).toHaveBeenCalledTimes(readsForOne);
  });
});
