import type { AccessType, PlanTerms } from './catalog.ts'
import type { ProviderId } from '../kernel/ids.ts'

/** A plan that providers' answers in a territory name, and at how many addresses. What makes two answers the same plan is everything but the address. */
export type FoundPlan = PlanTerms & { readonly providerId: ProviderId; readonly overProviderId: ProviderId | null; readonly accessType: AccessType; readonly planName: string; readonly addresses: number }
/** `names`: what the files call the companies. */
export type FoundPlans = { readonly plans: readonly FoundPlan[]; readonly names: Readonly<Record<string, string>> }
