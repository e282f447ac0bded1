import type { USED_BY_EN } from '../en/used-by.ts'

/** Lo que alguien usó, mes a mes. */
export const USED_BY_ES = {
  'usedBy.title': 'Uso', 'usedBy.loading': 'Leyendo el uso', 'usedBy.none': 'Aún no hay uso en ninguna factura', 'usedBy.noneBody': 'Lo que se usa en un mes aparece en la factura siguiente.', 'usedBy.failed': 'No se pudo leer el uso', 'usedBy.daysFailed': 'No se pudieron leer los días de un mes: {why}',
  'usedBy.what': 'De qué', 'usedBy.shape': 'Mostrar como', 'usedBy.chart': 'Gráfico', 'usedBy.table': 'Tabla', 'usedBy.month': 'Mes', 'usedBy.units': 'Usado, {unit}', 'usedBy.uses': 'Veces', 'usedBy.charge': 'Cargo antes de impuestos',
  'usedBy.sentence': '{name}, {n, plural, one {# mes} other {# meses}}. El mayor, {month}: {most} {unit, usageUnit}.', 'usedBy.note': 'Como aparece en las facturas de este puesto; el uso de este mes llega con su factura.',
  'usedBy.when': 'Cuándo', 'usedBy.everyMonth': 'Mes a mes', 'usedBy.day': 'Día', 'usedBy.daySentence': '{name}, {n, plural, one {# día} other {# días}}. El mayor, {day}: {most} {unit, usageUnit}.', 'usedBy.dayNote': 'Como lo dijo la central a este puesto el {madeAt, date}, facturado o no.',
} as const satisfies Record<keyof typeof USED_BY_EN, string>
