import { ResponseError } from '@backstage/errors';
import { messageOf } from './messageOf';

describe('messageOf', () => {
  it("takes the backend's own words", async () => {
    const error = await ResponseError.fromResponse(
      new Response(
        JSON.stringify({
          error: { name: 'NotAllowedError', message: 'You may not check' },
          response: { statusCode: 403 },
        }),
        { status: 403, headers: { 'Content-Type': 'application/json' } },
      ) as any,
    );
    expect(messageOf(error)).toBe('You may not check');
  });

  it('takes the message where there is no cause', () => {
    expect(messageOf(new TypeError('Failed to fetch'))).toBe('Failed to fetch');
    expect(messageOf(new Error('x', { cause: new Error('') }))).toBe('x');
  });

  it('takes anything that was thrown', () => {
    expect(messageOf('broken')).toBe('broken');
    expect(messageOf(undefined)).toBe('undefined');
  });
});
