package example

import com.zaxxer.hikari.HikariConfig
import com.zaxxer.hikari.HikariDataSource
import io.ktor.http.content.OutgoingContent
import io.ktor.server.application.call
import io.ktor.server.cio.CIO
import io.ktor.server.engine.embeddedServer
import io.ktor.server.netty.Netty
import io.ktor.server.request.receiveText
import io.ktor.server.response.respond
import io.ktor.server.response.respondText
import io.ktor.server.routing.Route
import io.ktor.server.routing.get
import io.ktor.server.routing.post
import io.ktor.server.routing.route
import io.ktor.server.routing.routing
import io.ktor.utils.io.*
import java.net.ServerSocket
import java.util.concurrent.CompletableFuture
import java.util.concurrent.atomic.AtomicInteger
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

lateinit var pool: HikariDataSource

fun query(trips: Int): String {
  if (trips > 0) {
    pool.connection.use { connection ->
      repeat(trips) { connection.createStatement().use { it.executeQuery("SELECT 1").close() } }
    }
  }
  return "done"
}

/** Ktor's two engines with the same routes. Arguments: URL, user, password. */
fun main(arguments: Array<String>) {
  pool = HikariDataSource(HikariConfig().apply {
    poolName = "main"
    jdbcUrl = arguments[0]
    username = arguments[1]
    password = arguments[2]
  })
  val netty = freePort()
  embeddedServer(Netty, port = netty, host = "127.0.0.1") {
    routing { route("/shop") { orders() } }
  }.start(wait = false)
  val cio = freePort()
  embeddedServer(CIO, port = cio, host = "127.0.0.1") {
    routing { route("/shop") { orders() } }
  }.start(wait = false)
  println("cio on $cio")
  println("listening on $netty")
  Thread.currentThread().join()
}

private fun freePort() = ServerSocket(0).use { it.localPort }

/** The number in a path is that of its round trips. */
private fun Route.orders() {
  get("/here/{trips}") { call.respondText(query(trips(call.parameters["trips"]))) }
  get("/io/{trips}") {
    val trips = trips(call.parameters["trips"])
    call.respondText(withContext(Dispatchers.IO) { query(trips) })
  }
  get("/delayed/{trips}") {
    val trips = trips(call.parameters["trips"])
    repeat(trips) {
      delay(2)
      withContext(Dispatchers.IO) { query(1) }
    }
    call.respondText("done")
  }
  get("/at-once/{trips}") {
    val trips = trips(call.parameters["trips"])
    coroutineScope { (1..trips).map { async(Dispatchers.Default) { query(1) } }.awaitAll() }
    call.respondText("done")
  }
  get("/children/{trips}") {
    val trips = trips(call.parameters["trips"])
    coroutineScope { repeat(trips) { launch(Dispatchers.IO) { delay(1); query(1) } } }
    call.respondText("done")
  }
  get("/future/{trips}") {
    val trips = trips(call.parameters["trips"])
    val futures = (1..trips).map { CompletableFuture.runAsync { query(1) } }
    withContext(Dispatchers.IO) { futures.forEach { it.join() } }
    call.respondText("done")
  }
  get("/after/{trips}") {
    val trips = trips(call.parameters["trips"])
    call.respondText("done")
    withContext(Dispatchers.IO) { query(trips) }
  }
  get("/fails/{trips}") {
    query(trips(call.parameters["trips"]))
    throw IllegalStateException("as asked for")
  }
  get("/waits/{trips}") {
    val opens = gate
    waiting.incrementAndGet()
    opens.await()
    call.respondText(query(trips(call.parameters["trips"])))
  }
  get("/waited/{requests}") {
    awaitWaiting(trips(call.parameters["requests"]))
    call.respondText("done")
  }
  get("/wakes/{requests}") {
    awaitWaiting(trips(call.parameters["requests"]))
    val opens = gate
    gate = CompletableDeferred()
    waiting.set(0)
    opens.complete(Unit)
    call.respondText(query(1))
  }
  get("/upgrade/{trips}") {
    query(trips(call.parameters["trips"]))
    call.respond(Frames())
  }
  post("/bodies/{trips}") {
    call.receiveText()
    call.respondText(query(trips(call.parameters["trips"])))
  }
}

/** What other requests wait for. */
@Volatile private var gate = CompletableDeferred<Unit>()

private val waiting = AtomicInteger()

private suspend fun awaitWaiting(requests: Int) {
  while (waiting.get() < requests) {
    delay(1)
  }
}

/** What follows on the connection is no HTTP: a byte, one query, and its answer. */
private class Frames : OutgoingContent.ProtocolUpgrade() {
  override suspend fun upgrade(
    input: ByteReadChannel,
    output: ByteWriteChannel,
    engineContext: CoroutineContext,
    userContext: CoroutineContext,
  ): Job = CoroutineScope(userContext).launch {
    input.readByte()
    query(1)
    output.writeStringUtf8("pong")
    output.flush()
  }
}

private fun trips(text: String?) = text!!.toInt()
