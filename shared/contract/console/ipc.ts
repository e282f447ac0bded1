/** The two channels between a window and its desk: calls that answer an envelope, and events. There is no third. */
export const IPC = { call: 'lastmile.call', event: 'lastmile.event' } as const
