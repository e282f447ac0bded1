/**
 * The policy of every page a desk serves, by any host. `nonce`: fresh per page; emotion (MUI) puts it on the style elements it makes.
 * Scripts come from the desk's own files only and Trusted Types refuse a string where a script is meant. Source: OWASP, Electron checklist item 7.
 */
export const contentSecurityPolicy = (nonce: string): string => [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self' 'nonce-${nonce}'`,
  `font-src 'self'`,
  `img-src 'self' data:`,
  `connect-src 'self'`,
  `frame-ancestors 'none'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `object-src 'none'`,
  `worker-src 'self'`,
  `require-trusted-types-for 'script'`,
  // The one policy there may be is the map's: it passes its worker's address and nothing else.
  `trusted-types default`,
].join('; ')

/** What a script that runs as a worker may do: nothing outside itself. A worker takes its policy from its own answer, not from the page. */
export const WORKER_POLICY = `default-src 'none'; script-src 'self'`

/** Headers of every answer, page or not. None of them opens anything to another origin, and there is no CORS header on purpose. */
export const PROTECTIVE_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
} as const
