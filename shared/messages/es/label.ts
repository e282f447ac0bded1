/**
 * What the regulation's English label says, for a rep and a caller who speak Spanish. The label itself keeps the wording of 47 CFR 8.1(a); the terms
 * follow the Federal Communications Commission's Spanish glossary of the label. By the English wording, not by key: the label is no text of ours.
 */
export const LABEL_GLOSSES: Readonly<Record<string, string>> = {
  'Broadband Facts': 'Datos de banda ancha',
  'Fixed Broadband Consumer Disclosure': 'Información para el consumidor de banda ancha fija',
  'Monthly Price': 'Precio mensual',
  'This monthly price is an introductory rate.': 'Este precio mensual es una tarifa introductoria.',
  'This monthly price is not an introductory rate.': 'Este precio mensual no es una tarifa introductoria.',
  'This monthly price requires a contract.': 'Este precio mensual requiere un contrato.',
  'This monthly price does not require a contract.': 'Este precio mensual no requiere un contrato.',
  'One-time Fees at Purchase': 'Cargos únicos al momento de la compra',
  'Early Termination Fee': 'Cargo por cancelación anticipada',
  'Government Taxes': 'Impuestos del gobierno',
  'Varies by location': 'Varía según la ubicación',
  'Typical Download Speed': 'Velocidad típica de descarga',
  'Typical Upload Speed': 'Velocidad típica de carga',
  'Typical Latency': 'Latencia típica',
  'Data Included with Monthly Price': 'Datos incluidos en el precio mensual',
  Unlimited: 'Ilimitados',
  'Customer Support': 'Atención al cliente',
}
