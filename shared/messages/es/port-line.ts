import type { PORT_LINE_EN } from '../en/port-line.ts'

export const PORT_LINE_ES = {
  'portLine.title': 'En la lista para un puerto',
  'portLine.full': 'No hay ningún puerto libre en {name}. {others, select, yes {Quien llama sería el número {place} en la lista; el primero espera desde el {firstAt}.} other {Nadie espera todavía: quien llama sería el primero en la lista.}}',
  'portLine.waiting': 'En la lista de {name} desde el {sinceAt}: número {place} de {waiting}. Cuando le toque, se guarda un puerto para esta casa durante {hours, plural, one {# hora} other {# horas}}; sin un pedido hasta entonces pasa al siguiente.',
  'portLine.kept': 'Un puerto de {name} está guardado para esta casa hasta el {untilAt}, {untilAt, clock}. Sin un pedido hasta entonces pasa al siguiente de la lista.',
  'portLine.join': 'Poner a quien llama en la lista', 'portLine.leave': 'Salir de la lista', 'portLine.asking': 'Preguntando a la central',
  'note.portLineJoined': 'En la lista para un puerto de {name}, número {place}', 'note.portLineLeft': 'Salió de la lista para un puerto de {name}',
} as const satisfies Record<keyof typeof PORT_LINE_EN, string>
