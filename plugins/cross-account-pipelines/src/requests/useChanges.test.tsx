import { act, render } from '@testing-library/react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { useChanges } from './useChanges';

function Page({ onChange }: { onChange(): void }) {
  useChanges(onChange);
  return null;
}

describe('useChanges', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('calls back once for what was found at about the same time, and not after the page', () => {
    let send: () => void = () => {};
    const unsubscribe = jest.fn();
    const signals = {
      subscribe: jest.fn(
        (channel: string, listener: (message: any) => void) => {
          send = () => listener({ action: 'pipelines-changed' });
          return { channel, unsubscribe };
        },
      ),
    };
    const onChange = jest.fn();
    const { unmount } = render(
      <TestApiProvider apis={[[signalApiRef, signals]]}>
        <Page onChange={onChange} />
      </TestApiProvider>,
    );
    send();
    send();
    expect(onChange).not.toHaveBeenCalled();
    act(() => jest.runAllTimers());
    expect(onChange).toHaveBeenCalledTimes(1);
    send();
    act(() => jest.runAllTimers());
    expect(onChange).toHaveBeenCalledTimes(2);
    send();
    unmount();
    jest.runAllTimers();
    expect(onChange).toHaveBeenCalledTimes(2);
    expect(unsubscribe).toHaveBeenCalledTimes(1);
  });

  it('does nothing in a portal without signals', () => {
    const onChange = jest.fn();
    render(
      <TestApiProvider apis={[]}>
        <Page onChange={onChange} />
      </TestApiProvider>,
    );
    expect(onChange).not.toHaveBeenCalled();
  });
});
