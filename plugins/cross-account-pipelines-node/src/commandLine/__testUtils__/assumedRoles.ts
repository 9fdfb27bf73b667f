import { http, HttpResponse } from 'msw';

/** Gives whoever asks the keys of the account whose role is assumed. */
export const assumedRoles = http.post(
  /^https:\/\/sts\./,
  async ({ request }) => {
    const input = new URLSearchParams(await request.text());
    const [, caller] = /Credential=AKIA(\d{12})/.exec(
      request.headers.get('authorization')!,
    )!;
    const account = input.get('RoleArn')?.split(':')[4];
    const action = input.get('Action');
    return HttpResponse.xml(
      `<${action}Response xmlns="urn:x"><${action}Result>${
        account
          ? `<Credentials><AccessKeyId>AKIA${account}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>`
          : `<Account>${caller}</Account><Arn>arn:aws:iam::${caller}:user/x</Arn>`
      }</${action}Result></${action}Response>`,
    );
  },
);
