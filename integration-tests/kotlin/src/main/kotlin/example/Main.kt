package example

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import com.zaxxer.hikari.HikariConfig
import com.zaxxer.hikari.HikariDataSource
import java.net.InetAddress
import java.net.InetSocketAddress
import java.util.concurrent.Executors
import kotlinx.coroutines.runBlocking
import org.jetbrains.exposed.sql.Database

/** Arguments: URL, user, password. The number in a path is that of its statements. */
fun main(arguments: Array<String>) {
  Database.connect(
      HikariDataSource(
          HikariConfig().apply {
            poolName = "main"
            jdbcUrl = arguments[0]
            username = arguments[1]
            password = arguments[2]
            maximumPoolSize = 10
          }))
  createSchema()
  val server = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
  server.context("/blocking/") { inATransaction(it) }
  server.context("/lambda/") { inALambda(it) }
  server.context("/suspended/") { inASuspendedTransaction(it) }
  server.context("/async/") { inACoroutineEach(it) }
  server.context("/deferred/") { inADeferredTransaction(it) }
  server.context("/lazy/") { inLazyReferences(it) }
  server.context("/list/") { inLazyLists(it) }
  server.executor = Executors.newFixedThreadPool(16)
  server.start()
  println("listening on ${server.address.port}")
}

private fun HttpServer.context(path: String, work: suspend (Int) -> Unit) =
    createContext(path) { exchange: HttpExchange ->
      runBlocking { work(exchange.requestURI.path.removePrefix(path).toInt()) }
      exchange.sendResponseHeaders(200, -1)
      exchange.close()
    }
