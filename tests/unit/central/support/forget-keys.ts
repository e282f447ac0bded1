import type { CentralStore } from '../../../../main/central/ports.ts'

/** The broken variant that every exactly-once test must catch: a central that forgets which keys it has answered. */
export const forgetKeys = (store: CentralStore): CentralStore => ({
  ...store,
  write: (work) => store.write((tx) => work({ ...tx, commands: { find: async () => null, insert: async () => undefined } })),
})
