// The reference server of the tus project, as its makers publish it, with a folder to store in.
import http from 'node:http'
import { Server } from '@tus/server'
import { FileStore } from '@tus/file-store'

const [folder, port] = process.argv.slice(2)
const tus = new Server({ path: '/files', datastore: new FileStore({ directory: folder }) })
const listening = http.createServer((asked, answer) => tus.handle(asked, answer))
listening.listen(Number(port), '127.0.0.1', () => console.log(JSON.stringify({ port: listening.address().port })))
