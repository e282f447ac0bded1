/** Who may do what is decided by dispatch from these, and again by central; a screen only hints. */
export const ROLES = ['rep', 'technician', 'supervisor', 'administrator'] as const
export type Role = (typeof ROLES)[number]
