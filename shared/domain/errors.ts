/** How an expected refusal is treated. Retry is decided from `transient`, never at the call site. */
export type ErrorKind = 'input' | 'refused' | 'conflict' | 'permission' | 'unavailable' | 'storage' | 'version'
type Row = { readonly kind: ErrorKind; readonly transient: boolean }

/** Every expected error, one row each. The words for each are in shared/messages under `error.<code>`. */
export const ERRORS = {
  'input-invalid': { kind: 'input', transient: false },
  'unknown-command': { kind: 'version', transient: false },
  'sign-in-required': { kind: 'permission', transient: false },
  'sign-in-refused': { kind: 'permission', transient: false },
  'not-permitted': { kind: 'permission', transient: false },
  'command-reused': { kind: 'conflict', transient: false },
  'card-digits-refused': { kind: 'input', transient: false },
  'address-unknown': { kind: 'input', transient: false },
  'unit-missing': { kind: 'input', transient: false },
  'draft-unknown': { kind: 'input', transient: false },
  'draft-changed': { kind: 'conflict', transient: false },
  'draft-incomplete': { kind: 'input', transient: false },
  'qualification-missing': { kind: 'refused', transient: false },
  'qualification-expired': { kind: 'refused', transient: false },
  'qualification-negative': { kind: 'refused', transient: false },
  'offering-withdrawn': { kind: 'conflict', transient: false },
  'offering-not-eligible': { kind: 'refused', transient: false },
  'prerequisite-missing': { kind: 'refused', transient: false },
  'price-changed': { kind: 'conflict', transient: false },
  'key-not-free': { kind: 'input', transient: false },
  'script-missing': { kind: 'unavailable', transient: false },
  'label-not-shown': { kind: 'refused', transient: false },
  'consent-missing': { kind: 'refused', transient: false },
  'recording-notice-missing': { kind: 'refused', transient: false },
  'pin-wrong': { kind: 'refused', transient: false },
  'pin-locked': { kind: 'refused', transient: false },
  'pin-weak': { kind: 'input', transient: false },
  'pin-unknown': { kind: 'refused', transient: false },
  'callback-missing': { kind: 'refused', transient: false },
  'order-unknown': { kind: 'input', transient: false },
  'order-past-pivot': { kind: 'refused', transient: false },
  'order-not-held': { kind: 'refused', transient: false },
  'order-in-flight-here': { kind: 'conflict', transient: false },
  'step-not-waiting': { kind: 'refused', transient: false },
  'promise-unknown': { kind: 'input', transient: false },
  'promise-time-refused': { kind: 'input', transient: false },
  'order-in-flight-elsewhere': { kind: 'conflict', transient: false },
  'customer-unknown': { kind: 'input', transient: false },
  'customers-not-joined': { kind: 'conflict', transient: false },
  'customer-merged': { kind: 'conflict', transient: false },
  'network-unavailable': { kind: 'unavailable', transient: true },
  'central-unavailable': { kind: 'unavailable', transient: true },
  'central-older': { kind: 'version', transient: false },
  'provider-unavailable': { kind: 'unavailable', transient: true },
  'provider-outcome-unknown': { kind: 'unavailable', transient: true },
  'provider-refused': { kind: 'refused', transient: false },
  'provider-answer-malformed': { kind: 'unavailable', transient: true },
  'provider-unknown': { kind: 'input', transient: false },
  'identifier-rejected': { kind: 'refused', transient: false },
  'identifier-realm-unknown': { kind: 'input', transient: false },
  'identifier-taken': { kind: 'refused', transient: false },
  'identifier-reserved': { kind: 'refused', transient: false },
  'identifier-expired': { kind: 'refused', transient: false },
  'identifier-malformed': { kind: 'input', transient: false },
  'identifier-locked': { kind: 'refused', transient: false },
  'password-refused': { kind: 'refused', transient: false },
  'isp-certificate-refused': { kind: 'unavailable', transient: true },
  'isp-unavailable': { kind: 'unavailable', transient: true },
  'pool-exhausted': { kind: 'refused', transient: false },
  'address-rule-missing': { kind: 'refused', transient: false },
  'address-released': { kind: 'refused', transient: false },
  'hold-expired': { kind: 'refused', transient: false },
  'local-id-taken': { kind: 'conflict', transient: false },
  'storage-full': { kind: 'storage', transient: true },
  'storage-read-only': { kind: 'storage', transient: true },
  'storage-busy': { kind: 'storage', transient: true },
  'cache-rebuilding': { kind: 'unavailable', transient: true },
  'journal-newer': { kind: 'version', transient: false },
  'catalog-newer': { kind: 'version', transient: false },
  'catalog-missing': { kind: 'unavailable', transient: true },
  'territory-invalid': { kind: 'input', transient: false },
  'secret-store-required': { kind: 'refused', transient: false },
  'sandbox-absent': { kind: 'refused', transient: false },
  'update-feed-missing': { kind: 'unavailable', transient: true },
  'update-refused': { kind: 'refused', transient: false },
  'internal': { kind: 'unavailable', transient: false },
} as const satisfies Record<string, Row>

export type ErrorCode = keyof typeof ERRORS
export type Details = Readonly<Record<string, string | number | boolean | null>>
/** An expected refusal as it crosses any process. */
export type AppError = { readonly code: ErrorCode; readonly details: Details }

/** Builds a refusal. */
export const appError = (code: ErrorCode, details: Details = {}): AppError => ({ code, details })

/** True when the same request may be repeated with the same key. */
export const isTransient = (error: AppError): boolean => ERRORS[error.code].transient
