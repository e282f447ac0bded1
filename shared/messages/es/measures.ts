import type { MEASURES_EN } from '../en/measures.ts'

export const MEASURES_ES = {
  'measure.title': 'Esta llamada, medida',
  'measure.keys': '{n, plural, one {# tecla} other {# teclas}}', 'measure.clicks': '{n, plural, =0 {sin ratón} one {# clic} other {# clics}}', 'measure.said': '{n, plural, one {# tecla} other {# teclas}} para lo que dijo quien llama',
  'measure.submitted': '{time} desde el timbre hasta el envío', 'measure.talk': '{time} de llamada', 'measure.longestWait': 'la espera más larga, {waitMs}, en {name}', 'measure.noWait': 'ninguna espera de más de {limitMs}',
  'measure.typical': 'lo habitual es {time}', 'measure.typicalDefault': 'lo habitual es {time} (nuestro presupuesto, hasta que este puesto tenga {n} llamadas propias)',
  'measure.model': 'Manos y cabeza, unos {time} según el modelo de pulsaciones; es una estimación', 'measure.today': '{n, plural, one {# llamada} other {# llamadas}} hoy, la mitad en menos de {time}', 'measure.todayNone': '{n, plural, one {# llamada} other {# llamadas}} hoy, ninguna enviada todavía',
  'measures.title': 'Lo que cuestan las llamadas', 'measures.command': 'Medidas de las llamadas', 'measures.head': '{n, plural, one {# llamada} other {# llamadas}}. La mitad tardó menos de {time} desde el timbre hasta el envío.', 'measures.headNone': '{n, plural, one {# llamada} other {# llamadas}}, ninguna enviada.',
  'measures.period': 'Periodo', 'measures.days.1': 'Hoy', 'measures.days.7': '7 días', 'measures.days.30': '30 días',
  'measures.table': 'Tabla', 'measures.bars': 'Barras', 'measures.scope': '{desks, plural, one {Llamadas del único puesto que ha informado a la central} other {Llamadas de los # puestos que han informado a la central}}. Cada puesto informa en menos de un minuto.', 'measures.scopeHere': 'No se puede preguntar a la central: estas son las llamadas de este puesto. Faltan las de los demás.',
  'measures.loading': 'Sumando las llamadas', 'measures.empty': 'En este tiempo no se atendió ninguna llamada', 'measures.emptyBody': 'Una llamada cuenta desde su primera tecla. Elija un tiempo más largo o atienda una.',
  'measures.failed': 'No se pudieron leer las sumas', 'measures.failedBody': 'Las llamadas están a salvo. Léalas de nuevo.', 'measures.again': 'Leer de nuevo', 'measures.offline': 'Sin red: estas sumas son de este puesto. Faltan las de los demás.',
  'measures.reps': 'Agentes', 'measures.repTimes': 'Del timbre al envío por agente: la mediana es la barra, el percentil 95 es la marca (tiempo)', 'measures.waits': 'Esperas de más de {limitMs} según a quién se esperó (segundos en total)', 'measures.fallout': 'Pedidos con tropiezo por causa (% de los enviados)',
  'measures.noWaits': 'Nadie esperó más que eso.', 'measures.noFallout': 'Todos los pedidos salieron como se prometió.',
  'measures.col.rep': 'Agente', 'measures.col.calls': 'Llamadas', 'measures.col.submitted': 'Enviadas', 'measures.col.median': 'Mediana', 'measures.col.p95': 'Perc. 95', 'measures.col.keys': 'Teclas, mediana', 'measures.col.data': 'Teclas de datos, mediana', 'measures.col.clicks': 'Clics',
  'measures.col.waits': 'Esperas', 'measures.col.waited': 'Esperado', 'measures.col.fallout': 'Tropiezos', 'measures.col.who': 'Se esperó a', 'measures.col.count': 'Veces', 'measures.col.longest': 'La más larga', 'measures.col.sum': 'En total', 'measures.col.cause': 'Causa', 'measures.col.share': 'Parte',
  'measures.sum': 'En total', 'measures.here': 'este puesto ({name})', 'measures.cause': '{kind, mishap}: {code}', 'measures.causeAt': '{kind, mishap}: {code} en {name}',
  'mishap.refused': 'Rechazado', 'mishap.compensated': 'Deshecho', 'mishap.held': 'Detenido para preguntar', 'mishap.needsPerson': 'Necesita a una persona',
} as const satisfies Record<keyof typeof MEASURES_EN, string>
