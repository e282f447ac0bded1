import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { watchLife } from '../../../main/hosts/watch-life.ts'

const threadThat = (code: string) => new Worker(code, { eval: true })

it('a thread that ends by itself is told of with why, and is over for whoever asks afterwards', async () => {
  const life = watchLife(threadThat("setImmediate(() => { throw new Error('the disk is full') })"))
  expect(life.isOver()).toBe(false)
  expect(await life.endedByItself).toBe('The desk has stopped: the disk is full. What was saved is safe; start it again.')
  expect(life.isOver()).toBe(true)
  await expect(life.over).resolves.toBeUndefined()
})

it('a thread that was asked to end is over and nothing is told', async () => {
  const thread = threadThat("require('node:worker_threads').parentPort.once('message', () => process.exit(0))")
  const life = watchLife(thread)
  let told = ''
  void life.endedByItself.then((sentence) => (told = sentence))
  life.expectEnd()
  thread.postMessage('stop')
  await life.over
  expect(life.isOver()).toBe(true)
  expect(told).toBe('')
})

it('the control: listening for the end of a thread that is over hears nothing', async () => {
  const thread = threadThat('process.exit(0)')
  await watchLife(thread).over
  const heard = new Promise((resolve) => thread.once('exit', () => resolve('heard')))
  const nothing = new Promise((resolve) => setImmediate(() => resolve('nothing')))
  expect(await Promise.race([heard, nothing])).toBe('nothing')
})
