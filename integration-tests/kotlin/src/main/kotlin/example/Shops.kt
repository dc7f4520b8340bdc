package example

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import org.jetbrains.exposed.dao.IntEntity
import org.jetbrains.exposed.dao.IntEntityClass
import org.jetbrains.exposed.dao.id.EntityID
import org.jetbrains.exposed.dao.id.IntIdTable
import org.jetbrains.exposed.sql.SchemaUtils
import org.jetbrains.exposed.sql.selectAll
import org.jetbrains.exposed.sql.transactions.experimental.newSuspendedTransaction
import org.jetbrains.exposed.sql.transactions.experimental.suspendedTransactionAsync
import org.jetbrains.exposed.sql.transactions.transaction

object Shops : IntIdTable("kotlin_shops") {
  val name = varchar("name", 20)
}

object Orders : IntIdTable("kotlin_orders") {
  val shop = reference("shop", Shops)
}

class Shop(id: EntityID<Int>) : IntEntity(id) {
  companion object : IntEntityClass<Shop>(Shops)

  var name by Shops.name
  val orders by Order referrersOn Orders.shop
}

class Order(id: EntityID<Int>) : IntEntity(id) {
  companion object : IntEntityClass<Order>(Orders)

  var shop by Shop referencedOn Orders.shop // reference
}

fun createSchema() = transaction {
  SchemaUtils.drop(Orders, Shops)
  SchemaUtils.create(Shops, Orders)
  repeat(8) {
    val made = Shop.new { name = "shop $it" }
    Order.new { shop = made }
  }
}

/* Each makes so many statements on its marked line. */

fun inATransaction(times: Int) = transaction {
  repeat(times) {
    exec("SELECT 1") // blocking
  }
}

fun inALambda(times: Int) = transaction {
  val count = { shop: Int -> Shops.selectAll().where { Shops.id eq shop }.count() } // lambda
  (1..times).asSequence().map(count).toList()
}

suspend fun inASuspendedTransaction(times: Int) =
    newSuspendedTransaction(Dispatchers.IO) {
      repeat(times) {
        delay(1)
        shop(it)
      }
    }

suspend fun inACoroutineEach(times: Int) = coroutineScope {
  List(times) { async(Dispatchers.IO) { newSuspendedTransaction { shop(it) } } }.awaitAll()
}

suspend fun inADeferredTransaction(times: Int) =
    suspendedTransactionAsync(Dispatchers.IO) { repeat(times) { shop(it) } }.await()

private suspend fun shop(id: Int): Long {
  delay(1)
  return Shops.selectAll().where { Shops.id eq id }.count() // suspended
}

fun inLazyReferences(times: Int) = transaction {
  Order.all().limit(times).forEach {
    it.shop.name
  }
}

fun inLazyLists(times: Int) = transaction {
  Shop.all().limit(times).toList().map {
    it.orders.count() // list
  }
}
