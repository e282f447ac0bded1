import { createWriteStream, mkdirSync, renameSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import type { PlantNode, PlantSpan } from '../../../shared/domain/plant.ts'
import { namesOf, ofdsHead, toFeature, toOfdsNode, toOfdsSpan } from './ofds.ts'

export type PlantToWrite = { readonly nodes: () => Iterable<PlantNode>; readonly spans: () => Iterable<PlantSpan> }
export type WrittenPlant = { readonly nodes: number; readonly spans: number; readonly files: readonly string[] }
type List = { readonly name: string; readonly items: () => Iterable<unknown> }

/**
 * Writes the plant as the Open Fibre Data Standard has it: network.json, nodes.geojson and spans.geojson, one item a line. Each file takes its
 * place when it is whole. Memory does not grow with the plant. Errors: throws what the system says of the disk.
 */
export async function writePlant(directory: string, plant: PlantToWrite, about: { readonly name: string; readonly title: string; readonly providers: readonly { readonly id: string; readonly name: string }[] }): Promise<WrittenPlant> {
  mkdirSync(directory, { recursive: true })
  const owners = new Set<string>()
  let [nodes, spans] = [0, 0]
  for (const { providerId } of plant.nodes()) {
    owners.add(providerId)
    nodes++
  }
  for (const { providerId } of plant.spans()) {
    owners.add(providerId)
    spans++
  }
  const nameOf = namesOf(about.providers)
  const head = ofdsHead(about, [...owners].toSorted().map((id) => ({ id, name: nameOf(id) })))
  const nodeList: List = { name: 'nodes', items: () => mapped(plant.nodes(), (node) => toOfdsNode(node, nameOf)) }
  const spanList: List = { name: 'spans', items: () => mapped(plant.spans(), (span) => toOfdsSpan(span, nameOf)) }
  // The standard wants a list that is there to have an item.
  await write(join(directory, 'network.json'), head, [...(nodes > 0 ? [nodeList] : []), ...(spans > 0 ? [spanList] : [])])
  await write(join(directory, 'nodes.geojson'), { type: 'FeatureCollection' }, [{ name: 'features', items: () => mapped(plant.nodes(), (node) => toFeature(toOfdsNode(node, nameOf), head)) }])
  await write(join(directory, 'spans.geojson'), { type: 'FeatureCollection' }, [{ name: 'features', items: () => mapped(plant.spans(), (span) => toFeature(toOfdsSpan(span, nameOf), head)) }])
  return { nodes, spans, files: ['network.json', 'nodes.geojson', 'spans.geojson'] }
}

async function write(file: string, head: object, lists: readonly List[]): Promise<void> {
  const out = createWriteStream(`${file}.part`)
  const say = async (text: string) => { if (!out.write(text)) await once(out, 'drain') }
  await say(JSON.stringify(head).slice(0, -1))
  for (const { name, items } of lists) {
    await say(`,\n${JSON.stringify(name)}:[`)
    let mark = '\n'
    for (const item of items()) {
      await say(`${mark}${JSON.stringify(item)}`)
      mark = ',\n'
    }
    await say('\n]')
  }
  out.end('}\n')
  await once(out, 'finish')
  renameSync(`${file}.part`, file)
}

function* mapped<T, U>(items: Iterable<T>, to: (item: T) => U): Generator<U> {
  for (const item of items) yield to(item)
}
