import type { DownloadOptions, HttpExecutor } from 'builder-util-runtime'
import type { AppUpdater } from 'electron-updater'
import { type ClientRequest, request as httpRequest, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { createRequire } from 'node:module'

export type FeedUpdater = AppUpdater
type FeedOptions = { readonly feedUrl: string; readonly currentVersion: string; readonly cacheDir: string }

/**
 * electron-updater's generic provider outside Electron's main thread, because the console's thread asks: the app is described by an
 * adapter, HTTP is Node's, and nothing is ever installed by it. Errors: throws when `currentVersion` is no semantic version.
 */
export function createFeedUpdater(options: FeedOptions): FeedUpdater {
  // Required, not imported: an ESM import reads every export, and reading its `autoUpdater` starts an updater that needs Electron.
  const require = createRequire(import.meta.url)
  const library = require('electron-updater') as { readonly AppUpdater: OpenAppUpdater }
  const { findFile } = require('electron-updater/out/providers/Provider') as { readonly findFile: (files: readonly ResolvedFile[], ending: string) => ResolvedFile | undefined }
  const http = createHttp(require('builder-util-runtime') as Runtime)

  class VerifyingUpdater extends library.AppUpdater {
    async doDownloadUpdate(download: Download): Promise<unknown> {
      const ending = FILE_ENDINGS[process.platform] ?? 'AppImage'
      const fileInfo = findFile(download.updateInfoAndProvider.provider.resolveFiles(download.updateInfoAndProvider.info), ending)
      if (!fileInfo) throw Object.assign(new Error(`the channel file names no ${ending}`), { code: 'ERR_UPDATER_NO_FILES_PROVIDED' })
      return this.executeDownload({
        fileExtension: ending, fileInfo, downloadUpdateOptions: download, done: async () => undefined,
        // The executor hashes while it writes and rejects with ERR_CHECKSUM_MISMATCH.
        task: (destination, verified) => http.download(fileInfo.url, destination, verified),
      })
    }
    quitAndInstall(): void { throw new Error('this updater installs nothing') }
  }
  const updater = new VerifyingUpdater(null, describeApp(options))
  // The library leaves these two to be set where there is no Electron; the feed must come after, for it takes the executor along.
  Object.assign(updater, { httpExecutor: http, configOnDisk: { value: Promise.resolve({ updaterCacheDirName: 'pending-update' }) } })
  updater.logger = null
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = false
  updater.allowDowngrade = false
  updater.disableDifferentialDownload = true
  updater.forceDevUpdateConfig = true
  updater.setFeedURL({ provider: 'generic', url: options.feedUrl })
  return updater as unknown as FeedUpdater
}

const FILE_ENDINGS: Readonly<Record<string, string>> = { win32: 'exe', darwin: 'zip' }

type Runtime = { readonly HttpExecutor: abstract new () => HttpExecutor<ClientRequest> }
type NodeHttp = { readonly download: (url: URL, destination: string, options: DownloadOptions) => Promise<void> }

function createHttp({ HttpExecutor }: Runtime): NodeHttp {
  class NodeHttpExecutor extends HttpExecutor {
    createRequest(options: RequestOptions, callback: (response: unknown) => void): ClientRequest {
      return (options.protocol === 'http:' ? httpRequest : httpsRequest)(options, callback)
    }
    download(url: URL, destination: string, options: DownloadOptions): Promise<void> {
      const target: RequestOptions = { protocol: url.protocol, hostname: url.hostname, port: url.port, path: `${url.pathname}${url.search}`, headers: options.headers ?? {} }
      return options.cancellationToken.createPromise((resolve, reject, onCancel) => {
        this.doDownload(target, { destination, options, onCancel, responseHandler: null, callback: (error) => (error ? reject(error) : resolve()) }, 0)
      })
    }
  }
  return new NodeHttpExecutor()
}

const describeApp = ({ currentVersion, cacheDir }: FeedOptions) => ({
  version: currentVersion, name: 'lastmile-desk', isPackaged: true, appUpdateConfigPath: '', userDataPath: cacheDir, baseCachePath: cacheDir,
  whenReady: async () => undefined, relaunch: () => undefined, quit: () => undefined, onQuit: () => undefined,
})

/** What the library has but declares protected or internal. */
type ResolvedFile = { readonly url: URL; readonly info: { readonly url: string; readonly sha512: string } }
type Download = { readonly updateInfoAndProvider: { readonly info: unknown; readonly provider: { readonly resolveFiles: (info: unknown) => readonly ResolvedFile[] } } }
type DownloadTask = {
  readonly fileExtension: string; readonly fileInfo: ResolvedFile; readonly downloadUpdateOptions: Download
  readonly done: () => Promise<void>; readonly task: (destination: string, options: DownloadOptions) => Promise<void>
}
type OpenAppUpdater = abstract new (options: null, app: ReturnType<typeof describeApp>) => {
  logger: null
  autoDownload: boolean
  autoInstallOnAppQuit: boolean
  allowDowngrade: boolean
  disableDifferentialDownload: boolean
  forceDevUpdateConfig: boolean
  setFeedURL: (options: { readonly provider: 'generic'; readonly url: string }) => void
  executeDownload: (task: DownloadTask) => Promise<unknown>
}
