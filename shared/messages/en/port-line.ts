/** Where no port is free: the place in line, in words a rep reads aloud. */
export const PORT_LINE_EN = {
  'portLine.title': 'In line for a port',
  'portLine.full': 'No port is free at {name}. {others, select, yes {The caller would be number {place} in line; the first has waited since {firstAt}.} other {Nobody waits yet: the caller would be first in line.}}',
  'portLine.waiting': 'In line at {name} since {sinceAt}: number {place} of {waiting}. When it is their turn, a port is kept for this house for {hours, plural, one {# hour} other {# hours}}; without an order by then it goes to the next.',
  'portLine.kept': 'A port at {name} is kept for this house until {untilAt}, {untilAt, clock}. Without an order by then it goes to the next in line.',
  'portLine.join': 'Put the caller in line', 'portLine.leave': 'Leave the line', 'portLine.asking': 'Asking central',
  'note.portLineJoined': 'Put in line for a port at {name}, number {place}', 'note.portLineLeft': 'Left the line for a port at {name}',
} as const
