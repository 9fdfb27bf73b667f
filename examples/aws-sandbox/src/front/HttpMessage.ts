/**
 * A request as it came in, its body read to the end.
 */
export interface HttpRequest {
  method: string;
  /** As sent: still percent-encoded, without the query. */
  path: string;
  /** As sent: still percent-encoded, without the question mark. */
  query: string;
  /** By lower-case name. */
  headers: Record<string, string>;
  body: Buffer;
}

export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
}
