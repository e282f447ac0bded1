/** What an ISP may be holding for a call. `asking`: its answer is not known. `until`: when the ISP gives it back by itself at the latest. */
export type IdentifierHold = { readonly key: string; readonly draftId: string; readonly customerId: string; readonly userIdentifier: string; readonly state: 'asking' | 'held' | 'releasing'; readonly until: number }
