import type { DeskState } from './state.ts'

/** A provider's name for people; our own steps are ours. */
export const providerName = (status: DeskState['status'], providerId: string | null): string =>
  providerId === null ? 'Lastmile' : (status?.providers.find((provider) => provider.providerId === providerId)?.name ?? providerId)
