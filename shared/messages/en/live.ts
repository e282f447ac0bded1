/** The order as it happens. */
export const LIVE_EN = {
  'live.title': 'What happened', 'live.once': 'each step runs once', 'live.opening': 'Opening the order', 'live.kept': 'Kept here, not yet sent. It goes out once, as soon as the network is back.',
  'live.nothingCharged': 'Nothing is charged.', 'live.pivot': 'Point of no return', 'live.bill': 'First bill', 'live.then': 'then {monthlyMinor} a month', 'live.order': 'Order', 'live.cancel': 'Cancel the order',
  'live.next': 'next', 'live.afterwards': 'then', 'live.queued': 'Queued', 'live.undone': 'Taken back, nothing is left there.',
  'live.state.completed': 'Live. All {total} steps are done.', 'live.state.failed': 'Not possible. Everything was taken back.', 'live.state.cancelled': 'Cancelled. Everything was taken back.', 'live.state.held': 'Stopped to ask you.',
  'live.state.pending': 'Kept here, not yet sent.', 'live.state.undoing': 'Taking it back, step by step.', 'live.state.progress': '{done} of {total} steps done.{missing, plural, =0 {} one { One answer is missing.} other { # answers are missing.}}',
  'held.label': 'A decision is needed', 'held.price': 'The price is now {newMinor}, you said {oldMinor}', 'held.nothingSent': 'Nothing was sent to any provider. Ask the caller, then decide.', 'held.agrees': 'The caller agrees',
  'proof.title': 'Proof of access', 'proof.password': 'Password at the ISP', 'proof.hint': 'Logs in over RADIUS as the subscriber’s equipment would', 'proof.login': 'Log in now', 'proof.accepted': 'Accepted, address {address}', 'proof.refused': 'Not accepted: no active service',
} as const
