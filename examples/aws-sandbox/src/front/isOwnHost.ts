/** `*.localhost` always leads to this machine; S3 puts bucket names there. */
const OWN_HOST =
  /^(?:127\.0\.0\.1|\[::1\]|(?:[a-z0-9-]+\.)*localhost)(?::\d+)?$/i;

/**
 * Whether a request was sent to this machine by a name that no other site can
 * have. With a name of its own that leads to 127.0.0.1, the page of another site
 * could read the answers (DNS rebinding).
 *
 * @param host - the `Host` header
 */
export function isOwnHost(host: string | undefined): boolean {
  return OWN_HOST.test(host ?? '');
}
