import type { WHATIF_EN } from '../en/whatif.ts'
import { prefixed } from '../prefixed.ts'

const MISSING = {
  'bill': '{n, plural, one {# mes no tiene} other {# meses no tienen}} factura en este puesto', 'usage': '{n, plural, one {# mes no tiene} other {# meses no tienen}} consumo en este puesto', 'usage-too-coarse': 'el consumo de {n, plural, one {# mes} other {# meses}} se sabe con muy poco detalle para este precio',
  'usage-detail': 'de {n, plural, one {# mes} other {# meses}} este puesto no sabe las horas, o cómo fue cada uso, por lo que va el precio',
  'price-kind': 'el precio de {n, plural, one {# mes} other {# meses}} es de un tipo que este puesto no calcula',
} as const

export const WHATIF_ES = {
  ...prefixed('whatifMissing', MISSING),
  'verb.whatIf': 'Lo que habrían costado los últimos meses con otras ofertas', 'verbShort.whatIf': 'Otras ofertas', 'whatif.open': 'Con otras ofertas',
  'whatif.title': 'Los últimos meses con cada oferta de aquí', 'whatif.headline': '{n, plural, one {El último mes} other {Los últimos # meses}} con cada oferta de aquí', 'whatif.paid': 'facturado, con impuestos', 'whatif.service': 'Servicio', 'whatif.offers': 'En su lugar, por ahorro', 'whatif.offer': 'Oferta', 'whatif.there': 'Con ella', 'whatif.against': 'Frente a lo suyo',
  'whatif.withBundle': '{name} con {bundleName}', 'whatif.cannot': 'no se puede decir', 'whatif.less': '{savingMinor} menos', 'whatif.more': '{extraMinor} más', 'whatif.same': 'lo mismo', 'whatif.overMonths': 'en {n} de {all} meses', 'whatif.without': 'sin {names}',
  'whatif.leftOut': 'No se cuenta: {why}.', 'whatif.neverGuessed': 'Se comparan {n} de {all} meses. Lo que este puesto no tiene se deja fuera en ambos lados, nunca se supone.',
  'whatif.sayHead': 'Diga ahora', 'whatif.say.less': 'En {n, plural, one {# mes} other {# meses}} se le facturaron **{paidMinor}**. Con **{name}** habrían sido **{totalMinor}**: **{savingMinor} menos**.', 'whatif.say.more': 'En {n, plural, one {# mes} other {# meses}} se le facturaron **{paidMinor}**. Con **{name}** habrían sido **{totalMinor}**: {extraMinor} más.',
  'whatif.say.same': 'En {n, plural, one {# mes} other {# meses}} se le facturaron **{paidMinor}**. Con **{name}** habría sido lo mismo.', 'whatif.say.cannot': 'No puedo decir cuánto habrían sido estos meses con **{name}**.', 'whatif.say.nothingCheaper': 'Nada en su dirección habría salido más barato.', 'whatif.say.once': 'De eso, {onceMinor} se cobran una sola vez.', 'whatif.say.lost': 'Se quedaría sin {names}.',
  'whatif.monthly': 'Un mes normal', 'whatif.once': 'Se cobra una vez', 'whatif.beginning': 'Al principio', 'whatif.introductory': 'los primeros meses a precio de bienvenida', 'whatif.kept': 'Se mantiene al lado', 'whatif.lost': 'Se perdería', 'whatif.byMonth': 'Mes a mes', 'whatif.month': 'Mes desde', 'whatif.youPaid': 'Facturado', 'whatif.difference': 'Diferencia',
  'whatif.loading': 'Calculando los últimos meses', 'whatif.noBills': 'Todavía no se facturó nada', 'whatif.noOffers': 'En esta dirección no se puede tener nada más', 'whatif.notHere': '{n, plural, one {# plan se vende} other {# planes se venden}} en otros lugares', 'whatif.failed': 'No se pudieron comparar estos meses', 'whatif.again': 'Preguntar otra vez',
  'whatif.offline': 'Sin red: esto se calcula con lo último que este puesto oyó.', 'whatif.last12': 'Los últimos 12 meses', 'whatif.last24': 'Los últimos 24 meses', 'whatif.back': 'Volver', 'notNow.noCustomer': 'abra antes un cliente',
} as const satisfies Record<keyof typeof WHATIF_EN, string>
