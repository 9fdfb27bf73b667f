/**
 * Makes SDK clients that are given no endpoint reach a sandbox, as the portal's
 * do.
 *
 * @returns puts it back as it was
 */
export function pointSdkAt(url: string): () => void {
  const { AWS_ENDPOINT_URL: before } = process.env;
  process.env.AWS_ENDPOINT_URL = url;
  return () => {
    if (before === undefined) {
      delete process.env.AWS_ENDPOINT_URL;
    } else {
      process.env.AWS_ENDPOINT_URL = before;
    }
  };
}
